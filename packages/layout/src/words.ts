import { compose } from './accents.ts';
import { logicalOrder } from './bidi.ts';
import { isWhiteSpace, type GlyphBuffer, type GlyphRun } from './glyphs.ts';
import { raiseLetterSpaced, type LetterSpacing } from './letter-spacing.ts';
import { clearedRow, type Row } from './row.ts';
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
const MARKS = /^\p{M}+$/u;
const ARABIC = /^[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\u08a0-\u08c9]+$/;
/** Behind the points of Hebrew and Arabic, which stand in or beside the cell of their letter (findAccents). */
const LAST_POINT = 0x8ff;
/** The most that a mark which is drawn onto a letter moves the pen, in font sizes. */
const ON_LETTER = 0.05;
/** Next to a letter in the order along the line, in points: nearer than any other. */
const BESIDE = 1e-6;
const TAKES_SUPERSCRIPT = /[\p{L}\p{N}\p{Pe}]$/u;
/** So many dots in a row lead to the page number in a table of contents: words of their own however near the others stand. */
const LEADER = 4;
const LEADER_GAP = 0.1;
const NO_ACCENTS: ReadonlyMap<number, readonly number[]> = new Map();

/**
 * Cuts a segment into words: at white space that is drawn, and at gaps that are wide for the font. A gap counts from half
 * of the font's own space advance, within 0.1 to 0.2 of the font size; in letter-spaced text, from the usual gap plus
 * half a space; the same of a run that is set letter-spaced among others.
 * @param accents those that stand on a letter, by the letter (from findAccents); they are not in the segment.
 * @param seen letter spacings of longer text on the page, by which shorter text is known; what the segment shows is added.
 */
export function findWords(
  glyphs: GlyphBuffer,
  segment: Segment,
  accents: ReadonlyMap<number, readonly number[]> = NO_ACCENTS,
  seen: LetterSpacing[] = [],
): { words: LayoutWord[]; direction: 'ltr' | 'rtl' } {
  const { text: texts, x, y, advance: advances, run: runOf, runs } = glyphs;
  const sequence = segment.unsorted ? sortAlong(glyphs, segment.glyphs) : segment.glyphs;
  const row = clearedRow(sequence.length);
  const { letters, starts, gaps, thresholds, marks } = row;
  let count = 0;
  let runIndex = -1;
  let run = segment.run;
  let ownGap = 0;
  let lastRun = run;
  let space = false;
  let previousEnd = 0;
  let rtl = false;
  let dots = 0;
  for (let k = 0; k < sequence.length; k++) {
    const g = sequence[k]!;
    const text = texts[g]!;
    if (isWhiteSpace(text)) {
      space = count > 0;
      continue;
    }
    if (runOf[g] !== runIndex) {
      runIndex = runOf[g]!;
      run = runs[runIndex]!;
      ownGap = wordGap(run);
    }
    const s = x[g]! * run.ux + y[g]! * run.uy;
    const end = s + advances[g]!;
    const code = text.charCodeAt(0);
    if (code >= 0x300 && MARK.test(text) && count > 0 && s < previousEnd + 0.1 * run.size) {
      marks.set(count - 1, [...(marks.get(count - 1) ?? []), g]);
      previousEnd = Math.max(previousEnd, end);
      continue;
    }
    if (code >= 0x590) rtl = true;
    if (count > 0) {
      const gap = s - previousEnd;
      const last = letters[count - 1]!;
      // Where pieces were drawn at different times, a space of one may lie under the letters of another.
      starts[count - 1] = space && (!segment.unsorted || gap > 0.05 * run.size) ? 1 : 0;
      gaps[count - 1] = gap;
      const square = code >= 0x2e80 && IDEOGRAPH.test(text) && IDEOGRAPH.test(texts[last]!);
      if (square) thresholds[count - 1] = 0.5 * run.size;
      else if (dots >= LEADER && code !== 0x2e) thresholds[count - 1] = LEADER_GAP * run.size;
      else thresholds[count - 1] = run === lastRun ? ownGap : gapBetween(glyphs, last, g, lastRun, run);
    }
    const ownMarks = accents.size > 0 ? accents.get(g) : undefined;
    if (ownMarks) marks.set(count, ownMarks);
    letters[count] = g;
    lastRun = run;
    // A narrow glyph that steps back must not make the next gap look wide.
    previousEnd = count === 0 ? end : Math.max(previousEnd, end);
    dots = code === 0x2e ? dots + 1 : 0;
    if (dots === LEADER && count >= LEADER) thresholds[count - LEADER] = LEADER_GAP * run.size;
    space = false;
    count++;
  }
  row.count = count;
  raiseLetterSpaced(glyphs, row, seen);
  for (let k = 0; k < count - 1; k++) if (starts[k] === 0 && gaps[k]! > thresholds[k]!) starts[k] = 1;
  return assemble(glyphs, row, rtl);
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
    // A superscript keeps clear of the letter that leans towards it, as in f to the power of -1; a sum sign has no such thing.
    if (Math.abs(offset) > 0.1 * before.size && TAKES_SUPERSCRIPT.test(glyphs.text[a]!)) return 0.15 * before.size;
  }
  // Where fonts meet, the narrower space counts: a symbol font's says little about the text around it.
  return Math.min(wordGap(before), wordGap(after));
}

function assemble(
  glyphs: GlyphBuffer,
  row: Row,
  mayBeRightToLeft: boolean,
): { words: LayoutWord[]; direction: 'ltr' | 'rtl' } {
  const found = mayBeRightToLeft ? inLogicalOrder(glyphs, row) : undefined;
  if (found) return found;
  const { count, letters, starts, marks } = row;
  const words: LayoutWord[] = [];
  for (let start = 0, end = 0; start < count; start = end) {
    end = start + 1;
    while (end < count && starts[end - 1] === 0) end++;
    words.push(marks.size > 0 ? markedWord(glyphs, row, start, end) : plainWord(glyphs, letters, start, end));
  }
  return { words, direction: 'ltr' };
}

function plainWord(glyphs: GlyphBuffer, letters: Int32Array, start: number, end: number): LayoutWord {
  let text = '';
  // No literal, for the reason of `newBBox`.
  const indices = Array.of<number>();
  for (let k = start; k < end; k++) {
    const g = letters[k]!;
    text += glyphs.text[g]!;
    indices.push(g);
  }
  return newLayoutWord(text, indices);
}

function newLayoutWord(text: string, glyphs: number[]): LayoutWord {
  const word = {} as LayoutWord;
  word.text = text;
  word.glyphs = glyphs;
  return word;
}

function markedWord(glyphs: GlyphBuffer, row: Row, start: number, end: number): LayoutWord {
  const word = newLayoutWord('', []);
  for (let k = start; k < end; k++) addLetter(word, pieceText(glyphs, row, k), k, glyphs, row);
  return word;
}

/** Undefined where the pieces stand in their logical order already. */
function inLogicalOrder(glyphs: GlyphBuffer, row: Row): { words: LayoutWord[]; direction: 'ltr' | 'rtl' } | undefined {
  const texts: string[] = [];
  const pieces: number[] = [];
  for (let k = 0; k < row.count; k++) {
    if (k > 0 && row.starts[k - 1] === 1) {
      texts.push(' ');
      pieces.push(-1);
    }
    texts.push(pieceText(glyphs, row, k));
    pieces.push(k);
  }
  const logical = logicalOrder(texts);
  if (!logical) return undefined;
  const words: LayoutWord[] = [];
  let word: LayoutWord | undefined;
  for (const i of logical.order) {
    const piece = pieces[i]!;
    if (piece < 0) {
      word = undefined;
      continue;
    }
    if (!word) words.push((word = newLayoutWord('', [])));
    addLetter(word, logical.mirrored.get(i) ?? texts[i]!, piece, glyphs, row);
  }
  return { words, direction: logical.direction };
}

function addLetter(word: LayoutWord, text: string, piece: number, glyphs: GlyphBuffer, { letters, marks }: Row): void {
  const parts = [letters[piece]!, ...(marks.get(piece) ?? [])];
  if (parts.length > 1 || text !== glyphs.text[parts[0]!]) {
    word.letters ??= word.glyphs.map((g) => ({ text: glyphs.text[g]!, glyphs: [g] }));
  }
  word.letters?.push({ text, glyphs: parts });
  word.text += text;
  for (const g of parts) word.glyphs.push(g);
}

function pieceText(glyphs: GlyphBuffer, { letters, marks }: Row, piece: number): string {
  const letter = glyphs.text[letters[piece]!]!;
  const own = marks.get(piece);
  if (!own) return letter;
  return compose(
    letter,
    own.map((g) => glyphs.text[g]!),
  );
}

/**
 * In the order along the line. What is drawn onto a letter without an advance of its own goes with that letter, whichever is nearer:
 * the marks of Thai stand beyond the start of the next letter, and the alef of a ligature of lam and alef on the lam.
 */
function sortAlong(glyphs: GlyphBuffer, indices: readonly number[]): number[] {
  const { runs, text: texts, advance: advances } = glyphs;
  const run = runs[glyphs.run[indices[0]!]!]!;
  const position = new Map<number, number>();
  let last: number | undefined;
  for (const g of indices) {
    const own = glyphs.x[g]! * run.ux + glyphs.y[g]! * run.uy;
    const text = texts[g]!;
    const onLast = last === g - 1 && text.charCodeAt(0) >= 0x590 && advances[g]! < ON_LETTER * run.size;
    if (onLast && text.charCodeAt(0) > LAST_POINT && MARKS.test(text) && standsAt(glyphs, g - 1, own, run)) {
      position.set(g, position.get(g - 1)! + BESIDE);
    } else if (
      onLast &&
      ARABIC.test(text) &&
      ARABIC.test(texts[g - 1]!) &&
      Math.abs(own - position.get(g - 1)!) < 0.01
    ) {
      position.set(g, position.get(g - 1)! - BESIDE);
    } else {
      position.set(g, own);
    }
    last = g;
  }
  return indices.slice().sort((a, b) => position.get(a)! - position.get(b)! || a - b);
}

/** Whether a place along the line is within a letter, or just outside of it. */
function standsAt({ x, y, advance }: GlyphBuffer, letter: number, place: number, { ux, uy, size }: GlyphRun): boolean {
  const start = x[letter]! * ux + y[letter]! * uy;
  return place > start - 0.5 * size && place < start + advance[letter]! + 0.5 * size;
}
