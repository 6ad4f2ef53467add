import { unionBBox, type BBox, type Page, type TextBlock, type TextWord } from '@unifex/core';
import { isRightToLeft, type Granularity } from '@unifex/layout';
import type { SourcePage } from '../document/page-images.ts';
import type { ReadLine, Reading, ReadWord } from '../engine/job.ts';
import type { PixelBox } from '../preprocess/frame.ts';
import { linePieces } from './line-pieces.ts';

export interface AdaptOptions {
  readonly granularity: Granularity;
  readonly words: boolean;
}

/** What an engine has read, as a page of the model, in points. Pure. */
export function adaptPage(index: number, source: SourcePage, reading: Reading, options: AdaptOptions): Page {
  const { width, height, rotation } = source;
  const place = placer(source);
  const texts = reading.lines.flatMap((line, i) =>
    blocksOf(line, { line: i, rotation: reading.rotation, place }, options),
  );
  const page: Page = {
    index,
    width,
    height,
    unit: 'points',
    sizeInPoints: { width, height },
    rotation,
    texts,
    tables: [],
    provenance: {
      engine: 'tesseract',
      ...(reading.steps.length > 0 ? { preprocessing: reading.steps } : {}),
    },
  };
  if (source.warnings.length > 0) page.warnings = [...source.warnings];
  return page;
}

type Place = (box: PixelBox) => BBox;

/** Pixels to points. The image fills the page to its last pixel, and no rounding pushes a box over the edge. */
function placer({ image, width, height }: SourcePage): Place {
  const x = (value: number): number => Math.min((value * width) / image.width, width);
  const y = (value: number): number => Math.min((value * height) / image.height, height);
  return (box) => ({ x0: x(box.x0), y0: y(box.y0), x1: x(box.x1), y1: y(box.y1) });
}

interface LinePlace {
  /** Number of the line on the page. */
  readonly line: number;
  readonly rotation: number;
  readonly place: Place;
}

function blocksOf(
  { words: read, paragraph }: ReadLine,
  { line, rotation, place }: LinePlace,
  { granularity, words }: AdaptOptions,
): TextBlock[] {
  const block = (text: string, bbox: BBox, confidence: number): TextBlock => ({
    text,
    bbox,
    rotation,
    origin: 'ocr',
    direction: readsRightToLeft(text) ? 'rtl' : 'ltr',
    confidence,
    line,
    paragraph,
  });
  switch (granularity) {
    case 'char':
      return read.flatMap((word) => word.chars.map((char) => block(char.text, place(char.bbox), word.confidence)));
    case 'word':
      return read.map((word) => block(word.text, place(word.bbox), word.confidence));
    case 'line':
      return linePieces(read, rotation).map((piece) => {
        const boxes = piece.map((word) => place(word.bbox));
        const whole = block(piece.map(({ text }) => text).join(' '), unionBBox(boxes), meanConfidence(piece));
        if (words) whole.words = piece.map((word, i) => wordOf(word, boxes[i]!, place));
        return whole;
      });
  }
}

/** By the first letter that has a direction (Unicode Annex 9, rule P2). */
function readsRightToLeft(text: string): boolean {
  const letter = /\p{L}/u.exec(text)?.[0];
  return letter !== undefined && isRightToLeft(letter.codePointAt(0)!);
}

function wordOf({ text, confidence, chars }: ReadWord, bbox: BBox, place: Place): TextWord {
  return { text, bbox, confidence, chars: chars.map((char) => ({ text: char.text, bbox: place(char.bbox) })) };
}

/** By the number of characters, to a thousandth. */
function meanConfidence(words: readonly ReadWord[]): number {
  let sum = 0;
  let characters = 0;
  for (const { text, confidence } of words) {
    sum += confidence * text.length;
    characters += text.length;
  }
  return Math.round((sum / characters) * 1000) / 1000;
}
