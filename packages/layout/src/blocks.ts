import { newTextWord, type BBox, type FontInfo, type TextBlock, type TextOrigin } from '@unifex/core';
import type { GlyphBuffer, GlyphRun } from './glyphs.ts';
import { dominantRun, unionOfGlyphs, type LayoutLine } from './lines.ts';

export type Granularity = 'char' | 'word' | 'line';

export interface BlockContext {
  readonly glyphs: GlyphBuffer;
  /** Describes the font of a run. Size in points. */
  readonly fontOf: (run: GlyphRun) => FontInfo;
  readonly origin: TextOrigin;
  /** Page size in points: boxes of text that is not hidden are cut to it. */
  readonly width: number;
  readonly height: number;
}

/** What every block is a copy of: for why, see `newBBox`. */
const BLOCK: Required<Pick<TextBlock, 'text' | 'bbox' | 'rotation' | 'origin' | 'direction' | 'font'>> = {
  text: '',
  bbox: { x0: 0, y0: 0, x1: 0, y1: 0 },
  rotation: 0,
  origin: 'native',
  direction: 'ltr',
  font: { name: '', size: 0, weight: 400, bold: false, italic: false },
};

/** Turns the lines of a page into text blocks. The built-in ones are the {@link Granularity} names. */
export type TextMerger = (lines: readonly LayoutLine[], context: BlockContext) => TextBlock[];

/**
 * Text blocks out of lines.
 * @param merge `line`: a block a line, with `words`; `word`: a block a word; `char`: a block a letter (a ligature is one);
 *   a function: whatever it makes.
 * @param withWords `line` only: whether lines carry their words. Default true.
 */
export function toTextBlocks(
  lines: readonly LayoutLine[],
  context: BlockContext,
  merge: Granularity | TextMerger = 'line',
  withWords = true,
): TextBlock[] {
  if (typeof merge === 'function') return merge(lines, context);
  const blocks: TextBlock[] = [];
  for (const line of lines) {
    if (merge === 'line') blocks.push(lineBlock(line, context, withWords));
    else if (merge === 'word') for (const word of line.words) blocks.push(block(word.text, word.glyphs, line, context));
    else {
      for (const { glyphs, letters } of line.words) {
        if (letters) for (const letter of letters) blocks.push(block(letter.text, letter.glyphs, line, context));
        else for (const glyph of glyphs) blocks.push(block(context.glyphs.text[glyph]!, [glyph], line, context));
      }
    }
  }
  return blocks;
}

function lineBlock(line: LayoutLine, context: BlockContext, withWords: boolean): TextBlock {
  const { words } = line;
  let text = words[0]!.text;
  for (let i = 1; i < words.length; i++) text += ` ${words[i]!.text}`;
  const boxes = words.map((word) => boxOf(word.glyphs, line, context));
  const run = dominantRun(context.glyphs, ...words.map(({ glyphs }) => glyphs));
  const result = blockOf(text, unionOf(boxes), run, line, context);
  if (withWords) result.words = words.map((word, i) => newTextWord(word.text, boxes[i]!));
  return result;
}

function block(text: string, indices: readonly number[], line: LayoutLine, context: BlockContext): TextBlock {
  return blockOf(text, boxOf(indices, line, context), dominantRun(context.glyphs, indices), line, context);
}

function blockOf(text: string, bbox: BBox, run: GlyphRun, line: LayoutLine, context: BlockContext): TextBlock {
  const result: TextBlock = { ...BLOCK };
  result.text = text;
  result.bbox = bbox;
  result.rotation = line.direction === 'ttb' ? 0 : rotationOf(run);
  result.origin = context.origin;
  result.direction = line.direction;
  result.font = context.fontOf(run);
  if (run.color !== undefined) result.color = run.color;
  if (line.hidden !== undefined) result.hidden = line.hidden;
  return result;
}

function boxOf(indices: readonly number[], line: LayoutLine, context: BlockContext): BBox {
  const box = unionOfGlyphs(context.glyphs, indices);
  if (line.hidden === 'off-page' || line.hidden === 'clipped') return box;
  box.x0 = Math.min(Math.max(box.x0, 0), context.width);
  box.y0 = Math.min(Math.max(box.y0, 0), context.height);
  box.x1 = Math.min(Math.max(box.x1, 0), context.width);
  box.y1 = Math.min(Math.max(box.y1, 0), context.height);
  return box;
}

function unionOf(boxes: readonly BBox[]): BBox {
  const union = { ...boxes[0]! };
  for (const box of boxes) {
    if (box.x0 < union.x0) union.x0 = box.x0;
    if (box.y0 < union.y0) union.y0 = box.y0;
    if (box.x1 > union.x1) union.x1 = box.x1;
    if (box.y1 > union.y1) union.y1 = box.y1;
  }
  return union;
}

/** Clockwise on the displayed page (y down), 0 to 360, to a hundredth of a degree. */
function rotationOf(run: GlyphRun): number {
  if (run.uy === 0 && run.ux > 0) return 0;
  const degrees = (Math.atan2(run.uy, run.ux) * 180) / Math.PI;
  const rounded = Math.round((degrees < 0 ? degrees + 360 : degrees) * 100) / 100;
  return rounded >= 360 ? 0 : rounded;
}
