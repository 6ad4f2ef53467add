import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePageRanges, resolvePages } from './page-ranges.ts';

describe('parsePageRanges', () => {
  it('reads single pages, closed and open ranges', () => {
    expect(parsePageRanges('0-3, 7,9-')).toEqual([{ from: 0, to: 3 }, { from: 7, to: 7 }, { from: 9 }]);
  });

  it.each([
    ['', 'has an empty part'],
    ['1,,2', 'has an empty part'],
    ['-1', 'has "-1"'],
    ['a', 'has "a"'],
    ['1-2-3', 'has "1-2-3"'],
    ['1.5', 'has "1.5"'],
    ['5-2', 'has "5-2", which ends before it starts'],
    ['99999999999999999999', 'which is too large'],
  ])('refuses "%s" and says why', (text, reason) => {
    expect(() => parsePageRanges(text)).toThrow(
      `--pages "${text}" ${reason.startsWith('which') ? `has "${text}", ${reason}` : reason}`,
    );
  });
});

describe('resolvePages', () => {
  it('keeps the order that was written and names every page once', () => {
    expect(resolvePages(parsePageRanges('3,0-4,1-'), 6)).toEqual({ ok: true, pages: [3, 0, 1, 2, 4, 5] });
  });

  it('names the first page that is not there', () => {
    expect(resolvePages(parsePageRanges('0-9'), 3)).toEqual({ ok: false, missing: 9 });
    expect(resolvePages(parsePageRanges('3-'), 3)).toEqual({ ok: false, missing: 3 });
    expect(resolvePages(parsePageRanges('0-999999999999'), 3)).toEqual({ ok: false, missing: 999999999999 });
  });

  it('gives back any list of different pages that was written as text', () => {
    const pages = fc.uniqueArray(fc.nat(200), { minLength: 1 });
    fc.assert(
      fc.property(pages, (list) => {
        expect(resolvePages(parsePageRanges(list.join(',')), 201)).toEqual({ ok: true, pages: list });
      }),
    );
  });
});
