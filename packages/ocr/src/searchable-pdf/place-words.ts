import { normalizeAngle, type BBox, type Page, type TextBlock } from '@unifex/core';
import { ADVANCE, ASCENT, DESCENT, UNITS } from './glyphless-font.ts';
import { levelWords, type PlacedWord } from './level-words.ts';
import type { TextFont } from './text-font.ts';

/** `[a, b, c, d, e, f]`: a point (x, y) leads to (a x + c y + e, b x + d y + f). */
export type Matrix = readonly [number, number, number, number, number, number];

/** The words of blocks, each followed by a space but for the last of a block. */
export function wordsOf(blocks: readonly TextBlock[]): PlacedWord[] {
  return blocks.flatMap((block) => {
    const { text, bbox, words } = block;
    const own = words && words.length > 0 ? words : [{ text, bbox }];
    const rotation = rotationOf(block);
    const placed = own.map((word, i) => ({
      text: i < own.length - 1 ? `${word.text} ` : word.text,
      middle: { x: (word.bbox.x0 + word.bbox.x1) / 2, y: (word.bbox.y0 + word.bbox.y1) / 2 },
      ...uprightSize(word.bbox, rotation),
      rotation,
    }));
    return levelWords(placed);
  });
}

/** Fewer words than these do not tell how a line leans: letters with and without tails move the middles of their boxes. */
const ENOUGH_WORDS = 4;
/** A line that an engine calls level leans no more than this, in degrees; what seems to is no line. */
const MAX_LEAN = 5;

/**
 * How a line leans. Engines say that lines of a sheet that lay askew are level; the middles of their words go up or down all the
 * same, and readers of the PDF would take words on different levels for different lines.
 */
function rotationOf({ rotation, words = [] }: TextBlock): number {
  if (rotation !== 0 || words.length < ENOUGH_WORDS) return rotation;
  const middles = words.map(({ bbox }) => ({ x: (bbox.x0 + bbox.x1) / 2, y: (bbox.y0 + bbox.y1) / 2 }));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(middles.map((middle) => middle.x)), mean(middles.map((middle) => middle.y))];
  // The line through the middles with the least squares.
  const across = middles.reduce((sum, middle) => sum + (middle.x - x) ** 2, 0);
  const slope = across > 0 ? middles.reduce((sum, middle) => sum + (middle.x - x) * (middle.y - y), 0) / across : 0;
  const lean = (Math.atan(slope) * 180) / Math.PI;
  return Math.abs(lean) > MAX_LEAN ? rotation : normalizeAngle(lean);
}

/**
 * The operators that set words invisibly, so that each fills its place.
 * @param toUser from points on the displayed page (origin top left, y down) to the page's user space
 */
export function textOperators(words: readonly PlacedWord[], font: TextFont, fontName: string, toUser: Matrix): string {
  const lines = [`BT /${fontName} 1 Tf 3 Tr`];
  for (const word of words) {
    const text = word.text.trimEnd();
    const letters = font.encode(text).length;
    if (letters === 0) continue;
    // The space after a word stands to the right of it, where text from the right has the word before.
    const { hex } = font.encode(RIGHT_TO_LEFT.test(text) ? visualOrder(text) : word.text);
    const matrix = multiply(wordMatrix(word, letters), toUser);
    lines.push(`${matrix.map(decimal).join(' ')} Tm <${hex}> Tj`);
  }
  lines.push('ET');
  return lines.join('\n');
}

/** From text space, in which the word is `letters` advances long and one em high, to the displayed page. */
function wordMatrix({ middle, width, height, rotation }: PlacedWord, letters: number): Matrix {
  const angle = (rotation * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const across = width / ((letters * ADVANCE) / UNITS);
  const along = (height * UNITS) / (ASCENT + DESCENT);
  // The baseline begins half a width before the middle, and lies below it by what of the height is below the ascenders.
  const below = height / 2 - (along * DESCENT) / UNITS;
  const e = middle.x - (cos * width) / 2 - sin * below;
  const f = middle.y - (sin * width) / 2 + cos * below;
  // Text space goes up, the displayed page down.
  return [across * cos, across * sin, along * sin, -along * cos, e, f];
}

/** Width along the baseline and height across it of a word whose box on the page is this one. */
function uprightSize({ x0, y0, x1, y1 }: BBox, rotation: number): { width: number; height: number } {
  const [w, h] = [Math.max(x1 - x0, 0.1), Math.max(y1 - y0, 0.1)];
  const lean = rotation % 180;
  if (Math.abs(lean - 90) <= 10) return { width: h, height: w };
  if (lean <= 10 || lean >= 170) return { width: w, height: h };
  // w = width cos + height sin, h = width sin + height cos; close to 45 degrees that has no one answer.
  const angle = (lean * Math.PI) / 180;
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.sin(angle)];
  const determinant = cos * cos - sin * sin;
  const [width, height] = [(w * cos - h * sin) / determinant, (h * cos - w * sin) / determinant];
  if (Math.abs(determinant) > 0.2 && width > 0 && height > 0) return { width, height };
  return { width: Math.hypot(w, h) * 0.8, height: Math.hypot(w, h) * 0.2 };
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** What stands in text from right to left as it is: numbers, with what joins them, and letters of other scripts. */
const LEFT_TO_RIGHT_RUN =
  /[\p{N}\p{Script=Latin}][\p{N}\p{Script=Latin}.,:/-]*(?<=[\p{N}\p{Script=Latin}])|\P{M}\p{M}*/gu;

/** Glyphs stand from left to right on the page, whatever is read from the right: readers of PDFs turn them round again. */
function visualOrder(text: string): string {
  return (text.match(LEFT_TO_RIGHT_RUN) ?? []).reverse().join('');
}

/** First `a`, then `b`. */
function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ];
}

/** PDF knows no exponents. */
function decimal(value: number): string {
  return value.toFixed(4).replace(/\.?0+$/, '') || '0';
}

/** From points on the displayed page to user space: undoes /Rotate, the crop box and /UserUnit. */
export function toUserSpace(
  { rotation }: Pick<Page, 'rotation'>,
  box: { left: number; bottom: number; right: number; top: number },
  userUnit: number,
): Matrix {
  const s = 1 / userUnit;
  const { left, bottom, right, top } = box;
  switch (rotation) {
    case 0:
      return [s, 0, 0, -s, left, top];
    case 90:
      return [0, s, s, 0, left, bottom];
    case 180:
      return [-s, 0, 0, s, right, bottom];
    case 270:
      return [0, -s, -s, 0, right, top];
  }
}
