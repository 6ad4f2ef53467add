import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearestMatch } from './fuzzy.ts';

/** Edit distance of two whole texts. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

it('finds the nearest piece, as a search of all pieces does', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 14 });
  fc.assert(
    fc.property(letters, letters, fc.integer({ min: 0, max: 4 }), (pattern, text, maxDistance) => {
      fc.pre(pattern.length > 0);
      let least = Infinity;
      for (let from = 0; from <= text.length; from += 1) {
        for (let to = from; to <= text.length; to += 1) {
          least = Math.min(least, distance(pattern, text.slice(from, to)));
        }
      }
      const found = nearestMatch(pattern, text, maxDistance);
      // A match of nothing is none.
      if (least > maxDistance || text === '') expect(found).toBeUndefined();
      else if (found) {
        expect(found.distance).toBe(least);
        expect(distance(pattern, text.slice(found.start, found.end))).toBe(least);
      } else {
        expect(least).toBeGreaterThanOrEqual(pattern.length);
      }
    }),
    { numRuns: 1000 },
  );
});

it('tells where a text with mistakes stands', () => {
  const text = 'invoice of exampel company, berlin';
  expect(nearestMatch('example company', text, 2)).toEqual({ start: 11, end: 26, distance: 2 });
  expect(nearestMatch('example company', text, 1)).toBeUndefined();
  expect(nearestMatch('', text, 1)).toBeUndefined();
  expect(nearestMatch('x', '', 1)).toBeUndefined();
});
