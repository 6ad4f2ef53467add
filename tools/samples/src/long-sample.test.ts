import { readFileSync } from 'node:fs';
import { PDFDocument, PDFStream } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { ensureLongSample } from './long-sample.ts';
import { drawLongSample } from './long/draw-long-sample.ts';

/** The packed operators of each page. */
async function contents(bytes: Uint8Array): Promise<Buffer[]> {
  const document = await PDFDocument.load(bytes);
  return document.getPages().map((page) => {
    const content = page.node.Contents();
    if (!(content instanceof PDFStream)) throw new Error('A page has one stream.');
    return Buffer.from(content.getContents());
  });
}

describe('the long report', () => {
  it('has the pages that are asked for, all different, until it starts again', async () => {
    const pages = await contents(await drawLongSample(7, 3));
    expect(pages).toHaveLength(7);
    expect(new Set(pages.map((page) => page.toString('latin1'))).size).toBe(3);
    for (let i = 3; i < pages.length; i++) expect(pages[i]!.equals(pages[i - 3]!)).toBe(true);
  });

  it('comes out the same every time', async () => {
    const [one, two] = [await drawLongSample(4), await drawLongSample(4)];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  });

  it('is drawn once, and kept', async () => {
    const path = await ensureLongSample(4);
    expect(await ensureLongSample(4)).toBe(path);
    expect(readFileSync(path).equals(Buffer.from(await drawLongSample(4)))).toBe(true);
  });

  it.each([0, -1, 1.5, NaN])('has no %d pages', async (pages) => {
    await expect(ensureLongSample(pages)).rejects.toThrow(RangeError);
  });
});
