import { expect, it } from 'vitest';
import { acquire, release } from './engine/acquire.ts';
import { longPdf, openBytes } from './test-pdf.ts';

const signal = new AbortController().signal;

/** Where PDFium's heap has room for a megabyte: it moves up with what is kept. */
async function roomForMegabyte(): Promise<number> {
  const engine = await acquire(undefined);
  const address = engine.pdfium.malloc(2 ** 20);
  engine.pdfium.free(address);
  release(engine);
  return address;
}

it('keeps nothing of the pages that it has read, however many there are', async () => {
  await using reader = await openBytes(longPdf(5100));
  const read = async (from: number, to: number): Promise<void> => {
    for (let index = from; index < to; index++) {
      const page = await reader.extractPage(index, { signal });
      if (page.texts[0]?.text !== 'one of many') throw new Error(`Page ${index} has another text.`);
    }
  };
  await read(0, 1050);
  const before = await roomForMegabyte();
  await read(1050, 5050);
  // As long as it is open, PDFium keeps 2.7 kB of each of these pages (11 MB), and half a kilobyte of each before one that is read.
  expect((await roomForMegabyte()) - before).toBeLessThan(3_000_000);
});

it('answers what was asked before it opens the document anew', async () => {
  await using reader = await openBytes(longPdf(1100));
  const questions = Array.from({ length: 1100 }, (_, index) =>
    Promise.all([reader.extractPage(index, { signal }), index % 50 === 0 ? reader.metadata() : undefined]),
  );
  const answers = await Promise.all(questions);
  expect(answers.map(([{ index }]) => index)).toEqual(answers.map((_, index) => index));
  expect((await reader.extractPage(5, { signal })).texts[0]?.text).toBe('one of many');
  expect((await reader.metadata()).pageCount).toBe(1100);
});
