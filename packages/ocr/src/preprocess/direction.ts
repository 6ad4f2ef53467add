import type { Component } from '../image/components.ts';

/** So many times more characters must have a neighbour on one side than on the other. */
const MARGIN = 1.5;
const MIN_GLYPHS = 30;

/** How lines of text run: along the page, up or down it, or nobody can tell. */
export type Direction = 'level' | 'across' | 'unknown';

/**
 * How the lines of text run. Characters stand closer to each other along a line than across lines: each one's nearest neighbour is
 * looked for to its right, and below it.
 */
export function lineDirection(glyphs: readonly Component[], height: number): Direction {
  if (glyphs.length < MIN_GLYPHS) return 'unknown';
  const beside = countNeighbours(glyphs, height);
  const below = countNeighbours(
    glyphs.map(({ x0, y0, x1, y1, area }) => ({ x0: y0, y0: x0, x1: y1, y1: x1, area })),
    height,
  );
  if (below > beside * MARGIN) return 'across';
  return beside > below * MARGIN ? 'level' : 'unknown';
}

/** How many have another one to the right, within half the height of the print, and mostly at the same height. */
function countNeighbours(glyphs: readonly Component[], height: number): number {
  const cell = Math.max(1, Math.ceil(height));
  const grid = new Map<string, Component[]>();
  for (const glyph of glyphs) {
    const key = `${Math.floor(glyph.x0 / cell)} ${Math.floor((glyph.y0 + glyph.y1) / 2 / cell)}`;
    const list = grid.get(key);
    if (list) list.push(glyph);
    else grid.set(key, [glyph]);
  }
  let count = 0;
  for (const glyph of glyphs) {
    const column = Math.floor(glyph.x1 / cell);
    const row = Math.floor((glyph.y0 + glyph.y1) / 2 / cell);
    let found = false;
    for (let x = column - 1; x <= column + 1 && !found; x++) {
      for (let y = row - 1; y <= row + 1 && !found; y++) {
        found = (grid.get(`${x} ${y}`) ?? []).some((other) => {
          const gap = other.x0 - glyph.x1;
          const overlap = Math.min(glyph.y1, other.y1) - Math.max(glyph.y0, other.y0);
          const shorter = Math.min(glyph.y1 - glyph.y0, other.y1 - other.y0);
          return other !== glyph && gap >= -1 && gap <= height / 2 && overlap > shorter / 2;
        });
      }
    }
    if (found) count += 1;
  }
  return count;
}
