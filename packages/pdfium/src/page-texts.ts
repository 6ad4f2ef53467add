import type { Coverage, FontInfo, TextBlock } from '@unifex/core';
import { accountFor, toTextBlocks, type GlyphRun, type LayoutLines } from '@unifex/layout';
import type { PdfiumFont } from './content/fonts.ts';
import type { PageContent } from './content/read-content.ts';
import type { PdfiumOptions } from './options.ts';

export function textBlocks(
  content: PageContent,
  { lines }: LayoutLines,
  options: PdfiumOptions,
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

/** @param size as displayed, in points. */
function fontInfo(font: PdfiumFont, size: number, emboldened: boolean): FontInfo {
  const weight = emboldened && font.weight < 700 ? 700 : font.weight;
  const info: FontInfo = {
    name: font.name,
    size: Math.round(size * 1000) / 1000,
    weight,
    bold: weight >= 600,
    italic: font.italic,
  };
  if (font.monospace) info.monospace = true;
  if (font.serif) info.serif = true;
  return info;
}

export function coverage(content: PageContent, layout: LayoutLines, options: PdfiumOptions): Coverage {
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
