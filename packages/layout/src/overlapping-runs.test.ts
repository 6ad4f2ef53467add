import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDuplicates } from './duplicates.ts';
import type { GlyphBuffer } from './glyphs.ts';
import { findOverlappingRuns } from './overlapping-runs.ts';
import { drawnPage } from './test-glyphs.ts';

const tenth = (size: number): number => size / 10;

function overlapping(glyphs: GlyphBuffer): number[] | undefined {
  const found = findOverlappingRuns(glyphs, tenth, 1e9);
  return found && [...found];
}

describe('findOverlappingRuns', () => {
  it('finds none on a page of lines, one below the other and side by side', () => {
    const { glyphs, draw } = drawnPage();
    for (const y of [20, 32, 44]) {
      draw('left', 10, y);
      draw('right', 200, y);
    }
    expect(overlapping(glyphs)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('finds a line that is drawn twice, and neither of its neighbours', () => {
    const { glyphs, draw } = drawnPage();
    draw('above', 10, 20);
    draw('bold', 10, 32);
    draw('bold', 10.4, 32.3);
    draw('below', 10, 44);
    expect(overlapping(glyphs)).toEqual([0, 1, 1, 0]);
  });

  it('finds text across another, and text that is drawn upwards through lines', () => {
    const { glyphs, draw } = drawnPage();
    draw('first line', 10, 20);
    draw('watermark', 30, 60, { ux: 0, uy: -1 });
    draw('far from it', 200, 20);
    expect(overlapping(glyphs)).toEqual([1, 1, 0]);
  });

  it('leaves out spaces and what lies beyond all pages', () => {
    const { glyphs, draw } = drawnPage();
    draw('word', 10, 20);
    draw('    ', 10, 20);
    draw('word', 2e9, 20);
    draw('word', 2e9, 20);
    expect(overlapping(glyphs)).toEqual([0, 0, 0, 0]);
  });

  it('knows nothing of a page where every glyph is a run, text is turned, or all of it stands in one place', () => {
    const single = drawnPage();
    for (let i = 0; i < 5; i++) single.draw('a', 10 * i, 20);
    expect(overlapping(single.glyphs)).toBeUndefined();
    const turned = drawnPage();
    for (let i = 0; i < 40; i++) turned.draw('turned', 10 * i, 200, { ux: 0, uy: -1 });
    expect(overlapping(turned.glyphs)).toBeUndefined();
    const crowded = drawnPage();
    for (let i = 0; i < 200; i++) crowded.draw('crowded', 10, 20);
    expect(overlapping(crowded.glyphs)).toBeUndefined();
  });

  it('never hides a copy: what findDuplicates finds is what comparing all glyphs with all others finds', () => {
    const run = fc.record({
      x: fc.integer({ min: 0, max: 40 }),
      y: fc.integer({ min: 0, max: 30 }),
      size: fc.constantFrom(4, 10, 10.5, 40),
      turned: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(run, { minLength: 2, maxLength: 12 }), (runs) => {
        const { glyphs, draw } = drawnPage();
        for (const { x, y, size, turned } of runs) {
          draw('aaaa', x / 2, y / 2, { size, ...(turned ? { ux: 0, uy: 1 } : {}) });
        }
        expect([...findDuplicates(glyphs)]).toEqual(compareAll(glyphs));
      }),
    );
  });
});

/** One byte a glyph, 1 for copies of an earlier one that is none itself: by the definition. */
function compareAll({ count, x, y, text, run, runs }: GlyphBuffer): number[] {
  const copies = new Array<number>(count).fill(0);
  for (let i = 0; i < count; i++) {
    const a = runs[run[i]!]!;
    const delta = a.size / 10;
    for (let j = 0; j < i; j++) {
      const b = runs[run[j]!]!;
      if (a === b || copies[j] === 1 || text[i] !== text[j]) continue;
      const near = Math.abs(x[i]! - x[j]!) < delta && Math.abs(y[i]! - y[j]!) < delta;
      const alike = Math.abs(a.size - b.size) < delta && a.ux * b.ux + a.uy * b.uy > 0.999 && a.hidden === b.hidden;
      if (near && alike) copies[i] = 1;
    }
  }
  return copies;
}
