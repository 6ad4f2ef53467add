import { BLANK_RUN, isWhiteSpace, type GlyphBuffer, type GlyphRun } from './glyphs.ts';

/**
 * A stretch of glyphs on one baseline without a wide gap. Positions are in the frame of the text: `s` along the advance
 * direction, `t` across it (downwards for upright text).
 */
export interface Segment {
  /** Glyph indices; white space included. In drawing order until {@link mergeSegments} sorts by `s`. */
  glyphs: number[];
  /** Run of the glyph that set the baseline. */
  run: GlyphRun;
  t: number;
  start: number;
  end: number;
  size: number;
  /** Sum and number of the gaps between neighbouring glyphs, to follow letter-spaced text. */
  gapSum: number;
  gapCount: number;
  /** Whether `glyphs` may be out of order along `s`. */
  unsorted: boolean;
  /** Run of the glyph that was added last, and how many spaces were drawn since. */
  lastRun: GlyphRun;
  spaces: number;
  /** The narrowest gap so far that a single space is drawn in. */
  wordSpace: number;
  /** The gap that a step to the left has opened and nothing has filled yet: right-to-left lines are drawn word by word. */
  holeStart: number;
  holeEnd: number;
}

/** Baselines nearer than this share of the font size are one line. Superscripts are looked at apart. */
const SAME_BASELINE = 0.2;
/** A gap wider than this share of the font size ends a line segment: a column gutter or a table cell, not a word space. */
const BREAK_GAP = 1.2;
/** The same for justified text: a single space that one text-showing operation stretches. */
const STRETCHED_SPACE = 4;
/** Justified text stretches all spaces of a line alike: what is so many times as wide as another one is the way to the next cell. */
const ALIKE = 2.5;
/** The same for pieces that were not drawn one after the other, where less speaks for their belonging together. */
const MERGE_GAP = 0.8;
/** How far a glyph may step back over its neighbour (kerning, combining marks) and still continue the segment. */
const MAX_OVERLAP = 0.5;

/** Cuts the glyphs, in drawing order, into segments. White space never starts one. */
export function findSegments(glyphs: GlyphBuffer, skip: Uint8Array): Segment[] {
  const segments: Segment[] = [];
  let current: Segment | undefined;
  for (let i = 0; i < glyphs.count; i++) {
    if (skip[i] === 1) continue;
    const run = glyphs.runs[glyphs.run[i]!]!;
    const s = glyphs.x[i]! * run.ux + glyphs.y[i]! * run.uy;
    const t = glyphs.y[i]! * run.ux - glyphs.x[i]! * run.uy;
    const advance = glyphs.advance[i]!;
    if (isWhiteSpace(glyphs.text[i]!)) {
      if (current && continues(current, run, s, t, advance) && isAtEnd(current, s, advance)) {
        current.glyphs.push(i);
        current.spaces++;
      }
      continue;
    }
    if (current && continues(current, run, s, t, advance)) {
      extend(current, i, run, s, advance);
      continue;
    }
    current = newSegment(i, run, t, s, advance);
    segments.push(current);
  }
  return segments;
}

const BLANK_SEGMENT: Segment = {
  glyphs: [],
  run: BLANK_RUN,
  t: 0,
  start: 0,
  end: 0,
  size: 0,
  gapSum: 0,
  gapCount: 0,
  unsorted: false,
  lastRun: BLANK_RUN,
  spaces: 0,
  wordSpace: Infinity,
  holeStart: 0,
  holeEnd: 0,
};

function newSegment(glyph: number, run: GlyphRun, t: number, start: number, advance: number): Segment {
  // A copy and no literal, for the reason of `newBBox`.
  const segment: Segment = { ...BLANK_SEGMENT };
  segment.glyphs = Array.of(glyph);
  segment.run = run;
  segment.t = t;
  segment.start = start;
  segment.end = start + advance;
  segment.size = run.size;
  segment.lastRun = run;
  return segment;
}

function continues(segment: Segment, run: GlyphRun, s: number, t: number, advance: number): boolean {
  const first = segment.run;
  const after = s - segment.end;
  if (run === first) {
    // Almost every glyph: on the same baseline, right behind the one before it. All that is asked below would say so.
    const { size } = run;
    const behind = after > -MAX_OVERLAP * size && after <= BREAK_GAP * size && s + advance > segment.start;
    if (behind && Math.abs(t - segment.t) <= SAME_BASELINE * size) return true;
  } else {
    if (run.hidden !== first.hidden || run.vertical !== first.vertical) return false;
    if (run.ux * first.ux + run.uy * first.uy < 0.999) return false;
  }
  const size = Math.max(segment.size, run.size);
  const offset = Math.abs(t - segment.t);
  const before = segment.start - (s + advance);
  if (offset > SAME_BASELINE * size) {
    // A superscript or subscript: smaller or not, it touches the text and overlaps its height by half.
    if (offset > 0.7 * size || run.vertical) return false;
    const top = Math.max(t - run.ascent, segment.t - first.ascent);
    const bottom = Math.min(t + run.descent, segment.t + first.descent);
    const smaller = Math.min(run.ascent + run.descent, first.ascent + first.descent);
    if (bottom - top < 0.5 * smaller) return false;
    const differ = Math.abs(run.size - segment.size) > 0.1 * size;
    return after > -0.2 * size && after < (differ ? 0.35 : 0.2) * size;
  }
  const tracking = segment.gapCount > 0 ? Math.max(0, segment.gapSum / segment.gapCount) : 0;
  const stretched =
    segment.spaces === 1 && run === segment.lastRun && Math.max(after, before) <= ALIKE * segment.wordSpace;
  const limit = (stretched ? STRETCHED_SPACE : BREAK_GAP) * size + 2 * tracking;
  if (after >= 0 || before >= 0) return after > before ? after <= limit : before <= limit;
  // Inside what is already there: an overlap with either end is kerning or a mark, more is text over text.
  return (
    after > -MAX_OVERLAP * size ||
    before > -MAX_OVERLAP * size ||
    advance < 0.05 * size ||
    fitsHole(segment, s, advance)
  );
}

function fitsHole({ holeStart, holeEnd, size }: Segment, s: number, advance: number): boolean {
  return s > holeStart - MAX_OVERLAP * size && s + advance < holeEnd + 0.1 * size;
}

/** A space that lies under the segment's letters, wherever it came from, separates none of them. */
function isAtEnd(segment: Segment, s: number, advance: number): boolean {
  const outside = Math.max(s - segment.end, segment.start - (s + advance));
  return outside > -0.2 * segment.size || fitsHole(segment, s, advance);
}

function extend(segment: Segment, glyph: number, run: GlyphRun, s: number, advance: number): void {
  const gap = s - segment.end;
  if (segment.spaces === 1 && gap > 0 && gap < segment.wordSpace) segment.wordSpace = gap;
  segment.glyphs.push(glyph);
  segment.lastRun = run;
  segment.spaces = 0;
  if (s + advance < segment.end - 0.01 || gap < -MAX_OVERLAP * segment.size) segment.unsorted = true;
  else {
    segment.gapSum += gap;
    segment.gapCount++;
  }
  if (s + advance <= segment.start) {
    segment.holeStart = s + advance;
    segment.holeEnd = segment.start;
  } else if (fitsHole(segment, s, advance)) segment.holeStart = s + advance;
  if (s < segment.start) segment.start = s;
  if (s + advance > segment.end) segment.end = s + advance;
}

/**
 * Joins segments that lie on one baseline with no more than a word space between them but were drawn at different times
 * (a bold word, a link, text set from the right), one behind or within the other. A joined segment takes the place of its earliest part.
 */
export function mergeSegments(glyphs: GlyphBuffer, segments: readonly Segment[]): Segment[] {
  const order = segments.map((_, i) => i);
  const frame = segments.map(({ run }) => frameKey(run));
  order.sort((a, b) => {
    if (frame[a] !== frame[b]) return frame[a]! < frame[b]! ? -1 : 1;
    return segments[a]!.t - segments[b]!.t || a - b;
  });
  const owner = new Int32Array(segments.length).fill(-1);
  for (let i = 0; i < order.length;) {
    let end = i + 1;
    const first = segments[order[i]!]!;
    while (
      end < order.length &&
      frame[order[end]!] === frame[order[i]!] &&
      segments[order[end]!]!.t - first.t <= SAME_BASELINE * Math.min(first.size, segments[order[end]!]!.size)
    ) {
      end++;
    }
    if (end - i > 1) mergeRow(glyphs, segments, order.slice(i, end), owner);
    i = end;
  }
  return segments.filter((_, i) => owner[i] === -1);
}

/** Merges neighbours in one row; `owner[i]` becomes the index of the segment that took segment i in. */
function mergeRow(glyphs: GlyphBuffer, segments: readonly Segment[], row: number[], owner: Int32Array): void {
  row.sort((a, b) => segments[a]!.start - segments[b]!.start);
  let left = row[0]!;
  for (let k = 1; k < row.length; k++) {
    const right = row[k]!;
    const a = segments[left]!;
    const b = segments[right]!;
    const size = Math.min(a.size, b.size);
    const gap = b.start - a.end;
    const tracking = Math.min(meanGap(a), meanGap(b));
    const near = gap >= -0.3 * size ? gap <= MERGE_GAP * size + 2 * tracking : fitsInto(glyphs, a, b);
    if (!near || Math.max(a.size, b.size) > 2 * size) {
      if (b.end > a.end) left = right;
      continue;
    }
    const [into, from] = left < right ? [left, right] : [right, left];
    const target = segments[into]!;
    const source = segments[from]!;
    for (const glyph of source.glyphs) target.glyphs.push(glyph);
    target.unsorted = true;
    target.start = Math.min(target.start, source.start);
    target.end = Math.max(target.end, source.end);
    target.gapSum += source.gapSum;
    target.gapCount += source.gapCount;
    owner[from] = into;
    left = into;
  }
}

/** Whether a segment fills a hole of another one: the letter that was drawn later between two words. */
function fitsInto(glyphs: GlyphBuffer, outer: Segment, inner: Segment): boolean {
  if (inner.end > outer.end) return false;
  const { ux, uy } = outer.run;
  const tolerance = 0.1 * inner.size;
  return outer.glyphs.every((g) => {
    const s = glyphs.x[g]! * ux + glyphs.y[g]! * uy;
    return (
      s >= inner.end - tolerance || s + glyphs.advance[g]! <= inner.start + tolerance || isWhiteSpace(glyphs.text[g]!)
    );
  });
}

function meanGap(segment: Segment): number {
  return segment.gapCount > 0 ? Math.max(0, segment.gapSum / segment.gapCount) : 0;
}

function frameKey(run: GlyphRun): string {
  return `${Math.round(Math.atan2(run.uy, run.ux) * 500)}|${run.hidden ?? ''}|${run.vertical}`;
}
