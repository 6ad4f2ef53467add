import { expect, it } from 'vitest';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { longPdf, openBytes } from './test-pdf.ts';

const signal = new AbortController().signal;

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
