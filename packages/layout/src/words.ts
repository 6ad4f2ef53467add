import { logicalOrder } from './bidi.ts';
import { isWhiteSpace, type GlyphBuffer, type GlyphRun } from './glyphs.ts';
import type { Segment } from './segments.ts';

/** A word of a line: glyph indices and text in logical order. */
export interface LayoutWord {
  text: string;
  glyphs: number[];
}

/** Chinese, Japanese and Korean set no spaces; their glyphs fill a square. */
const IDEOGRAPH =
  /^[\u2e80-\u30ff\u3130-\u318f\u31a0-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]|^[\u{20000}-\u{3ffff}]/u;
const MARK = /^\p{M}/u;
const LETTER = /\p{L}/u;

/**
 * Cuts a segment into words: at white space that is drawn, and at gaps that are wide for the font. A gap counts from half
 * of the font's own space advance, within 0.1 to 0.2 of the font size; in letter-spaced text, from the usual gap plus
 * half a space.
 */
export function findWords(glyphs: GlyphBuffer, segment: Segment): { words: LayoutWord[]; direction: 'ltr' | 'rtl' } {
  const sequence = segment.unsorted ? sortAlong(glyphs, segment.glyphs) : segment.glyphs;
  const pieces: number[][] = [];
  const starts: boolean[] = [];
  const gaps: number[] = [];
  const thresholds: number[] = [];
  let space = false;
  let previousEnd = 0;
  let rtl = false;
  for (const g of sequence) {
    const text = glyphs.text[g]!;
    if (isWhiteSpace(text)) {
      space = pieces.length > 0;
      continue;
    }
    const run = glyphs.runs[glyphs.run[g]!]!;
    const s = glyphs.x[g]! * run.ux + glyphs.y[g]! * run.uy;
    const advance = glyphs.advance[g]!;
    const code = text.charCodeAt(0);
    if (code >= 0x300 && MARK.test(text) && pieces.length > 0 && s < previousEnd + 0.1 * run.size) {
      pieces[pieces.length - 1]!.push(g);
      previousEnd = Math.max(previousEnd, s + advance);
      continue;
    }
    if (code >= 0x590) rtl = true;
    if (pieces.length > 0) {
      const gap = s - previousEnd;
      starts.push(space);
      gaps.push(gap);
      const lastGlyph = pieces[pieces.length - 1]![0]!;
      const last = glyphs.text[lastGlyph]!;
      // Where fonts meet, the narrower space counts: a symbol font's says little about the text around it.
      const lastThreshold = wordGap(glyphs.runs[glyphs.run[lastGlyph]!]!);
      const square = code >= 0x2e80 && IDEOGRAPH.test(text) && IDEOGRAPH.test(last);
      thresholds.push(square ? 0.5 * run.size : Math.min(wordGap(run), lastThreshold));
    }
    pieces.push([g]);
    space = false;
    // A narrow glyph that steps back must not make the next gap look wide.
    previousEnd = pieces.length === 1 ? s + advance : Math.max(previousEnd, s + advance);
  }
  const tracking = letterSpacing(glyphs, pieces, starts, gaps, thresholds);
  for (let k = 0; k < gaps.length; k++) {
    if (!starts[k]) starts[k] = gaps[k]! > thresholds[k]! + tracking;
  }
  return assemble(glyphs, pieces, starts, rtl);
}

/** The narrowest gap, in points, that separates words in this font: half its own space, within 0.1 to 0.2 of the size. */
function wordGap(run: GlyphRun): number {
  const spaceAdvance = run.spaceAdvance > 0 ? run.spaceAdvance : 0.25 * run.size;
  return Math.min(Math.max(0.5 * spaceAdvance, 0.1 * run.size), 0.2 * run.size);
}

/**
 * The usual gap of a segment that is set letter-spaced, else 0. It is letter-spaced when most of its gaps are wide enough
 * for a word space yet much alike, between letters: four or more of them.
 */
function letterSpacing(
  glyphs: GlyphBuffer,
  pieces: readonly number[][],
  spaced: readonly boolean[],
  gaps: readonly number[],
  thresholds: readonly number[],
): number {
  const inner: number[] = [];
  let letters = 0;
  let wide = 0;
  for (let k = 0; k < gaps.length; k++) {
    if (spaced[k]) continue;
    inner.push(gaps[k]!);
    if (gaps[k]! > 0.6 * thresholds[k]!) wide++;
    if (LETTER.test(glyphs.text[pieces[k + 1]![0]!]!)) letters++;
  }
  if (inner.length < 4 || wide < 0.7 * inner.length || letters < 0.7 * inner.length) return 0;
  inner.sort((a, b) => a - b);
  const low = inner[Math.floor(inner.length * 0.2)]!;
  const median = inner[Math.floor(inner.length * 0.5)]!;
  return median - low <= 0.35 * median ? median : 0;
}

function assemble(
  glyphs: GlyphBuffer,
  pieces: readonly number[][],
  starts: readonly boolean[],
  mayBeRightToLeft: boolean,
): { words: LayoutWord[]; direction: 'ltr' | 'rtl' } {
  if (mayBeRightToLeft) {
    const texts: string[] = [];
    const of: number[] = [];
    pieces.forEach((piece, k) => {
      if (k > 0 && starts[k - 1]) {
        texts.push(' ');
        of.push(-1);
      }
      texts.push(pieceText(glyphs, piece));
      of.push(k);
    });
    const logical = logicalOrder(texts);
    if (logical) {
      const words: LayoutWord[] = [];
      let word: LayoutWord | undefined;
      for (const i of logical.order) {
        const piece = pieces[of[i]!];
        if (!piece) {
          word = undefined;
          continue;
        }
        if (!word) words.push((word = { text: '', glyphs: [] }));
        word.text += logical.mirrored.get(i) ?? texts[i]!;
        word.glyphs.push(...piece);
      }
      return { words, direction: logical.direction };
    }
  }
  const words: LayoutWord[] = [];
  let word: LayoutWord | undefined;
  for (let k = 0; k < pieces.length; k++) {
    if (!word || starts[k - 1]) words.push((word = { text: '', glyphs: [] }));
    const piece = pieces[k]!;
    for (const g of piece) {
      word.text += glyphs.text[g]!;
      word.glyphs.push(g);
    }
  }
  return { words, direction: 'ltr' };
}

function pieceText(glyphs: GlyphBuffer, piece: readonly number[]): string {
  let text = '';
  for (const g of piece) text += glyphs.text[g]!;
  return text;
}

function sortAlong(glyphs: GlyphBuffer, indices: readonly number[]): number[] {
  const run = glyphs.runs[glyphs.run[indices[0]!]!]!;
  const position = new Map<number, number>();
  for (const g of indices) position.set(g, glyphs.x[g]! * run.ux + glyphs.y[g]! * run.uy);
  return indices.slice().sort((a, b) => position.get(a)! - position.get(b)! || a - b);
}
