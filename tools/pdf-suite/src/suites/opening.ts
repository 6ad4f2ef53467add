import { describe, expect, it } from 'vitest';
import type { PdfUnderTest } from '../pdf-under-test.ts';
import { rawPdf } from '../raw-pdf.ts';

export function testOpening({ openBytes, readPage }: PdfUnderTest): void {
  const { signal } = new AbortController();

  describe('opening and closing', () => {
    it('reads bytes that stand on a SharedArrayBuffer, without changing or detaching them', async () => {
      const original = rawPdf('BT /F1 10 Tf 10 50 Td (shared) Tj ET');
      const shared = new Uint8Array(new SharedArrayBuffer(original.length));
      shared.set(original);
      const page = await readPage(shared);
      expect(page.texts[0]?.text).toBe('shared');
      expect(shared).toEqual(new Uint8Array(original));
    });

    it.each([
      ['an empty file', new Uint8Array(0)],
      ['what is not a PDF', new TextEncoder().encode('just some words, nothing else')],
      ['a header alone', new TextEncoder().encode('%PDF-1.7\n')],
    ])('refuses %s with DOCUMENT_CORRUPT', async (_name, bytes) => {
      await expect(openBytes(bytes)).rejects.toMatchObject({
        code: 'DOCUMENT_CORRUPT',
        message: expect.stringContaining('test.pdf'),
      });
    });

    it('refuses use after disposal, twice-disposed or not', async () => {
      const reader = await openBytes(rawPdf(''));
      await reader[Symbol.asyncDispose]();
      await reader[Symbol.asyncDispose]();
      await expect(reader.extractPage(0, { signal })).rejects.toMatchObject({ code: 'EXTRACTOR_DISPOSED' });
    });

    it('refuses a page that does not exist', async () => {
      await using reader = await openBytes(rawPdf(''));
      await expect(reader.extractPage(1, { signal })).rejects.toMatchObject({
        code: 'PAGE_OUT_OF_RANGE',
        message: expect.stringContaining('1 page'),
      });
    });

    it('stops at an aborted signal', async () => {
      await using reader = await openBytes(rawPdf(''));
      await expect(reader.extractPage(0, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
    });
  });
}
