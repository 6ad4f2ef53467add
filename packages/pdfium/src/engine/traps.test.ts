import { describe, expect, it } from 'vitest';
import { openBytes, rawPdf } from '../test-pdf.ts';
import { acquire, release } from './acquire.ts';
import type { Engine } from './engine.ts';

const signal = new AbortController().signal;
const pdf = rawPdf('BT /F1 10 Tf 10 50 Td (still here) Tj ET');

/** The engine that the documents of this thread share at the moment. */
async function currentEngine(): Promise<Engine> {
  const engine = await acquire(undefined);
  release(engine);
  return engine;
}

const trap = (): never => {
  throw new WebAssembly.RuntimeError('unreachable');
};

describe('a trap in the WebAssembly instance', () => {
  it('fails the page with a code, and the instance is replaced', async () => {
    await using reader = await openBytes(pdf);
    await using other = await openBytes(pdf);
    const broken = await currentEngine();
    broken.pdfium.FPDF_LoadPage = trap;
    await expect(reader.extractPage(0, { signal })).rejects.toMatchObject({
      code: 'PAGE_FAILED',
      message: expect.stringContaining('Page 0'),
      cause: expect.objectContaining({ name: 'EngineTrap' }),
    });
    expect(broken.broken).toBeInstanceOf(WebAssembly.RuntimeError);
    const pages = await Promise.all([reader, other].map((each) => each.extractPage(0, { signal })));
    expect(pages.map(({ texts }) => texts[0]?.text)).toEqual(['still here', 'still here']);
    expect(await currentEngine()).not.toBe(broken);
  });

  it('while a document is opened is the end of that document alone', async () => {
    const broken = await currentEngine();
    broken.pdfium.FPDF_LoadMemDocument64 = trap;
    await expect(openBytes(pdf)).rejects.toMatchObject({ code: 'DOCUMENT_CORRUPT' });
    await using reader = await openBytes(pdf);
    expect((await reader.extractPage(0, { signal })).texts).toHaveLength(1);
  });

  it('while a document is closed is nobody’s loss', async () => {
    const reader = await openBytes(pdf);
    const engine = await currentEngine();
    engine.pdfium.FPDF_CloseDocument = trap;
    await reader[Symbol.asyncDispose]();
    expect(engine.broken).toBeInstanceOf(WebAssembly.RuntimeError);
    await using next = await openBytes(pdf);
    expect(next.pageCount).toBe(1);
  });

  it('in metadata, outline and drawing is told in the same way', async () => {
    for (const read of ['metadata', 'outline', 'renderPage'] as const) {
      await using reader = await openBytes(pdf);
      const engine = await currentEngine();
      engine.pdfium.EPDF_IsEncrypted = trap;
      await expect(
        read === 'renderPage' ? reader.renderPage!(0, {}, { signal }) : reader[read]!(),
      ).rejects.toMatchObject({ code: read === 'renderPage' ? 'PAGE_FAILED' : 'DOCUMENT_CORRUPT' });
      expect(await reader.outline!()).toEqual([]);
    }
  });

  it('may be a stack that overflows', async () => {
    await using reader = await openBytes(pdf);
    const engine = await currentEngine();
    const deep = (): number => deep() + 1;
    engine.pdfium.FPDF_LoadPage = deep;
    await expect(reader.extractPage(0, { signal })).rejects.toMatchObject({ code: 'PAGE_FAILED' });
    expect((await reader.extractPage(0, { signal })).texts).toHaveLength(1);
  });

  it('is not what an error of ours is: the instance goes on', async () => {
    await using reader = await openBytes(pdf);
    const engine = await currentEngine();
    const original = engine.pdfium.FPDF_LoadPage.bind(engine.pdfium);
    engine.pdfium.FPDF_LoadPage = () => 0;
    await expect(reader.extractPage(0, { signal })).rejects.toMatchObject({ code: 'PAGE_FAILED' });
    engine.pdfium.FPDF_LoadPage = original;
    expect((await reader.extractPage(0, { signal })).texts).toHaveLength(1);
    expect(await currentEngine()).toBe(engine);
  });
});
