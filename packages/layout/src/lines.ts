import type { BBox, HiddenReason, TextDirection } from '@unifex/core';
import { findAccents } from './accents.ts';
import { findDuplicates } from './duplicates.ts';
import type { GlyphBuffer, GlyphRun } from './glyphs.ts';
import { findSegments, mergeSegments } from './segments.ts';
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
  const lines = segments.map((segment): LayoutLine => {
    const { words, direction } = findWords(glyphs, segment, accents);
    return { words, direction: segment.run.vertical ? 'ttb' : direction, hidden: segment.run.hidden };
  });
  return { lines, duplicate };
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
  for (const i of indices) {
    const run = glyphs.runs[glyphs.run[i]!]!;
    const x = glyphs.x[i]!;
    const y = glyphs.y[i]!;
    const a = glyphs.advance[i]!;
    // The four corners are the origin and its end along (ux, uy), moved by `ascent` along (uy, -ux) and `descent` against it.
    const ex = a * run.ux;
    const ey = a * run.uy;
    const upX = run.ascent * run.uy;
    const upY = -run.ascent * run.ux;
    const downX = -run.descent * run.uy;
    const downY = run.descent * run.ux;
    const left = x + Math.min(0, ex) + Math.min(upX, downX);
    const right = x + Math.max(0, ex) + Math.max(upX, downX);
    const top = y + Math.min(0, ey) + Math.min(upY, downY);
    const bottom = y + Math.max(0, ey) + Math.max(upY, downY);
    if (left < x0) x0 = left;
    if (right > x1) x1 = right;
    if (top < y0) y0 = top;
    if (bottom > y1) y1 = bottom;
  }
  return { x0, y0, x1, y1 };
}

/** The run that most of the glyphs belong to: what the font and colour of a line are taken from. */
export function dominantRun(glyphs: GlyphBuffer, indices: readonly number[]): GlyphRun {
  const first = glyphs.runs[glyphs.run[indices[0]!]!]!;
  let same = true;
  let last = first;
  for (const i of indices) {
    const run = glyphs.runs[glyphs.run[i]!]!;
    if (run === last) continue;
    last = run;
    if (run.font !== first.font || run.color !== first.color || Math.abs(run.size - first.size) > 0.05) {
      same = false;
      break;
    }
  }
  if (same) return first;
  const counts = new Map<string, { run: GlyphRun; count: number }>();
  for (const i of indices) {
    const run = glyphs.runs[glyphs.run[i]!]!;
    const key = `${run.font}|${run.color}|${Math.round(run.size * 10)}`;
    const entry = counts.get(key);
    if (entry) entry.count++;
    else counts.set(key, { run, count: 1 });
  }
  let best = { run: first, count: 0 };
  for (const entry of counts.values()) if (entry.count > best.count) best = entry;
  return best.run;
}
