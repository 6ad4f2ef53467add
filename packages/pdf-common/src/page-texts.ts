import type { Coverage, FontInfo, TextBlock } from '@unifex/core';
import {
  accountFor,
  toTextBlocks,
  type Granularity,
  type GlyphBuffer,
  type GlyphRun,
  type LayoutLines,
  type TextMerger,
} from '@unifex/layout';
import { fontInfo, type FontStyle } from './font-style.ts';

export interface TextContent {
  readonly glyphs: GlyphBuffer;
  /** By {@link GlyphRun.font}. */
  readonly fonts: readonly FontStyle[];
}

export interface TextOptions {
  readonly granularity: Granularity | TextMerger;
  readonly words: boolean;
  readonly hiddenText: 'mark' | 'omit';
}

/** The text blocks of a page, as the options ask. */
export function textBlocks(
  content: TextContent,
  { lines }: LayoutLines,
  options: TextOptions,
  width: number,
  height: number,
): TextBlock[] {
  const kept = options.hiddenText === 'omit' ? lines.filter((line) => line.hidden === undefined) : lines;
  const cache = new Map<string, FontInfo>();
  const fontOf = (run: GlyphRun): FontInfo => {
    const key = `${run.font}|${run.size}|${run.emboldened}`;
    let info = cache.get(key);
    if (!info) cache.set(key, (info = fontInfo(content.fonts[run.font]!, run.size, run.emboldened)));
    return info;
  };
  const context = { glyphs: content.glyphs, fontOf, origin: 'native' as const, width, height };
  return toTextBlocks(kept, context, options.granularity, options.words);
}

/** The account of a page's glyphs, hidden ones that are left out among them. */
export function coverage(content: TextContent, layout: LayoutLines, options: TextOptions): Coverage {
  if (options.hiddenText === 'mark') return accountFor(content.glyphs, layout);
  const visible = layout.lines.filter((line) => line.hidden === undefined);
  const account = accountFor(content.glyphs, { ...layout, lines: visible });
  for (const line of layout.lines) {
    if (line.hidden === undefined) continue;
    let entry = account.omitted.find(({ reason }) => reason === line.hidden);
    if (!entry) account.omitted.push((entry = { reason: line.hidden, glyphs: 0, sample: '' }));
    for (const word of line.words) {
      entry.glyphs += word.glyphs.length;
      if (entry.sample.length < 200) entry.sample += `${word.text} `;
    }
  }
  return account;
}
