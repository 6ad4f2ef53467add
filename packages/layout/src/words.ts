import { compose } from './accents.ts';
import { logicalOrder } from './bidi.ts';
import { isWhiteSpace, type GlyphBuffer, type GlyphRun } from './glyphs.ts';
import type { Segment } from './segments.ts';

/** A word of a line: glyph indices and text in logical order. */
export interface LayoutWord {
  text: string;
  glyphs: number[];
  /** Its letters; only where one of them is not just what its glyph says (accents drawn on it, a bracket that is turned). */
  letters?: LayoutLetter[];
}

/** A letter of a word: the glyphs that draw it, and what they say together. */
export interface LayoutLetter {
  readonly text: string;
  readonly glyphs: readonly number[];
}

/** Chinese, Japanese and Korean set no spaces; their glyphs fill a square. */
const IDEOGRAPH =
  /^[\u2e80-\u30ff\u3130-\u318f\u31a0-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]|^[\u{20000}-\u{3ffff}]/u;
const MARK = /^\p{M}/u;
const LETTER = /\p{L}/u;
const CAPITAL = /^\p{Lu}/u;
const SMALL = /^\p{Ll}/u;
const NO_ACCENTS: ReadonlyMap<number, readonly number[]> = new Map();

/**
 * Cuts a segment into words: at white space that is drawn, and at gaps that are wide for the font. A gap counts from half
 * of the font's own space advance, within 0.1 to 0.2 of the font size; in letter-spaced text, from the usual gap plus
 * half a space.
 * @param accents those that stand on a letter, by the letter (from findAccents); they are not in the segment.
 */
export function findWords(
  glyphs: GlyphBuffer,
  segment: Segment,
  accents: ReadonlyMap<number, readonly number[]> = NO_ACCENTS,
): { words: LayoutWord[]; direction: 'ltr' | 'rtl' } {
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
      // Where pieces were drawn at different times, a space of one may lie under the letters of another.
      starts.push(space && (!segment.unsorted || gap > 0.05 * run.size));
      gaps.push(gap);
      const lastGlyph = pieces[pieces.length - 1]![0]!;
      const last = glyphs.text[lastGlyph]!;
      const lastRun = glyphs.runs[glyphs.run[lastGlyph]!]!;
      const square = code >= 0x2e80 && IDEOGRAPH.test(text) && IDEOGRAPH.test(last);
      thresholds.push(
        square ? 0.5 * run.size : run === lastRun ? wordGap(run) : gapBetween(glyphs, lastGlyph, g, lastRun, run),
      );
    }
    const marks = accents.get(g);
    pieces.push(marks ? [g, ...marks] : [g]);
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

/** The same where two runs meet. */
function gapBetween(glyphs: GlyphBuffer, a: number, b: number, before: GlyphRun, after: GlyphRun): number {
  if (after.size < 0.85 * before.size) {
    const offset = (glyphs.y[b]! - glyphs.y[a]!) * after.ux - (glyphs.x[b]! - glyphs.x[a]!) * after.uy;
    // A superscript keeps clear of the letter that leans towards it: f to the power of -1.
    if (Math.abs(offset) > 0.1 * before.size) return 0.15 * before.size;
  }
  // Where fonts meet, the narrower space counts: a symbol font's says little about the text around it.
  return Math.min(wordGap(before), wordGap(after));
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
  let mixed = 0;
  for (let k = 0; k < gaps.length; k++) {
    if (spaced[k]) continue;
    inner.push(gaps[k]!);
    if (gaps[k]! > 0.6 * thresholds[k]!) wide++;
    const text = glyphs.text[pieces[k + 1]![0]!]!;
    if (LETTER.test(text)) letters++;
    if (CAPITAL.test(text) && SMALL.test(glyphs.text[pieces[k]![0]!]!)) mixed++;
  }
  if (inner.length < 4 || wide < 0.7 * inner.length || letters < 0.7 * inner.length) return 0;
  // A capital behind a small letter starts a word: a row of single letters (a A b B) is no letter-spaced word.
  if (mixed > 0.2 * inner.length) return 0;
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
        addLetter(word, logical.mirrored.get(i) ?? texts[i]!, piece, glyphs);
      }
      return { words, direction: logical.direction };
    }
  }
  const words: LayoutWord[] = [];
  let word: LayoutWord | undefined;
  for (let k = 0; k < pieces.length; k++) {
    if (!word || starts[k - 1]) words.push((word = { text: '', glyphs: [] }));
    const piece = pieces[k]!;
    addLetter(word, pieceText(glyphs, piece), piece, glyphs);
  }
  return { words, direction: 'ltr' };
}

function addLetter(word: LayoutWord, text: string, piece: readonly number[], glyphs: GlyphBuffer): void {
  if (piece.length > 1 || text !== glyphs.text[piece[0]!]) {
    word.letters ??= word.glyphs.map((g) => ({ text: glyphs.text[g]!, glyphs: [g] }));
  }
  word.letters?.push({ text, glyphs: piece });
  word.text += text;
  for (const g of piece) word.glyphs.push(g);
}

function pieceText(glyphs: GlyphBuffer, piece: readonly number[]): string {
  const letter = glyphs.text[piece[0]!]!;
  if (piece.length === 1) return letter;
  return compose(
    letter,
    piece.slice(1).map((g) => glyphs.text[g]!),
  );
}

function sortAlong(glyphs: GlyphBuffer, indices: readonly number[]): number[] {
  const run = glyphs.runs[glyphs.run[indices[0]!]!]!;
  const position = new Map<number, number>();
  for (const g of indices) position.set(g, glyphs.x[g]! * run.ux + glyphs.y[g]! * run.uy);
  return indices.slice().sort((a, b) => position.get(a)! - position.get(b)! || a - b);
}
