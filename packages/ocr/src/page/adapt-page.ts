import { unionBBox, type BBox, type Page, type PageImage, type TextBlock, type TextWord } from '@unifex/core';
import { findParagraphs, isRightToLeft, type Granularity } from '@unifex/layout';
import type { SourcePage } from '../document/page-images.ts';
import type { Reading, ReadWord } from '../engine/job.ts';
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
  const lines = reading.lines.flatMap(({ words }, line) =>
    linePieces(words, reading.rotation).map((piece) => lineBlock(piece, line, reading.rotation, place)),
  );
  const paragraphs = findParagraphs(lines);
  const texts = lines.flatMap((line, i) => blocksOf({ ...line, paragraph: paragraphs[i]! }, options));
  const page: Page = {
    index,
    width,
    height,
    unit: 'points',
    sizeInPoints: { width, height },
    rotation,
    texts,
    tables: [],
    ...(source.isImage ? { images: [imageOf(source)] } : {}),
    provenance: {
      engine: 'tesseract',
      ...(reading.steps.length > 0 ? { preprocessing: reading.steps } : {}),
    },
  };
  if (source.warnings.length > 0) page.warnings = [...source.warnings];
  return page;
}

/** The whole page. */
function imageOf({ image, width, height }: SourcePage): PageImage {
  return {
    bbox: { x0: 0, y0: 0, x1: width, y1: height },
    rotation: 0,
    pixelWidth: image.width,
    pixelHeight: image.height,
  };
}

type Place = (box: PixelBox) => BBox;

/** Pixels to points. The image fills the page to its last pixel, and no rounding pushes a box over the edge. */
function placer({ image, width, height }: SourcePage): Place {
  const x = (value: number): number => Math.min((value * width) / image.width, width);
  const y = (value: number): number => Math.min((value * height) / image.height, height);
  return (box) => ({ x0: x(box.x0), y0: y(box.y0), x1: x(box.x1), y1: y(box.y1) });
}

type Line = Omit<TextBlock, 'words'> & { words: Required<TextWord>[] };

/** A line, or a piece of one, with its words. @param line its number on the page */
function lineBlock(read: readonly ReadWord[], line: number, rotation: number, place: Place): Line {
  const words = read.map(({ text, bbox, confidence, chars }) => ({
    text,
    bbox: place(bbox),
    confidence,
    chars: chars.map((char) => ({ text: char.text, bbox: place(char.bbox) })),
  }));
  const text = words.map((word) => word.text).join(' ');
  return {
    text,
    bbox: unionBBox(words.map(({ bbox }) => bbox)),
    rotation,
    origin: 'ocr',
    direction: directionOf(text),
    confidence: meanConfidence(read),
    line,
    words,
  };
}

function blocksOf(line: Line, { granularity, words: withWords }: AdaptOptions): TextBlock[] {
  const { words, ...bare } = line;
  switch (granularity) {
    case 'char':
      return words.flatMap(({ chars, confidence }) =>
        chars.map(({ text, bbox }) => ({ ...bare, text, bbox, direction: directionOf(text), confidence })),
      );
    case 'word':
      return words.map(({ text, bbox, confidence }) => ({
        ...bare,
        text,
        bbox,
        direction: directionOf(text),
        confidence,
      }));
    case 'line':
      return withWords ? [line] : [bare];
  }
}

/** By the first letter that has a direction (Unicode Annex 9, rule P2). */
function directionOf(text: string): 'ltr' | 'rtl' {
  const letter = /\p{L}/u.exec(text)?.[0];
  return letter !== undefined && isRightToLeft(letter.codePointAt(0)!) ? 'rtl' : 'ltr';
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
