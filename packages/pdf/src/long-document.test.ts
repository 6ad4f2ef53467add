import { expect, it } from 'vitest';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openBytes, pdfFile, stream } from './test-pdf.ts';

const signal = new AbortController().signal;

/** So many pages of a line of text each, in a tree of two levels. */
function longPdf(pages: number): Uint8Array {
  const perNode = 100;
  const nodes = pages / perNode;
  const kids = Array.from({ length: nodes }, (_, node) => `${5 + node} 0 R`);
  const first = 5 + nodes;
  return pdfFile([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages} /MediaBox [0 0 200 100] /Resources << /Font << /F1 4 0 R >> >> >>`,
    stream('BT /F1 10 Tf 10 50 Td (one of many) Tj ET'),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...kids.map((_, node) => {
      const children = Array.from({ length: perNode }, (_, i) => `${first + node * perNode + i} 0 R`);
      return `<< /Type /Pages /Parent 2 0 R /Count ${perNode} /Kids [${children.join(' ')}] >>`;
    }),
    ...Array.from(
      { length: pages },
      (_, page) => `<< /Type /Page /Parent ${5 + Math.floor(page / perNode)} 0 R /Contents 3 0 R >>`,
    ),
  ]);
}

it('keeps nothing of the pages that it has read, however many there are', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  await using reader = await openBytes(longPdf(3100));
  const read = async (from: number, to: number): Promise<void> => {
    for (let index = from; index < to; index++) {
      const page = await reader.extractPage(index, { signal });
      if (page.texts[0]?.text !== 'one of many') throw new Error(`Page ${index} has another text.`);
    }
  };
  await read(0, 1050);
  const before = used();
  await read(1050, 3050);
  // pdf.js keeps three to four kilobytes of a page: 7 MB of these 2,000.
  expect(used() - before).toBeLessThan(2_000_000);
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
