/**
 * The pieces of a segment, from left to right: a letter each, and what stands on it. Flat arrays that serve every segment,
 * one after the other: what a page makes for itself, the garbage collector has to find again.
 */
export interface Row {
  count: number;
  /** Glyph of the letter. */
  letters: Int32Array;
  /** Between a piece and the next: 1 where a word ends. */
  starts: Uint8Array;
  /** Between a piece and the next, in points: the gap, and the widest that is none between words. */
  gaps: Float64Array;
  thresholds: Float64Array;
  /** Glyphs that stand on a letter, by piece. */
  readonly marks: Map<number, readonly number[]>;
}

const ROW: Row = { count: 0, ...columns(256), marks: new Map() };

function columns(capacity: number): Pick<Row, 'letters' | 'starts' | 'gaps' | 'thresholds'> {
  return {
    letters: new Int32Array(capacity),
    starts: new Uint8Array(capacity),
    gaps: new Float64Array(capacity),
    thresholds: new Float64Array(capacity),
  };
}

/** The row that serves every segment, with room for so many pieces. */
export function clearedRow(pieces: number): Row {
  if (pieces > ROW.letters.length) Object.assign(ROW, columns(pieces * 2));
  // Only then: it makes a new table, and most segments have none.
  if (ROW.marks.size > 0) ROW.marks.clear();
  ROW.count = 0;
  return ROW;
}
