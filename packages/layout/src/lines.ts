import { newBBox, type BBox, type HiddenReason, type TextDirection } from '@unifex/core';
import { findAccents } from './accents.ts';
import { findDuplicates } from './duplicates.ts';
import type { GlyphBuffer, GlyphRun } from './glyphs.ts';
import { hasSingleLetters, type LetterSpacing } from './letter-spacing.ts';
import { findSegments, mergeSegments, type Segment } from './segments.ts';
import { findWords, type LayoutWord } from './words.ts';

/** A line of text: its words in logical order. */
export interface LayoutLine {
  words: LayoutWord[];
  direction: TextDirection;
  hidden: HiddenReason | undefined;
}

export interface LayoutLines {
  /** In the order in which the page draws them. */
  lines: LayoutLine[];
  /** One byte a glyph: 1 for a glyph that repeats another one at its place. */
  duplicate: Uint8Array;
}

/**
 * Glyphs to words to lines. A line ends where its baseline ends or at a gap wider than a word space, so that the cells of
 * a table row and the columns of a page are lines of their own. Every glyph that is not white space is in exactly one line
 * or marked in `duplicate`.
 */
export function formLines(glyphs: GlyphBuffer): LayoutLines {
  const duplicate = findDuplicates(glyphs);
  const accents = findAccents(glyphs, duplicate);
  const segments = mergeSegments(glyphs, findSegments(glyphs, without(accents, duplicate)));
  const seen: LetterSpacing[] = [];
  const toLine = (segment: Segment): LayoutLine => {
    const { words, direction } = findWords(glyphs, segment, accents, seen);
    return { words, direction: segment.run.vertical ? 'ttb' : direction, hidden: segment.run.hidden };
  };
  const lines = segments.map(toLine);
  if (seen.length === 0) return { lines, duplicate };
  // What is letter-spaced further down on the page tells of single letters further up.
  return { lines: lines.map((line, i) => (hasSingleLetters(line.words) ? toLine(segments[i]!) : line)), duplicate };
}

/** What segments are not made of: copies, and accents, which follow their letter. */
function without(accents: ReadonlyMap<number, readonly number[]>, duplicate: Uint8Array): Uint8Array {
  if (accents.size === 0) return duplicate;
  const skip = duplicate.slice();
  for (const marks of accents.values()) for (const i of marks) skip[i] = 1;
  return skip;
}

/** The box of one glyph's cell: advance wide, from the font's descent to its ascent. */
export function glyphBBox(glyphs: GlyphBuffer, index: number): BBox {
  return unionOfGlyphs(glyphs, [index]);
}

/** The box around the cells of some glyphs. Shape: at least one index. */
export function unionOfGlyphs(glyphs: GlyphBuffer, indices: readonly number[]): BBox {
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  let runIndex = -1;
  let ux = 1;
  let uy = 0;
  // How far a cell reaches from the baseline: `ascent` along (uy, -ux) and `descent` against it.
  let leftward = 0;
  let rightward = 0;
  let upward = 0;
  let downward = 0;
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k]!;
    if (glyphs.run[i] !== runIndex) {
      runIndex = glyphs.run[i]!;
      const run = glyphs.runs[runIndex]!;
      ux = run.ux;
      uy = run.uy;
      leftward = Math.min(run.ascent * uy, -run.descent * uy);
      rightward = Math.max(run.ascent * uy, -run.descent * uy);
      upward = Math.min(-run.ascent * ux, run.descent * ux);
      downward = Math.max(-run.ascent * ux, run.descent * ux);
    }
    const x = glyphs.x[i]!;
    const y = glyphs.y[i]!;
    const ex = glyphs.advance[i]! * ux;
    const ey = glyphs.advance[i]! * uy;
    const left = x + Math.min(0, ex) + leftward;
    const right = x + Math.max(0, ex) + rightward;
    const top = y + Math.min(0, ey) + upward;
    const bottom = y + Math.max(0, ey) + downward;
    if (left < x0) x0 = left;
    if (right > x1) x1 = right;
    if (top < y0) y0 = top;
    if (bottom > y1) y1 = bottom;
  }
  return newBBox(x0, y0, x1, y1);
}

/** The run that most of the glyphs belong to: what the font and colour of a line are taken from. Shape: lists of indices, at least one in the first. */
export function dominantRun(glyphs: GlyphBuffer, ...lists: readonly (readonly number[])[]): GlyphRun {
  const { run: runOf, runs } = glyphs;
  const first = runs[runOf[lists[0]![0]!]!]!;
  if (lists.every((indices) => areAlike(glyphs, indices, first))) return first;
  // Few kinds, and neighbours mostly of one: a search among them is quicker than a key for every glyph.
  const kinds: { readonly run: GlyphRun; count: number }[] = [{ run: first, count: 0 }];
  let kind = kinds[0]!;
  let last = first;
  for (const indices of lists) {
    for (const i of indices) {
      const run = runs[runOf[i]!]!;
      if (run !== last) {
        last = run;
        kind = kinds.find((other) => isOneKind(run, other.run)) ?? { run, count: 0 };
        if (kind.count === 0) kinds.push(kind);
      }
      kind.count++;
    }
  }
  return kinds.reduce((best, other) => (other.count > best.count ? other : best)).run;
}

/** Most lines: everything is like their first glyph, in size to half of a tenth of a point. */
function areAlike({ run: runOf, runs }: GlyphBuffer, indices: readonly number[], first: GlyphRun): boolean {
  let last = -1;
  for (let k = 0; k < indices.length; k++) {
    const index = runOf[indices[k]!]!;
    if (index === last) continue;
    last = index;
    const run = runs[index]!;
    if (run.font !== first.font || run.color !== first.color || Math.abs(run.size - first.size) > 0.05) return false;
  }
  return true;
}

/** One font in one colour and size, to a tenth of a point. */
function isOneKind(a: GlyphRun, b: GlyphRun): boolean {
  return a.font === b.font && a.color === b.color && Math.round(a.size * 10) === Math.round(b.size * 10);
}
