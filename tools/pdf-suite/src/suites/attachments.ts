import { describe, expect, it } from 'vitest';
import { rawPdf, stream } from '../raw-pdf.ts';
import type { AttachmentReader, PdfUnderTest } from '../pdf-under-test.ts';

export function testAttachments({ openBytes, readAttachment }: PdfUnderTest & AttachmentReader): void {
  const file = (name: string, data: number, more = ''): string =>
    `<< /Type /Filespec /F (${name}) /UF (${name}) /EF << /F ${data} 0 R >> ${more} >>`;

  const bytes = rawPdf('', {
    catalog: '/Names << /EmbeddedFiles << /Names [(a) 6 0 R (b) 8 0 R (c) 10 0 R] >> >>',
    objects: [
      file('data.csv', 7, '/Desc (the figures)'),
      stream('1,2,3', '/Type /EmbeddedFile'),
      file('picture.png', 9),
      stream('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', '/Type /EmbeddedFile'),
      file('gone.bin', 99),
    ],
  });

  describe('attachments', () => {
    it('are listed with size, description and what their bytes are; one that cannot be unpacked costs a warning', async () => {
      await using reader = await openBytes(bytes);
      const { attachments, warnings } = await reader.metadata();
      expect(attachments).toEqual([
        expect.objectContaining({ name: 'data.csv', size: 5, description: 'the figures' }),
        { name: 'picture.png', size: 16, mediaType: 'image/png' },
        { name: 'gone.bin', size: 0 },
      ]);
      expect(warnings).toEqual([expect.stringContaining('"gone.bin"')]);
    });

    it('are absent where there are none', async () => {
      await using reader = await openBytes(rawPdf(''));
      expect((await reader.metadata()).attachments).toBeUndefined();
    });
  });

  describe('readAttachment', () => {
    it('gives the bytes', async () => {
      expect(new TextDecoder().decode(await readAttachment(bytes, 'data.csv'))).toBe('1,2,3');
    });

    it('names those that there are, where the name is none of them', async () => {
      await expect(readAttachment(bytes, 'other.csv')).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        message: expect.stringMatching(/"other\.csv".*"data\.csv", "picture\.png"/),
      });
      await expect(readAttachment(rawPdf(''), 'other.csv')).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        message: expect.stringContaining('It has none.'),
      });
    });

    it('throws what opening a document throws', async () => {
      await expect(readAttachment(new TextEncoder().encode('%PDF-1.7'), 'a')).rejects.toMatchObject({
        code: 'DOCUMENT_CORRUPT',
      });
      await expect(readAttachment(bytes, 'data.csv', { signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: 'ABORTED',
      });
    });
  });
}
