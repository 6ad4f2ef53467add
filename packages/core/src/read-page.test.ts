import { describe, expect, it } from 'vitest';
import type { DocumentReader } from './backend.ts';
import { UnifexError } from './errors.ts';
import { failedPage, readPage } from './read-page.ts';
import { pageOf } from './test-document.ts';

const { signal } = new AbortController();

function reader(extractPage: DocumentReader['extractPage']): DocumentReader {
  return { pageCount: 1, extractPage, metadata: async () => ({ pageCount: 1 }), [Symbol.asyncDispose]: async () => {} };
}

describe('readPage', () => {
  it('gives the page, the time that it took, and passes the signal on', async () => {
    const page = pageOf(4);
    const signals: AbortSignal[] = [];
    const result = await readPage(
      reader(async (_index, context) => {
        signals.push(context.signal);
        return page;
      }),
      4,
      { signal },
    );
    expect(result).toEqual({ index: 4, success: true, page, durationMs: expect.any(Number) });
    expect(result.durationMs).toBeGreaterThanOrEqual(0);
    expect(signals).toEqual([signal]);
  });

  it.each<[string, unknown, object]>([
    [
      'a coded error',
      new UnifexError('DOCUMENT_CORRUPT', 'bad stream'),
      { code: 'DOCUMENT_CORRUPT', message: 'bad stream' },
    ],
    [
      'a foreign error',
      new TypeError('x is undefined'),
      { code: 'PAGE_FAILED', message: 'Page 0 could not be read: x is undefined' },
    ],
    ['anything else', Object.create(null), { code: 'PAGE_FAILED' }],
  ])('never throws: %s is the result of the page', async (_name, thrown, error) => {
    const result = await readPage(
      reader(async () => {
        throw thrown;
      }),
      0,
      { signal },
    );
    expect(result).toMatchObject({ index: 0, success: false, error });
    expect(() => structuredClone(result)).not.toThrow();
  });

  it('takes a reader that throws at once', async () => {
    const impatient = reader(() => {
      throw new Error('at once');
    });
    expect(await readPage(impatient, 0, { signal })).toMatchObject({ success: false, error: { code: 'PAGE_FAILED' } });
  });
});

describe('failedPage', () => {
  it('is the result of a page, with the error as plain data', () => {
    const result = failedPage(3, new Error('x', { cause: new Error('y') }), 12);
    expect(result).toMatchObject({ index: 3, success: false, durationMs: 12, error: { code: 'PAGE_FAILED' } });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
});
