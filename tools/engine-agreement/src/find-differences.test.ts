import { expect, it } from 'vitest';
import { findDifferences } from './find-differences.ts';

const one = {
  words: [
    { text: 'a', x: 1 },
    { text: 'b', x: 2 },
  ],
  kind: 'page',
  list: [1],
};

it('finds nothing between equals, and numbers that are close', () => {
  const other = {
    kind: 'page',
    words: [
      { text: 'a', x: 1.4 },
      { x: 2, text: 'b' },
    ],
    list: [1],
  };
  expect(findDifferences(one, other, 0.5)).toEqual([]);
  expect(findDifferences(null, null, 0)).toEqual([]);
});

it('finds another text, a number that is far off, and what is there on one side alone', () => {
  const other = {
    words: [
      { text: 'a', x: 1.6 },
      { text: 'c', x: 2 },
    ],
    list: [1],
    more: true,
  };
  expect(findDifferences(one, other, 0.5)).toEqual([
    { path: 'words.0.x', one: 1, other: 1.6 },
    { path: 'words.1.text', one: 'b', other: 'c' },
    { path: 'kind', one: 'page', other: undefined },
    { path: 'more', one: undefined, other: true },
  ]);
});

it('finds lists of different length, and other kinds of values', () => {
  expect(findDifferences(one, { ...one, words: [] }, 0)).toEqual([{ path: 'words.length', one: 2, other: 0 }]);
  expect(findDifferences([], {}, 0)).toHaveLength(1);
  expect(findDifferences({ a: null }, { a: [] }, 0)).toHaveLength(1);
  expect(findDifferences(Number.NaN, 1, 9)).toHaveLength(1);
});
