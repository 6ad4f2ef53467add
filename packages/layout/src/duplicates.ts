import { isWhiteSpace, type GlyphBuffer, type GlyphRun } from './glyphs.ts';
import { findOverlappingRuns } from './overlapping-runs.ts';

/** Two equal glyphs nearer than this share of the font size are one glyph drawn twice (the tolerance that poppler uses: TextOutputDev, dupMaxPriDelta). */
const TOLERANCE = 0.1;

/** A glyph that far from the page's corner, in points, is looked at no further: a page is at most 14,400 wide (ISO 32000-1, annex C). */
const FARTHEST = 1e9;

/** Table for pages of up to 8,192 glyphs, used again for every page: none needs it for longer than the search. */
const TABLE = new Int32Array(16_384);

/**
 * Finds text that is drawn twice at (almost) the same place to look bold or shadowed.
 * @returns one byte a glyph: 1 for the second and later copies.
 */
export function findDuplicates(glyphs: GlyphBuffer): Uint8Array {
  const { count, x, y, text, run: runOf, runs } = glyphs;
  const duplicate = new Uint8Array(count);
  const overlapping = findOverlappingRuns(glyphs, toleranceOf, FARTHEST);
  if (overlapping && !overlapping.includes(1)) return duplicate;
  // Open-addressing table of glyph indices + 1, keyed by text and grid cell. There is a grid for every octave of sizes, and most
  // of the places and sizes that a copy can have lie in one cell of one grid.
  let capacity = 64;
  while (capacity < count * 2) capacity *= 2;
  const mask = capacity - 1;
  const table = capacity <= TABLE.length ? TABLE.fill(0, 0, capacity) : new Int32Array(capacity);
  let runIndex = -1;
  let size = -1;
  let delta = 0;
  // Cells in a point, in the glyph's own grid and in those of the smallest and the largest copy: two of them are the same.
  let own = 0;
  let fine = 0;
  let coarse = 0;
  for (let i = 0; i < count; i++) {
    if (overlapping && overlapping[runOf[i]!] === 0) continue;
    const value = text[i]!;
    if (isWhiteSpace(value)) continue;
    if (runOf[i] !== runIndex) {
      runIndex = runOf[i]!;
      if (runs[runIndex]!.size !== size) {
        size = runs[runIndex]!.size;
        delta = toleranceOf(size);
        own = cellsOf(size);
        fine = cellsOf(size - delta);
        coarse = cellsOf(size + delta);
      }
    }
    const left = x[i]!;
    const top = y[i]!;
    // Nobody sees it, and beyond 2^53 the cells could not be counted.
    if (!(Math.abs(left) < FARTHEST && Math.abs(top) < FARTHEST)) continue;
    const code = value.charCodeAt(0);
    let found = false;
    for (let cells = fine; cells >= coarse && !found; cells /= 2) {
      const cx1 = Math.floor((left + delta) * cells);
      const cy1 = Math.floor((top + delta) * cells);
      for (let cx = Math.floor((left - delta) * cells); cx <= cx1 && !found; cx++) {
        for (let cy = Math.floor((top - delta) * cells); cy <= cy1 && !found; cy++) {
          for (let slot = hash(cx, cy, code) & mask; table[slot] !== 0 && !found; slot = (slot + 1) & mask) {
            const j = table[slot]! - 1;
            found =
              Math.abs(x[j]! - left) < delta &&
              Math.abs(y[j]! - top) < delta &&
              text[j] === value &&
              areCopies(runs[runOf[j]!]!, runs[runIndex]!, delta);
          }
        }
      }
    }
    if (found) {
      duplicate[i] = 1;
      continue;
    }
    let slot = hash(Math.floor(left * own), Math.floor(top * own), code) & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = i + 1;
  }
  return duplicate;
}

/** In points. */
function toleranceOf(size: number): number {
  return Math.max(size * TOLERANCE, 0.01);
}

/** Cells in a point of the grid for a size: a power of two, so that they are eight tolerances wide or up to twice as much. */
function cellsOf(size: number): number {
  return 2 ** -Math.ceil(Math.log2(8 * toleranceOf(size)));
}

/** Whether glyphs of these two may be one drawn twice: never of the same run, which moves on with every glyph. */
function areCopies(a: GlyphRun, b: GlyphRun, delta: number): boolean {
  return a !== b && Math.abs(a.size - b.size) < delta && a.hidden === b.hidden && a.ux * b.ux + a.uy * b.uy > 0.999;
}

function hash(cx: number, cy: number, code: number): number {
  let h = Math.imul(cx, 73856093) ^ Math.imul(cy, 19349663) ^ Math.imul(code, 83492791);
  h ^= h >>> 15;
  return h >>> 0;
}
