import type { BBox, Page, TextBlock, TextWord } from '@unifex/core';
import { isRightToLeft, type Granularity } from '@unifex/layout';
import type { SourcePage } from '../document/page-images.ts';
import type { ReadLine, Reading, ReadWord } from '../engine/job.ts';
import type { PixelBox } from '../preprocess/frame.ts';

export interface AdaptOptions {
  readonly granularity: Granularity;
  readonly words: boolean;
}

/** What an engine has read, as a page of the model, in points. Pure. */
export function adaptPage(index: number, source: SourcePage, reading: Reading, options: AdaptOptions): Page {
  const { width, height, rotation } = source;
  const place = placer(source);
  const texts = reading.lines.flatMap((line) => blocksOf(line, reading.rotation, place, options));
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

function blocksOf(line: ReadLine, rotation: number, place: Place, { granularity, words }: AdaptOptions): TextBlock[] {
  const block = (text: string, bbox: BBox, confidence: number): TextBlock => ({
    text,
    bbox,
    rotation,
    origin: 'ocr',
    direction: readsRightToLeft(text) ? 'rtl' : 'ltr',
    confidence,
  });
  switch (granularity) {
    case 'char':
      return line.words.flatMap((word) =>
        word.chars.map((char) => block(char.text, place(char.bbox), word.confidence)),
      );
    case 'word':
      return line.words.map((word) => block(word.text, place(word.bbox), word.confidence));
    case 'line': {
      const text = line.words.map((word) => word.text).join(' ');
      const boxes = line.words.map((word) => place(word.bbox));
      const whole = block(text, union(boxes), meanConfidence(line.words));
      if (words) whole.words = line.words.map((word, i) => wordOf(word, boxes[i]!, place));
      return [whole];
    }
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

function union(boxes: readonly BBox[]): BBox {
  const whole = { ...boxes[0]! };
  for (const box of boxes) {
    whole.x0 = Math.min(whole.x0, box.x0);
    whole.y0 = Math.min(whole.y0, box.y0);
    whole.x1 = Math.max(whole.x1, box.x1);
    whole.y1 = Math.max(whole.y1, box.y1);
  }
  return whole;
}
