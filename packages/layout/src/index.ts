export { findAccents } from './accents.ts';
export { isRightToLeft, logicalOrder } from './bidi.ts';
export { toTextBlocks, type BlockContext, type Granularity, type TextMerger } from './blocks.ts';
export { accountFor } from './coverage.ts';
export { findDuplicates } from './duplicates.ts';
export {
  BLANK_RUN,
  createGlyphBuffer,
  isWhiteSpace,
  pushGlyph,
  pushJoiner,
  releaseGlyphBuffer,
  type GlyphBuffer,
  type GlyphRun,
} from './glyphs.ts';
export type { LetterSpacing } from './letter-spacing.ts';
export { dominantRun, formLines, glyphBBox, unionOfGlyphs, type LayoutLine, type LayoutLines } from './lines.ts';
export { findParagraphs, type ParagraphLine } from './paragraphs.ts';
export { findSegments, mergeSegments, type Segment } from './segments.ts';
export { findWords, type LayoutLetter, type LayoutWord } from './words.ts';
