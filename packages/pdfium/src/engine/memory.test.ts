import { expect, it } from 'vitest';
import { openBytes, rawPdf } from '../test-pdf.ts';
import { acquire, release } from './acquire.ts';

const signal = new AbortController().signal;

/** Where the heap has room for a megabyte: it moves up when something is not freed. */
async function roomForMegabyte(): Promise<number> {
  const engine = await acquire(undefined);
  const address = engine.pdfium.malloc(2 ** 20);
  engine.pdfium.free(address);
  release(engine);
  return address;
}

it('keeps nothing of a thousand documents that were opened one after the other', async () => {
  const content = 'BT /F1 10 Tf 10 50 Td (gone) Tj ET 0 0 50 50 re f';
  const annotated = '/Annots [<< /Type /Annot /Subtype /Stamp /Rect [0 0 50 50] /AP << /N 6 0 R >> >>]';
  const appearance =
    '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 14 >>\nstream\n0 0 9 9 re f  \nendstream';
  const pdf = rawPdf(content, { page: annotated, objects: [appearance] });
  const use = async (): Promise<void> => {
    await using reader = await openBytes(pdf);
    await reader.extractPage(0, { signal });
    await reader.renderPage?.(0, { width: 20, format: 'rgba' }, { signal });
    await reader.metadata();
  };
  for (let i = 0; i < 50; i++) await use();
  const before = await roomForMegabyte();
  for (let i = 0; i < 950; i++) await use();
  // 64 kB over 950 documents are less than 70 bytes each: the heap's own unrest.
  expect(Math.abs((await roomForMegabyte()) - before)).toBeLessThan(65_536);
});

it('keeps nothing of documents that cannot be opened', async () => {
  const bad = new TextEncoder().encode('%PDF-1.7\n'.padEnd(50_000, 'x'));
  for (let i = 0; i < 5; i++) await expect(openBytes(bad)).rejects.toMatchObject({ code: 'DOCUMENT_CORRUPT' });
  const before = await roomForMegabyte();
  for (let i = 0; i < 200; i++) await expect(openBytes(bad)).rejects.toMatchObject({ code: 'DOCUMENT_CORRUPT' });
  expect(Math.abs((await roomForMegabyte()) - before)).toBeLessThan(65_536);
});
