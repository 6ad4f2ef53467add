import { isWhiteSpace, type GlyphBuffer, type GlyphRun } from './glyphs.ts';

/** Two equal glyphs nearer than this share of the font size are one glyph drawn twice (the tolerance that poppler uses: TextOutputDev, dupMaxPriDelta). */
const TOLERANCE = 0.1;

/** Table for pages of up to 8,192 glyphs, used again for every page: none needs it for longer than the search. */
const TABLE = new Int32Array(16_384);

/**
 * Finds text that is drawn twice at (almost) the same place to look bold or shadowed.
 * @returns one byte a glyph: 1 for the second and later copies.
 */
export function findDuplicates(glyphs: GlyphBuffer): Uint8Array {
  const { count, x, y, text, run: runOf, runs } = glyphs;
  const duplicate = new Uint8Array(count);
  // Open-addressing table of glyph indices + 1, keyed by text and grid cell. Cells are at least eight tolerances wide, so that
  // most of the places where a copy can be lie in one of them, and no place in more than four.
  let capacity = 64;
  while (capacity < count * 2) capacity *= 2;
  const mask = capacity - 1;
  const table = capacity <= TABLE.length ? TABLE.fill(0, 0, capacity) : new Int32Array(capacity);
  let runIndex = -1;
  let delta = 0;
  let cells = 0;
  for (let i = 0; i < count; i++) {
    const value = text[i]!;
    if (isWhiteSpace(value)) continue;
    if (runOf[i] !== runIndex) {
      runIndex = runOf[i]!;
      delta = Math.max(runs[runIndex]!.size * TOLERANCE, 0.01);
      // A power of two: the same for copies whose sizes differ by a rounding.
      cells = 2 ** -Math.ceil(Math.log2(8 * delta));
    }
    const left = x[i]!;
    const top = y[i]!;
    const code = value.charCodeAt(0);
    const cx0 = Math.floor((left - delta) * cells);
    const cx1 = Math.floor((left + delta) * cells);
    const cy0 = Math.floor((top - delta) * cells);
    const cy1 = Math.floor((top + delta) * cells);
    for (let cx = cx0; cx <= cx1 && duplicate[i] === 0; cx++) {
      for (let cy = cy0; cy <= cy1 && duplicate[i] === 0; cy++) {
        for (let slot = hash(cx, cy, code) & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
          const j = table[slot]! - 1;
          if (
            Math.abs(x[j]! - left) < delta &&
            Math.abs(y[j]! - top) < delta &&
            text[j] === value &&
            areCopies(runs[runOf[j]!]!, runs[runIndex]!, delta)
          ) {
            duplicate[i] = 1;
            break;
          }
        }
      }
    }
    if (duplicate[i] === 1) continue;
    let slot = hash(Math.floor(left * cells), Math.floor(top * cells), code) & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = i + 1;
  }
  return duplicate;
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
