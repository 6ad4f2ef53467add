import type { ErrorInfo, Page } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import { jsonPieces } from './format-json.ts';

const source = { uri: 'a.pdf', mediaType: 'application/pdf', size: 1 };
const size = { width: 10, height: 20 };
const page: Page = { index: 0, ...size, unit: 'points', sizeInPoints: size, rotation: 0, texts: [], tables: [] };
const error: ErrorInfo = {
  name: 'E',
  code: 'PAGE_FAILED',
  message: 'm',
  stack: 's',
  cause: { name: 'C', message: 'c', stack: 's' },
};

function write(
  singleLine: boolean,
  debug: boolean,
  pages: Page[],
  errors: { page: number; error: ErrorInfo }[],
): string {
  const pieces = jsonPieces(singleLine, debug);
  const head = pieces.head({ source, metadata: { pageCount: 2 }, outline: [] });
  return head + pages.map((one) => pieces.page(one)).join('') + pieces.tail(errors);
}

describe('jsonPieces', () => {
  it.each([0, 1, 3])('makes one valid object of %i pages, on one line or on many', (count) => {
    const pages = Array.from({ length: count }, (_, index) => ({ ...page, index }));
    const expected = {
      document: { source, metadata: { pageCount: 2 }, outline: [], pages },
      success: true,
      errors: [],
    };
    const [line, lines] = [write(true, false, pages, []), write(false, false, pages, [])];
    expect(JSON.parse(line)).toEqual(expected);
    expect(JSON.parse(lines)).toEqual(expected);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(lines.split('\n').filter((text) => text.startsWith('{"index"'))).toHaveLength(count);
  });

  it('has the errors, and their stacks only for debugging', () => {
    expect(JSON.parse(write(true, true, [page], [{ page: 1, error }]))).toMatchObject({
      success: false,
      errors: [{ page: 1, error }],
    });
    const { stack: _, ...bare } = error;
    expect(JSON.parse(write(true, false, [page], [{ page: 1, error }]))).toMatchObject({
      errors: [{ page: 1, error: { ...bare, cause: { name: 'C', message: 'c' } } }],
    });
    expect(write(true, false, [page], [{ page: 1, error }])).not.toContain('"stack"');
  });
});
