import { expect, it } from 'vitest';
import { extractStructured } from '../extract-structured.ts';
import { scriptedAdapter } from '../test-adapter.ts';
import { fakeExtractor } from '../test-extractor.ts';
import type { ExtractStructuredOptions } from '../types.ts';

const PAGES = Array.from({ length: 8 }, (_, i) => [`Page ${i} text`]);

/** The pages that were read when the first question came, and in the end. */
async function readPages(options: Partial<ExtractStructuredOptions>): Promise<[number[], number[]]> {
  const document = fakeExtractor(PAGES);
  const read: number[] = [];
  const pages = document.pages.bind(document);
  document.pages = (given) => {
    read.push(...(given?.pages ?? []));
    return pages(given);
  };
  let atFirst: number[] | undefined;
  const model = scriptedAdapter(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    atFirst ??= [...read];
    return { a: 1 };
  });
  const { failedPages } = await extractStructured(document, { model, maxWorkers: 1, ...options });
  expect(failedPages).toEqual([]);
  return [atFirst!, read];
}

it('reads the text of as many pages as are asked about at a time while the model is waited for, each once and in order', async () => {
  expect(await readPages({ input: 'text' })).toEqual([
    [0, 1],
    [0, 1, 2, 3, 4, 5, 6, 7],
  ]);
  expect(await readPages({ input: 'text', maxWorkers: 2, pages: [5, 1, 3, 0, 2, 6] })).toEqual([
    [5, 1, 3, 0],
    [5, 1, 3, 0, 2, 6],
  ]);
});

it('reads no page ahead that is to be drawn', async () => {
  expect((await readPages({ input: 'image+text' }))[0]).toEqual([0]);
});

it('leaves nothing behind an abort', async () => {
  const controller = new AbortController();
  const model = scriptedAdapter(() => {
    controller.abort();
    return new Promise(() => undefined);
  });
  const run = extractStructured(fakeExtractor(PAGES), { model, input: 'text', signal: controller.signal });
  await expect(run).rejects.toMatchObject({ code: 'ABORTED' });
});
