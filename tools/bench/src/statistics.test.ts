import { describe, expect, it } from 'vitest';
import { median, pairRatios, spread } from './statistics.ts';

describe('median', () => {
  it('is the middle one of an odd number, and half way between the two of an even one', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([1, 2, 10, 4])).toBe(3);
    expect(median([7])).toBe(7);
  });

  it('refuses nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('spread', () => {
  it('has the middle and both ends', () => {
    expect(spread([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  });
});

describe('pairRatios', () => {
  it('compares round by round', () => {
    // Every round took twice as long on one side, while the machine grew slower: the ratio stays.
    expect(pairRatios([2, 4, 8], [1, 2, 4])).toEqual([2, 2, 2]);
  });

  it('refuses sides of unequal length', () => {
    expect(() => pairRatios([1], [1, 2])).toThrow('1 values against 2');
  });
});
