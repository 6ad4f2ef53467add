import { isWhiteSpace, type GlyphBuffer } from './glyphs.ts';

/** Height of a band of the page, in points: about a line of text. */
const BAND = 8;
/** Bands are told apart up to this many, a power of two; those further down share with them. */
const BANDS = 256;
/** How far, in points, the glyphs of a run may lie from its first one, across the page, for the run to be in one band. */
const FLAT = 0.5;
/** Runs that are not flat (rotated text) are compared with all others. Of more than these, nothing is known. */
const MAX_STEEP = 30;
/** How many others a run is compared with, on average: where there are more, nothing is known. A file must not make it take long. */
const MAX_COMPARED = 50;
/** Glyphs in a run, on average, below which it takes longer to look at runs than at glyphs. */
const MIN_GLYPHS = 3;

/** Numbers of a run's box: left, top, right, bottom. */
const BOX = 4;

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
  const overlapping = new Uint8Array(runs.length);
  /** The run that was put into a band last, and the one before each, counted from 1. */
  const last = new Int32Array(BANDS);
  const before = new Int32Array(runs.length);
  const steep: number[] = [];
  let near = 0;
  let compared = 0;
  const compare = (a: number, b: number): void => {
    compared++;
    const i = a * BOX;
    const k = b * BOX;
    if (boxes[i]! - near > boxes[k + 2]! || boxes[k]! - near > boxes[i + 2]!) return;
    if (boxes[i + 1]! - near > boxes[k + 3]! || boxes[k + 1]! - near > boxes[i + 3]!) return;
    overlapping[a] = overlapping[b] = 1;
  };
  for (let i = 0; i < runs.length; i++) {
    if (compared > MAX_COMPARED * runs.length) return undefined;
    const top = boxes[i * BOX + 1]!;
    const bottom = boxes[i * BOX + 3]!;
    // Nothing in it that counts.
    if (!(top <= bottom)) continue;
    near = toleranceOf(runs[i]!.size);
    for (const other of steep) compare(i, other);
    if (bottom - top > FLAT) {
      for (let other = 0; other < i; other++) compare(i, other);
      if (steep.push(i) > MAX_STEEP) return undefined;
      continue;
    }
    const first = Math.floor((top - near - FLAT) / BAND);
    const bands = Math.min(Math.floor((bottom + near) / BAND) - first + 1, BANDS);
    for (let k = 0; k < bands; k++) {
      for (let other = last[(first + k) & (BANDS - 1)]!; other !== 0; other = before[other - 1]!) compare(i, other - 1);
    }
    const band = Math.floor(top / BAND) & (BANDS - 1);
    before[i] = last[band]!;
    last[band] = i + 1;
  }
  return overlapping;
}

/** The boxes around the origins of the runs' glyphs, one behind the other. Of a run without glyphs that count: one that holds nothing. */
function boxesOf({ count, x, y, text, run: runOf, runs }: GlyphBuffer, farthest: number): Float64Array {
  const boxes = new Float64Array(runs.length * BOX);
  for (let at = 0; at < boxes.length; at += BOX) {
    boxes[at] = boxes[at + 1] = Infinity;
    boxes[at + 2] = boxes[at + 3] = -Infinity;
  }
  for (let i = 0; i < count; i++) {
    const left = x[i]!;
    const top = y[i]!;
    if (isWhiteSpace(text[i]!) || !(Math.abs(left) < farthest && Math.abs(top) < farthest)) continue;
    const at = runOf[i]! * BOX;
    if (left < boxes[at]!) boxes[at] = left;
    if (top < boxes[at + 1]!) boxes[at + 1] = top;
    if (left > boxes[at + 2]!) boxes[at + 2] = left;
    if (top > boxes[at + 3]!) boxes[at + 3] = top;
  }
  return boxes;
}
