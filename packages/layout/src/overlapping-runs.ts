import { isWhiteSpace, type GlyphBuffer } from './glyphs.ts';

/** Height of a band of the page, in points: about a line of text. */
const BAND = 8;
/** Bands are told apart up to this many, a power of two; those further down share with them. */
const BANDS = 256;
/** How far, in points, the glyphs of a run may lie from its first one, across the page, for the run to be in one band. */
const FLAT = 0.5;
/** Runs that are not flat (rotated text) are compared with all others. Of more than these, nothing is known. */
const MAX_STEEP = 30;
/** Glyphs in a run, on average, below which it takes longer to look at runs than at glyphs. */
const MIN_GLYPHS = 3;

/** The boxes around the origins of a page's runs. */
interface RunBoxes {
  readonly x0: Float64Array;
  readonly x1: Float64Array;
  readonly y0: Float64Array;
  readonly y1: Float64Array;
}

/**
 * Finds the runs that come near an earlier one, and those that they come near to: only their glyphs can be copies of one another.
 * On most pages there are none, and nothing has to be asked of the glyphs.
 * @param toleranceOf how near, in points, for a run of a size: by the size of the later of two
 * @param farthest a glyph whose place is beyond this, in points, does not count
 * @returns one byte a run, 1 for those; undefined where nothing is known, and all may
 */
export function findOverlappingRuns(
  glyphs: GlyphBuffer,
  toleranceOf: (size: number) => number,
  farthest: number,
): Uint8Array | undefined {
  const { runs } = glyphs;
  if (glyphs.count < MIN_GLYPHS * runs.length) return undefined;
  const boxes = boxesOf(glyphs, farthest);
  const { x0, x1, y0, y1 } = boxes;
  const overlapping = new Uint8Array(runs.length);
  /** The run that was put into a band last, and the one before each, counted from 1. */
  const last = new Int32Array(BANDS);
  const before = new Int32Array(runs.length);
  const steep: number[] = [];
  let near = 0;
  const compare = (a: number, b: number): void => {
    if (x0[a]! - near > x1[b]! || x0[b]! - near > x1[a]!) return;
    if (y0[a]! - near > y1[b]! || y0[b]! - near > y1[a]!) return;
    overlapping[a] = overlapping[b] = 1;
  };
  for (let i = 0; i < runs.length; i++) {
    // Nothing in it that counts.
    if (!(x0[i]! <= x1[i]!)) continue;
    near = toleranceOf(runs[i]!.size);
    for (const other of steep) compare(i, other);
    if (y1[i]! - y0[i]! > FLAT) {
      for (let other = 0; other < i; other++) compare(i, other);
      if (steep.push(i) > MAX_STEEP) return undefined;
      continue;
    }
    const first = Math.floor((y0[i]! - near - FLAT) / BAND);
    const bands = Math.min(Math.floor((y1[i]! + near) / BAND) - first + 1, BANDS);
    for (let k = 0; k < bands; k++) {
      for (let other = last[(first + k) & (BANDS - 1)]!; other !== 0; other = before[other - 1]!) compare(i, other - 1);
    }
    const band = Math.floor(y0[i]! / BAND) & (BANDS - 1);
    before[i] = last[band]!;
    last[band] = i + 1;
  }
  return overlapping;
}

/** A run without glyphs that count has a box that holds nothing. */
function boxesOf({ count, x, y, text, run: runOf, runs }: GlyphBuffer, farthest: number): RunBoxes {
  const x0 = new Float64Array(runs.length).fill(Infinity);
  const x1 = new Float64Array(runs.length).fill(-Infinity);
  const y0 = new Float64Array(runs.length).fill(Infinity);
  const y1 = new Float64Array(runs.length).fill(-Infinity);
  for (let i = 0; i < count; i++) {
    const left = x[i]!;
    const top = y[i]!;
    if (isWhiteSpace(text[i]!) || !(Math.abs(left) < farthest && Math.abs(top) < farthest)) continue;
    const run = runOf[i]!;
    if (left < x0[run]!) x0[run] = left;
    if (left > x1[run]!) x1[run] = left;
    if (top < y0[run]!) y0[run] = top;
    if (top > y1[run]!) y1[run] = top;
  }
  return { x0, x1, y0, y1 };
}
