import { create, type Font } from 'fontkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { unpackWoff } from './woff.ts';

const require = createRequire(import.meta.url);

/** The fonts of the samples, all under the SIL Open Font License, which allows to embed them. */
const FILES = {
  sans: 'source-sans-3/files/source-sans-3-latin-400-normal.woff',
  sansItalic: 'source-sans-3/files/source-sans-3-latin-400-italic.woff',
  sansSemibold: 'source-sans-3/files/source-sans-3-latin-600-normal.woff',
  sansBold: 'source-sans-3/files/source-sans-3-latin-700-normal.woff',
  serif: 'source-serif-4/files/source-serif-4-latin-400-normal.woff',
  serifItalic: 'source-serif-4/files/source-serif-4-latin-400-italic.woff',
  serifBold: 'source-serif-4/files/source-serif-4-latin-700-normal.woff',
  hebrew: 'noto-sans-hebrew/files/noto-sans-hebrew-hebrew-400-normal.woff',
  hebrewBold: 'noto-sans-hebrew/files/noto-sans-hebrew-hebrew-700-normal.woff',
  arabic: 'cairo/files/cairo-arabic-400-normal.woff',
  arabicBold: 'cairo/files/cairo-arabic-700-normal.woff',
  japanese: 'sawarabi-gothic/files/sawarabi-gothic-japanese-400-normal.woff',
} as const;

/** A font file, or one of the fonts that every PDF reader has (ISO 32000-1, 9.6.2.2), which are not embedded. */
export type FontName = keyof typeof FILES | 'Helvetica' | 'Helvetica-Bold' | 'Times-Roman' | 'Times-Bold' | 'Courier';

const unpacked = new Map<FontName, Buffer>();

/** The bytes of a font file; undefined for the standard fonts. */
export function fontBytes(name: FontName): Buffer | undefined {
  if (!(name in FILES)) return undefined;
  let bytes = unpacked.get(name);
  if (!bytes) {
    bytes = unpackWoff(readFileSync(require.resolve(`@fontsource/${FILES[name as keyof typeof FILES]}`)));
    unpacked.set(name, bytes);
  }
  return bytes;
}

const opened = new Map<FontName, Font>();
const outlines = new Map<string, OutlineBox | undefined>();

/** [minX, minY, maxX, maxY] in thousandths of the font size, y up. */
export type OutlineBox = readonly [number, number, number, number];

/**
 * The box of a glyph's outline; undefined where it has none, or the font is not ours. Read from a copy of the font of its
 * own: fontkit keeps a glyph as it was asked for first, and looking at an é would leave the e in it without a character in
 * the PDF.
 */
export function glyphOutlineBox(name: FontName, glyph: number): OutlineBox | undefined {
  const bytes = fontBytes(name);
  if (!bytes) return undefined;
  const key = `${name}/${glyph}`;
  if (!outlines.has(key)) outlines.set(key, readOutlineBox(openFont(name, bytes), glyph));
  return outlines.get(key);
}

function openFont(name: FontName, bytes: Buffer): Font {
  let font = opened.get(name);
  if (!font) opened.set(name, (font = create(bytes) as Font));
  return font;
}

function readOutlineBox(font: Font, glyph: number): OutlineBox | undefined {
  const { minX, minY, maxX, maxY } = font.getGlyph(glyph).bbox;
  const scale = 1000 / font.unitsPerEm;
  return maxX > minX ? [minX * scale, minY * scale, maxX * scale, maxY * scale] : undefined;
}
