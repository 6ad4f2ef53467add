import type { HiddenReason } from '@unifex/core';

/**
 * What the glyphs of one text-showing operation have in common. All lengths are in points on the displayed page
 * (origin top left, y down).
 */
export interface GlyphRun {
  /** Unit vector of the advance: (1, 0) for upright left-to-right text, (0, 1) for vertical writing. */
  readonly ux: number;
  readonly uy: number;
  /** Extent of the glyph cells to the left of the advance direction ("up" for upright text) and to its right, both >= 0. */
  readonly ascent: number;
  readonly descent: number;
  /** Font size as displayed. */
  readonly size: number;
  /** Advance of the font's own space glyph; 0 where the font tells none. */
  readonly spaceAdvance: number;
  /** What the file itself sets between letters besides their advance (PDF: `Tc`), along the baseline; left out where it tells none. */
  readonly letterSpacing?: number;
  /** Index into the caller's list of fonts. */
  readonly font: number;
  readonly color: string | undefined;
  readonly hidden: HiddenReason | undefined;
  /** Vertical writing mode (CJK), not rotated text. */
  readonly vertical: boolean;
  /** Drawn heavier than the font is (fill and stroke). */
  readonly emboldened: boolean;
}

/** To be copied and filled: a copy does for an object of a dozen members what `newBBox` of core does for a box. */
export const BLANK_RUN: GlyphRun = {
  ux: 1,
  uy: 0,
  ascent: 0,
  descent: 0,
  size: 0,
  vertical: false,
  hidden: undefined,
  spaceAdvance: 0,
  letterSpacing: 0,
  font: 0,
  color: undefined,
  emboldened: false,
};

/**
 * The glyphs of a page in the order in which they are drawn, as a struct of arrays. `x`, `y` is the glyph's origin on the
 * baseline, `advance` its own width along the baseline without character or word spacing, so that the rest is a gap.
 */
export interface GlyphBuffer {
  count: number;
  x: Float64Array;
  y: Float64Array;
  advance: Float64Array;
  /** Index into `runs`. */
  run: Uint32Array;
  /** Unicode text of each glyph: usually one character, several for a ligature, a space for white space. */
  text: string[];
  runs: GlyphRun[];
}

/** Larger ones are not kept, in glyphs: no page of text has so many. */
const MOST_KEPT = 65_536;
/** The arrays of a page that is done with. */
let spare: Pick<GlyphBuffer, 'x' | 'y' | 'advance' | 'run'> | undefined;

export function createGlyphBuffer(capacity = 4096): GlyphBuffer {
  const arrays =
    spare && spare.x.length >= capacity
      ? spare
      : {
          x: new Float64Array(capacity),
          y: new Float64Array(capacity),
          advance: new Float64Array(capacity),
          run: new Uint32Array(capacity),
        };
  spare = undefined;
  const { x, y, advance, run } = arrays;
  return { count: 0, x, y, advance, run, text: [], runs: [] };
}

/**
 * Gives a buffer back that nobody reads any more: the next one that is created takes its arrays over. They lie outside the heap
 * that V8 collects often, so that those of page after page would pile up to many times the size of what is read.
 */
export function releaseGlyphBuffer({ x, y, advance, run }: GlyphBuffer): void {
  if (x.length <= MOST_KEPT) spare = { x, y, advance, run };
}

/** Appends one glyph; it belongs to the last of `buffer.runs`. */
export function pushGlyph(buffer: GlyphBuffer, text: string, x: number, y: number, advance: number): void {
  const i = buffer.count;
  if (i === buffer.x.length) grow(buffer);
  buffer.x[i] = x;
  buffer.y[i] = y;
  buffer.advance[i] = advance;
  buffer.run[i] = buffer.runs.length - 1;
  buffer.text.push(text);
  buffer.count = i + 1;
}

/**
 * Takes up the way that a glyph of the last run goes which is no text (a joiner, a mark of direction): it belongs to the glyph before
 * it, so that no gap cuts the word. Nothing is changed where there is none before it in the run.
 */
export function pushJoiner(buffer: GlyphBuffer, advance: number): void {
  const before = buffer.count - 1;
  if (before < 0 || buffer.run[before] !== buffer.runs.length - 1 || isWhiteSpace(buffer.text[before]!)) return;
  buffer.advance[before]! += advance;
}

function grow(buffer: GlyphBuffer): void {
  const capacity = buffer.x.length * 2;
  for (const key of ['x', 'y', 'advance'] as const) {
    const larger = new Float64Array(capacity);
    larger.set(buffer[key]);
    buffer[key] = larger;
  }
  const run = new Uint32Array(capacity);
  run.set(buffer.run);
  buffer.run = run;
}

const WHITE_SPACE = /^[\s\u00a0\u200b\ufeff]*$/;

/** White space takes part in finding words, but is not text that could be lost. */
export function isWhiteSpace(text: string): boolean {
  const code = text.charCodeAt(0);
  // Almost every glyph. No text that begins so is white space.
  if (code > 0x20 && code < 0x80) return false;
  return text === ' ' || WHITE_SPACE.test(text);
}
