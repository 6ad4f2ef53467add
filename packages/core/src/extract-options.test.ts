import { describe, expect, it } from 'vitest';
import { checkExtractOptions, type CheckedExtractOptions } from './extract-options.ts';
import { createRegistry } from './registry.ts';
import { fakeBackend, fakeExecutor } from './test-backend.ts';

async function* nothing(): AsyncGenerator<never> {}

function check(options: unknown, pageCount = 3): CheckedExtractOptions {
  return checkExtractOptions(options, { pageCount, backend: fakeBackend(), registry: createRegistry() });
}

describe('checkExtractOptions', () => {
  it('fills in the defaults', () => {
    const defaults = { pages: [0, 1, 2], maxWorkers: 1, executor: 'inline', unit: 'points' };
    expect(check(undefined)).toEqual(defaults);
    expect(check({})).toEqual(defaults);
    expect(check({ pages: undefined, unit: undefined })).toEqual(defaults);
    expect(check({}, 0).pages).toEqual([]);
    expect(check({ maxWorkers: 2 }).executor).toBe('thread');
    expect(check({ unit: 'pixels' })).toMatchObject({ unit: 'pixels', dpi: 96 });
  });

  it('keeps what is given', () => {
    const given = {
      pages: [2, 0],
      maxWorkers: 4,
      executor: fakeExecutor(nothing),
      unit: 'pixels',
      dpi: 150,
      pageTimeoutMs: 1000,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onPageError: () => undefined,
    };
    expect(check(given)).toEqual(given);
    const checked = check(given);
    given.pages.push(1);
    expect(checked.pages).toEqual([2, 0]);
    expect(check({ pages: [] }).pages).toEqual([]);
  });

  it.each<[object, string]>([
    [{ pages: 3 }, '`pages` is 3, and it must be an array'],
    [{ pages: '0-3' }, '`pages` is "0-3", and it must be an array'],
    [{ pages: [0, '1'] }, '`pages[1]` is "1", and it must be a whole number (pages are counted from 0)'],
    [{ pages: [0.5] }, '`pages[0]` is 0.5'],
    [{ pages: [NaN] }, '`pages[0]` is NaN'],
    [
      { pages: [1, 0, 1] },
      '`pages` is [1, 0, 1], and it must be a list that names every page once; page 1 is in it twice',
    ],
    [{ maxWorkers: 0 }, '`maxWorkers` is 0, and it must be a whole number of at least 1'],
    [{ maxWorkers: -2 }, '`maxWorkers` is -2, and it must be a whole number of at least 1'],
    [{ maxWorkers: 1.5 }, '`maxWorkers` is 1.5'],
    [{ maxWorkers: Infinity }, '`maxWorkers` is Infinity'],
    [{ maxWorkers: '2' }, '`maxWorkers` is "2"'],
    [{ executor: 7 }, '`executor` is 7, and it must be the type of an executor, or an executor'],
    [{ unit: 'cm' }, "`unit` is \"cm\", and it must be 'points' or 'pixels' or 'inches' or 'normalized'"],
    [{ unit: 'pixels', dpi: 0 }, '`dpi` is 0, and it must be a number greater than 0'],
    [{ dpi: 300 }, "`dpi` is 300, and it must be left out with the unit 'points': it belongs to the unit 'pixels'"],
    [{ pageTimeoutMs: 0 }, '`pageTimeoutMs` is 0, and it must be a number greater than 0 and of at most 2147483647'],
    [{ pageTimeoutMs: 2 ** 31 }, '`pageTimeoutMs` is 2147483648'],
    [{ signal: {} }, '`signal` is an object (Object), and it must be an AbortSignal'],
    [{ onProgress: true }, '`onProgress` is true, and it must be a function'],
    [{ onPageError: 'log' }, '`onPageError` is "log", and it must be a function'],
    [{ workers: 2 }, 'There is no option `workers` for an extraction. It has: pages, maxWorkers, executor, unit,'],
  ])('refuses %j', (options, message) => {
    expect(() => check(options)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(message) }),
    );
  });

  it.each([
    [3, 3, 'There is no page 3: the document has 3 pages, numbers 0 to 2.'],
    [-1, 3, 'There is no page -1: the document has 3 pages, numbers 0 to 2.'],
    [1, 1, 'There is no page 1: the document has 1 page, number 0.'],
    [0, 0, 'There is no page 0: the document has no pages.'],
    [1e300, 2, 'There is no page 1e+300: the document has 2 pages, numbers 0 to 1.'],
  ])('does not find page %d among %d', (page, pageCount, message) => {
    expect(() => check({ pages: [page] }, pageCount)).toThrow(
      expect.objectContaining({ code: 'PAGE_OUT_OF_RANGE', message, details: { page, pageCount } }),
    );
  });

  it('does not know an executor', () => {
    expect(() => check({ executor: 'threads' })).toThrow(
      expect.objectContaining({
        code: 'EXECUTOR_UNKNOWN',
        message: expect.stringContaining('inline, thread, process'),
      }),
    );
  });
});
