import type { Coverage, OmittedText } from '@unifex/core';
import { isWhiteSpace, type GlyphBuffer } from './glyphs.ts';
import type { LayoutLines } from './lines.ts';

const SAMPLE_LENGTH = 200;

/**
 * The account of a page's glyphs: counts what the lines hold and lists the rest with its reason, so that nothing can be lost
 * silently. It counts what is there, not what should be: a bug in the layout shows as a sum that does not match.
 */
export function accountFor(glyphs: GlyphBuffer, { lines, duplicate }: LayoutLines): Coverage {
  let total = 0;
  for (let i = 0; i < glyphs.count; i++) if (!isWhiteSpace(glyphs.text[i]!)) total++;
  let inTexts = 0;
  for (const line of lines) for (const word of line.words) inTexts += word.glyphs.length;
  const omitted: OmittedText[] = [];
  const repeated: OmittedText = { reason: 'duplicate', glyphs: 0, sample: '' };
  for (let i = 0; i < glyphs.count; i++) {
    if (duplicate[i] !== 1) continue;
    repeated.glyphs++;
    if (repeated.sample.length < SAMPLE_LENGTH) repeated.sample += glyphs.text[i]!;
  }
  if (repeated.glyphs > 0) omitted.push(repeated);
  return { glyphs: total, inTexts, omitted };
}
