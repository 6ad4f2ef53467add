import { unionBBox, type BBox, type TextBlock, type TextWord } from '@unifex/core';
import { findParagraphs } from '@unifex/layout';
import { WIDEST_GAP } from '../page/line-pieces.ts';
import type { ServerResult } from './answer.ts';

/** Pieces of a line overlap in height by at least this share of the lower one. */
const SAME_LINE = 0.5;

/**
 * Results as blocks of the model. What a server calls a result is a word with one engine and a line with another: words are put
 * together into lines, and lines are taken apart into words, whose boxes then are shares of the line's by their letters.
 * @param scale from pixels to the page's unit
 */
export function resultsToTexts(
  results: readonly ServerResult[],
  scale: { x: number; y: number },
  granularity: 'char' | 'word' | 'line',
): TextBlock[] {
  const lines = groupLines(results.map((result) => ({ ...result, bbox: scaled(result.bbox, scale) })));
  const blocks = lines.map(toLine);
  const paragraphs = findParagraphs(blocks);
  return blocks.flatMap((block, line) => {
    const part = { line, paragraph: paragraphs[line]! };
    if (granularity === 'line') return [{ ...block, ...part }];
    return lines[line]!.flatMap((piece) => {
      const { confidence, rotation } = piece;
      const words = wordsOf(piece);
      const own =
        granularity === 'word'
          ? words
          : words.flatMap(({ text, bbox }) => split([...text], 0, { ...piece, text, bbox }));
      return own.map(({ text, bbox }) => ({ text, bbox, rotation, origin: 'ocr' as const, confidence, ...part }));
    });
  });
}

function scaled({ x0, y0, x1, y1 }: BBox, { x, y }: { x: number; y: number }): BBox {
  return { x0: x0 * x, y0: y0 * y, x1: x1 * x, y1: y1 * y };
}

/** Results follow each other in reading order: a line ends where the next result is not to the right of it and beside it. */
function groupLines(pieces: readonly ServerResult[]): ServerResult[][] {
  const lines: ServerResult[][] = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    if (line && goesOn(line.at(-1)!, piece)) line.push(piece);
    else lines.push([piece]);
  }
  return lines;
}

function goesOn(last: ServerResult, next: ServerResult): boolean {
  // Text on its side is given as it comes.
  if (Math.abs(last.rotation - next.rotation) > 5 || (next.rotation > 15 && next.rotation < 345)) return false;
  const [a, b] = [last.bbox, next.bbox];
  const height = Math.min(a.y1 - a.y0, b.y1 - b.y0);
  const common = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  const gap = b.x0 - a.x1;
  return common >= height * SAME_LINE && gap > -height && gap < height * WIDEST_GAP;
}

function toLine(pieces: readonly ServerResult[]): TextBlock {
  const words = pieces.flatMap(wordsOf);
  const letters = pieces.reduce((sum, { text }) => sum + text.length, 0);
  const confidence = pieces.reduce((sum, piece) => sum + piece.confidence * piece.text.length, 0) / letters;
  return {
    text: pieces.map(({ text }) => text).join(' '),
    bbox: unionBBox(pieces.map(({ bbox }) => bbox)),
    rotation: pieces[0]!.rotation,
    origin: 'ocr',
    confidence: Math.round(confidence * 10_000) / 10_000,
    words,
  };
}

/** The words of a result; of several, each with its share of the box. */
function wordsOf(piece: ServerResult): TextWord[] {
  return split(piece.text.split(' '), 1, piece);
}

/** Parts of a text, each with its share of the box by its letters. @param gap letters between two of them */
function split(parts: readonly string[], gap: number, { text, bbox, confidence, rotation }: ServerResult): TextWord[] {
  if (parts.length === 1) return [{ text, bbox, confidence }];
  const sideways = (rotation > 45 && rotation < 135) || (rotation > 225 && rotation < 315);
  const direction = { sideways, backwards: rotation > 135 && rotation < 315 };
  let at = 0;
  return parts.map((part) => {
    const box = partOf(bbox, at / text.length, (at + part.length) / text.length, direction);
    at += part.length + gap;
    return { text: part, bbox: box, confidence };
  });
}

function partOf(
  { x0, y0, x1, y1 }: BBox,
  from: number,
  to: number,
  { sideways, backwards }: { sideways: boolean; backwards: boolean },
): BBox {
  const [start, end] = backwards ? [1 - to, 1 - from] : [from, to];
  if (sideways) return { x0, y0: y0 + (y1 - y0) * start, x1, y1: y0 + (y1 - y0) * end };
  return { x0: x0 + (x1 - x0) * start, y0, x1: x0 + (x1 - x0) * end, y1 };
}
