import { describe, expect, it } from 'vitest';
import { completeResults } from './complete-results.ts';
import type { PageResult } from './executor.ts';
import { all, goodResult } from './test-backend.ts';

async function* given(...indices: number[]): AsyncGenerator<PageResult> {
  for (const index of indices) yield goodResult(index);
}

async function completed(results: AsyncIterable<PageResult>, pages: number[]): Promise<string[]> {
  const complete = await all(completeResults(results, pages, 'fake'));
  return complete.map((result) => `${result.index} ${result.success ? 'read' : result.error.code}`);
}

describe('completeResults', () => {
  it('passes on what is right, as it comes', async () => {
    const results = completeResults(given(2, 0, 1), [2, 0, 1], 'fake');
    expect((await results.next()).value).toMatchObject({ index: 2 });
    expect(await all(results)).toMatchObject([{ index: 0 }, { index: 1 }]);
    expect(await completed(given(), [])).toEqual([]);
  });

  it('puts in order what comes out of it', async () => {
    expect(await completed(given(1, 0, 3, 2), [0, 1, 2, 3])).toEqual(['0 read', '1 read', '2 read', '3 read']);
  });

  it('tells the pages that are missing, at their place', async () => {
    expect(await completed(given(1, 2), [0, 1, 2, 3])).toEqual(['0 PAGE_FAILED', '1 read', '2 read', '3 PAGE_FAILED']);
    const [lost] = await all(completeResults(given(), [7], 'fake'));
    expect(lost).toMatchObject({
      success: false,
      error: { message: 'Page 7 could not be read: the executor "fake" ended without a result for it' },
    });
  });

  it('drops what nobody asked for, and what comes twice', async () => {
    expect(await completed(given(0, 9, 0, 1, 1), [0, 1])).toEqual(['0 read', '1 read']);
    async function* twice(): AsyncGenerator<PageResult> {
      for (const durationMs of [1, 2]) yield { ...goodResult(1), durationMs };
      yield goodResult(0);
    }
    const results = await all(completeResults(twice(), [0, 1], 'fake'));
    expect(results.map(({ durationMs }) => durationMs)).toEqual([1, 1]);
  });

  it('ends the run of the executor when it is left early', async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<PageResult> {
      try {
        for (let i = 0; ; i += 1) yield goodResult(i);
      } finally {
        ended = true;
      }
    }
    for await (const result of completeResults(endless(), [0, 1, 2], 'fake')) if (result.index === 1) break;
    expect(ended).toBe(true);
  });

  it('throws what the executor throws', async () => {
    async function* failing(): AsyncGenerator<PageResult> {
      yield goodResult(0);
      throw new Error('out of order');
    }
    await expect(all(completeResults(failing(), [0, 1], 'fake'))).rejects.toThrow('out of order');
  });
});
