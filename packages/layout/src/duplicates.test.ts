import { describe, expect, it } from 'vitest';
import { findDuplicates } from './duplicates.ts';
import { drawnPage, type DrawOptions } from './test-glyphs.ts';

/** Draws a word, and again so far from it; gives the bytes of all glyphs. */
function twice(dx: number, dy: number, options: DrawOptions = {}): number[] {
  const { glyphs, draw } = drawnPage();
  draw('ab', 10, 20);
  draw('ab', 10 + dx, 20 + dy, options);
  return [...findDuplicates(glyphs)];
}
const FOUND = [0, 0, 1, 1];
const NONE = [0, 0, 0, 0];

describe('findDuplicates', () => {
  it.each([
    [0, 0],
    [0.3, 0],
    [0, 0.3],
    [-0.4, -0.4],
    [0.9, 0.9],
  ])('finds a copy that is (%f, %f) away on 10-point text: a fake bold, a shadow', (dx, dy) => {
    expect(twice(dx, dy)).toEqual(FOUND);
  });

  it.each([
    [1.1, 0],
    [0, 1.1],
    [5, 0],
    [0, 12],
  ])('takes what is (%f, %f) away for text of its own', (dx, dy) => {
    expect(twice(dx, dy)).toEqual(NONE);
  });

  it('keeps what is larger, or hidden for another reason', () => {
    expect(twice(0, 0, { size: 14, ascent: 10, descent: 4 })).toEqual(NONE);
    expect(twice(0, 0, { hidden: 'invisible' })).toEqual(NONE);
    expect(twice(0, 0, { color: '#888888', font: 3 })).toEqual(FOUND);
  });

  it('keeps a letter that crosses another one at an angle', () => {
    expect(twice(0, 0, { ux: 0, uy: -1 })).toEqual(NONE);
    expect(twice(0, 0, { ux: Math.cos(0.02), uy: Math.sin(0.02) })).toEqual(FOUND);
  });

  it('finds the third and the fourth copy too', () => {
    const { glyphs, draw } = drawnPage();
    for (const dx of [0, 0.2, 0.4, 0.6]) draw('x', 10 + dx, 20);
    expect([...findDuplicates(glyphs)]).toEqual([0, 1, 1, 1]);
  });

  it('leaves doubled letters of one operation alone, however narrow', () => {
    const { glyphs, draw } = drawnPage();
    draw('ll', 10, 20);
    glyphs.x[1] = 10.5;
    expect([...findDuplicates(glyphs)]).toEqual([0, 0]);
  });

  it('says nothing of spaces', () => {
    const { glyphs, draw } = drawnPage();
    draw(' ', 10, 20);
    draw(' ', 10, 20);
    expect([...findDuplicates(glyphs)]).toEqual([0, 0]);
  });

  it('finds them wherever they are on the page, also left of it and above it', () => {
    const { glyphs, draw } = drawnPage();
    for (let i = 0; i < 500; i++) draw('k', ((i * 37) % 700) - 100, ((i * 91) % 900) - 100);
    const before = glyphs.count;
    for (let i = 0; i < 500; i++) draw('k', ((i * 37) % 700) - 100.05, ((i * 91) % 900) - 99.95);
    expect(
      findDuplicates(glyphs)
        .subarray(before)
        .every((byte) => byte === 1),
    ).toBe(true);
    expect(
      findDuplicates(glyphs)
        .subarray(0, before)
        .every((byte) => byte === 0),
    ).toBe(true);
  });

  it('finds every copy whose size differs by less than the tolerance, whatever the size', () => {
    for (let size = 1; size < 60; size += 0.37) {
      for (const factor of [0.92, 0.97, 1, 1.03, 1.08]) {
        const { glyphs, draw } = drawnPage();
        draw('a', 100, 200, { size: size * factor });
        draw('a', 100 + 0.09 * size, 200 - 0.09 * size, { size });
        expect([size, factor, ...findDuplicates(glyphs)]).toEqual([size, factor, 0, 1]);
      }
    }
  });

  it('leaves glyphs alone that are beyond any page', () => {
    for (const far of [1e300, -1e17, Infinity, NaN]) {
      const { glyphs, draw } = drawnPage();
      for (let i = 0; i < 2; i++) draw('a', far, 20);
      for (let i = 0; i < 2; i++) draw('a', 10, far);
      expect([...findDuplicates(glyphs)]).toEqual(NONE);
    }
  });
});
