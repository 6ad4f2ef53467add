import { isWhiteSpace, type GlyphBuffer } from './glyphs.ts';

/** Two equal glyphs nearer than this share of the font size are one glyph drawn twice (the tolerance that poppler uses: TextOutputDev, dupMaxPriDelta). */
const TOLERANCE = 0.1;

/**
 * Finds text that is drawn twice at (almost) the same place to look bold or shadowed.
 * @returns one byte a glyph: 1 for the second and later copies.
 */
export function findDuplicates(glyphs: GlyphBuffer): Uint8Array {
  const duplicate = new Uint8Array(glyphs.count);
  // Open-addressing table of glyph indices + 1, keyed by text and grid cell; cells are two tolerances wide, so a copy
  // lies in one of at most four cells.
  let capacity = 64;
  while (capacity < glyphs.count * 2) capacity *= 2;
  const mask = capacity - 1;
  const table = new Int32Array(capacity);
  for (let i = 0; i < glyphs.count; i++) {
    const text = glyphs.text[i]!;
    if (isWhiteSpace(text)) continue;
    const run = glyphs.runs[glyphs.run[i]!]!;
    const delta = Math.max(run.size * TOLERANCE, 0.01);
    const cell = delta * 2;
    const x = glyphs.x[i]!;
    const y = glyphs.y[i]!;
    const code = text.codePointAt(0)!;
    const cx0 = Math.floor((x - delta) / cell);
    const cx1 = Math.floor((x + delta) / cell);
    const cy0 = Math.floor((y - delta) / cell);
    const cy1 = Math.floor((y + delta) / cell);
    let found = false;
    for (let cx = cx0; cx <= cx1 && !found; cx++) {
      for (let cy = cy0; cy <= cy1 && !found; cy++) {
        for (let slot = hash(cx, cy, code) & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
          const j = table[slot]! - 1;
          const other = glyphs.runs[glyphs.run[j]!]!;
          if (
            glyphs.text[j] === text &&
            Math.abs(glyphs.x[j]! - x) < delta &&
            Math.abs(glyphs.y[j]! - y) < delta &&
            Math.abs(other.size - run.size) < delta &&
            other.hidden === run.hidden &&
            other.ux * run.ux + other.uy * run.uy > 0.999 &&
            other !== run
          ) {
            found = true;
            break;
          }
        }
      }
    }
    if (found) {
      duplicate[i] = 1;
      continue;
    }
    let slot = hash(Math.floor(x / cell), Math.floor(y / cell), code) & mask;
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = i + 1;
  }
  return duplicate;
}

function hash(cx: number, cy: number, code: number): number {
  let h = Math.imul(cx, 73856093) ^ Math.imul(cy, 19349663) ^ Math.imul(code, 83492791);
  h ^= h >>> 15;
  return h >>> 0;
}
