import type { BBox, FontInfo, TextBlock, TextOrigin, TextWord } from '@unifex/core';
import type { GlyphBuffer, GlyphRun } from './glyphs.ts';
import { dominantRun, unionOfGlyphs, type LayoutLine } from './lines.ts';
import type { LayoutWord } from './words.ts';

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
  const first = line.words[0]!;
  let text = first.text;
  let indices = first.glyphs;
  if (line.words.length > 1) {
    indices = indices.slice();
    for (let i = 1; i < line.words.length; i++) {
      const word = line.words[i]!;
      text += ` ${word.text}`;
      for (const glyph of word.glyphs) indices.push(glyph);
    }
  }
  const result = block(text, indices, line, context);
  if (withWords) result.words = line.words.map((word) => textWord(word, line, context));
  return result;
}

function textWord(word: LayoutWord, line: LayoutLine, context: BlockContext): TextWord {
  return { text: word.text, bbox: boxOf(word.glyphs, line, context) };
}

function block(text: string, indices: readonly number[], line: LayoutLine, context: BlockContext): TextBlock {
  const run = dominantRun(context.glyphs, indices);
  const result: TextBlock = {
    text,
    bbox: boxOf(indices, line, context),
    rotation: line.direction === 'ttb' ? 0 : rotationOf(run),
    origin: context.origin,
    direction: line.direction,
    font: context.fontOf(run),
  };
  if (run.color !== undefined) result.color = run.color;
  if (line.hidden !== undefined) result.hidden = line.hidden;
  return result;
}

function boxOf(indices: readonly number[], line: LayoutLine, context: BlockContext): BBox {
  const box = unionOfGlyphs(context.glyphs, indices);
  if (line.hidden === 'off-page' || line.hidden === 'clipped') return box;
  return {
    x0: Math.min(Math.max(box.x0, 0), context.width),
    y0: Math.min(Math.max(box.y0, 0), context.height),
    x1: Math.min(Math.max(box.x1, 0), context.width),
    y1: Math.min(Math.max(box.y1, 0), context.height),
  };
}

/** Clockwise on the displayed page (y down), 0 to 360, to a hundredth of a degree. */
function rotationOf(run: GlyphRun): number {
  if (run.uy === 0 && run.ux > 0) return 0;
  const degrees = (Math.atan2(run.uy, run.ux) * 180) / Math.PI;
  const rounded = Math.round((degrees < 0 ? degrees + 360 : degrees) * 100) / 100;
  return rounded >= 360 ? 0 : rounded;
}
