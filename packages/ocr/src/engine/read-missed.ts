import type { Component } from '../image/components.ts';
import { toRead, type Frame, type PixelBox } from '../preprocess/frame.ts';
import { findSegments, type Segment } from '../preprocess/segments.ts';
import type { Survey } from '../preprocess/survey.ts';
import type { GrayImage } from '../image/pixels.ts';
import type { CoreBlock, CoreLine, CoreWord } from './core.ts';
import { isKept } from './lines.ts';
import { readLine } from './read-again.ts';
import type { Recognizer } from './recognizer.ts';

/** Fewer pieces in a row are specks, or the end of a word whose box is too narrow. */
const MIN_GLYPHS = 3;
/** Heights of what is a line of the page's print, in heights of the print: no stamps, signatures or headings, which are read or not. */
const MIN_HEIGHT = 0.6;
const MAX_HEIGHT = 2.5;
/** What was not seen at first must be read with so much more confidence to be kept. */
const EXTRA = 0.2;
/** What stands farther off than so many heights, at the same height of the page, is another column's. */
const MAX_GAP = 4;
/** More are no lines but the texture of a picture. */
const MAX_SEGMENTS = 80;

export interface MissedRequest {
  readonly image: GrayImage;
  readonly frame: Frame;
  readonly survey: Survey;
  readonly minConfidence: number;
}

/**
 * Reads the print of which no word came out: where it is faint beside something black, the engine's one threshold for the whole page
 * takes it for paper, and where lines touch, it reads two as one, and neither well. What looks like characters is known from the
 * survey, which tells ink from the paper around it; what lies in no word is put together to lines, and each is read by itself.
 */
export function readMissed(
  blocks: readonly CoreBlock[],
  request: MissedRequest,
  recognizer: Recognizer,
): { blocks: readonly CoreBlock[]; found: number } {
  const { image, survey, minConfidence } = request;
  const { height, segments } = missedSegments(blocks, request);
  const fits = segments.filter(({ glyphs, x0, y0, x1, y1 }) => {
    const tall = (y1 - y0) / height;
    return glyphs >= MIN_GLYPHS && tall >= MIN_HEIGHT && tall <= MAX_HEIGHT && x1 - x0 > y1 - y0;
  });
  if (survey.height === 0 || fits.length > MAX_SEGMENTS) return { blocks, found: 0 };
  let result = blocks;
  let found = 0;
  for (const segment of fits) {
    const box = {
      x0: Math.max(0, Math.floor(segment.x0)),
      y0: Math.max(0, Math.floor(segment.y0)),
      x1: Math.min(image.width, Math.ceil(segment.x1)),
      y1: Math.min(image.height, Math.ceil(segment.y1)),
    };
    if (box.x1 <= box.x0 || box.y1 <= box.y0) continue;
    const words = readLine(box, image, recognizer).filter((word) => isKept(word, Math.min(1, minConfidence + EXTRA)));
    if (words.length === 0) continue;
    found += words.length;
    result = insert(result, { bbox: box, words }, minConfidence);
  }
  return { blocks: result, found };
}

/** What no kept word covers, in pixels of the read image, and how high the print is in them. */
function missedSegments(
  blocks: readonly CoreBlock[],
  { frame, survey, minConfidence }: MissedRequest,
): { height: number; segments: Segment[] } {
  const { factor } = survey;
  const height = survey.height * factor * frame.scaleY;
  const covered = blocks
    .flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines.flatMap(({ words }) => words)))
    .filter((word) => isKept(word, minConfidence))
    .map(({ bbox: { x0, y0, x1, y1 } }) => grown({ x0, y0, x1, y1 }, height));
  const missed: Component[] = [];
  for (const { x0, y0, x1, y1, area } of survey.glyphs) {
    const box = toRead({ x0: x0 * factor, y0: y0 * factor, x1: x1 * factor, y1: y1 * factor }, frame);
    const x = (box.x0 + box.x1) / 2;
    const y = (box.y0 + box.y1) / 2;
    if (!covered.some((word) => x >= word.x0 && x <= word.x1 && y >= word.y0 && y <= word.y1))
      missed.push({ ...box, area });
  }
  return { height, segments: findSegments(missed, height) };
}

/** The boxes of words are not exact, and what stands at their ends belongs to them. */
function grown({ x0, y0, x1, y1 }: PixelBox, height: number): PixelBox {
  const beside = height / 2;
  const above = (y1 - y0) / 4;
  return { x0: x0 - beside, y0: y0 - above, x1: x1 + beside, y1: y1 + above };
}

/** Puts words to those of the nearest line that they stand in, in place of what was not kept of it; else as a line before the next lower one. */
function insert(blocks: readonly CoreBlock[], missed: CoreLine, minConfidence: number): readonly CoreBlock[] {
  const lines = blocks.flatMap(({ paragraphs }) => paragraphs.flatMap((paragraph) => paragraph.lines));
  const target = lineBeside(lines, missed);
  if (target) return mapLines(blocks, (line) => (line === target ? [joined(line, missed, minConfidence)] : [line]));
  const middle = (line: CoreLine): number => (line.bbox.y0 + line.bbox.y1) / 2;
  const next = lines.find(
    (line) => overlap(line.bbox.x0, line.bbox.x1, missed.bbox.x0, missed.bbox.x1) > 0 && middle(line) > middle(missed),
  );
  if (next) return mapLines(blocks, (line) => (line === next ? [missed, line] : [line]));
  return [...blocks, { paragraphs: [{ lines: [missed] }] }];
}

function lineBeside(lines: readonly CoreLine[], missed: CoreLine): CoreLine | undefined {
  let nearest: CoreLine | undefined;
  let least = MAX_GAP * (missed.bbox.y1 - missed.bbox.y0);
  for (const line of lines) {
    for (const word of line.words) {
      const gap = -overlap(word.bbox.x0, word.bbox.x1, missed.bbox.x0, missed.bbox.x1);
      if (gap < least && standsBeside(word, missed)) {
        nearest = line;
        least = gap;
      }
    }
  }
  return nearest;
}

function standsBeside({ bbox }: CoreWord, { bbox: missed }: CoreLine): boolean {
  const shared = overlap(bbox.y0, bbox.y1, missed.y0, missed.y1);
  return shared > Math.min(bbox.y1 - bbox.y0, missed.y1 - missed.y0) * 0.6;
}

function joined(line: CoreLine, { bbox, words }: CoreLine, minConfidence: number): CoreLine {
  const kept = line.words.filter(
    (word) => isKept(word, minConfidence) || overlap(word.bbox.x0, word.bbox.x1, bbox.x0, bbox.x1) <= 0,
  );
  return {
    bbox: {
      x0: Math.min(line.bbox.x0, bbox.x0),
      y0: Math.min(line.bbox.y0, bbox.y0),
      x1: Math.max(line.bbox.x1, bbox.x1),
      y1: Math.max(line.bbox.y1, bbox.y1),
    },
    words: [...kept, ...words].sort((a, b) => a.bbox.x0 - b.bbox.x0),
  };
}

function mapLines(blocks: readonly CoreBlock[], change: (line: CoreLine) => CoreLine[]): readonly CoreBlock[] {
  return blocks.map(({ paragraphs }) => ({
    paragraphs: paragraphs.map(({ lines }) => ({ lines: lines.flatMap(change) })),
  }));
}

function overlap(a0: number, a1: number, b0: number, b1: number): number {
  return Math.min(a1, b1) - Math.max(a0, b0);
}
