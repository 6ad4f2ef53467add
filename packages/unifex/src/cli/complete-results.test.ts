import { UnifexError, type PageResult } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import { completeResults } from './complete-results.ts';

const page = (index: number): PageResult => ({
  index,
  success: false,
  error: { name: 'E', code: 'PAGE_FAILED', message: 'x' },
  durationMs: 1,
});

async function* breaking(count: number, error: Error): AsyncGenerator<PageResult> {
  for (let index = 0; index < count; index++) yield page(index);
  throw error;
}

async function collect(results: AsyncIterable<PageResult>): Promise<PageResult[]> {
  const collected: PageResult[] = [];
  for await (const result of completeResults(results, [0, 1, 2])) collected.push(result);
  return collected;
}

describe('completeResults', () => {
  it('fails the pages that are left where reading breaks off', async () => {
    const results = await collect(breaking(1, new TypeError('gone')));
    expect(results[0]).toEqual(page(0));
    expect(results.slice(1)).toMatchObject([
      { index: 1, success: false, error: { code: 'PAGE_FAILED', message: 'Reading broke off: gone' } },
      { index: 2, success: false, error: { code: 'PAGE_FAILED' } },
    ]);
  });

  it('throws on what happens before the first page, and an abort', async () => {
    await expect(collect(breaking(0, new TypeError('gone')))).rejects.toThrow('gone');
    await expect(collect(breaking(2, new UnifexError('ABORTED', 'stop')))).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
