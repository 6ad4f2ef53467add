import { fontSource, glyphOutlineBox, type FontName } from './fonts.ts';

/** What of pdfkit's fonts (lib/font) is used here: their measures are those of what is drawn. Thousandths of the font size. */
interface PdfKitFont {
  readonly ascender: number;
  readonly descender: number;
  /** Of embedded fonts only. */
  readonly font?: { readonly unitsPerEm: number };
  encode(text: string, features?: readonly string[]): [readonly string[], readonly GlyphPosition[]];
  layout?(
    text: string,
    features?: readonly string[],
  ): { glyphs: readonly FontGlyph[]; positions: readonly GlyphPosition[] };
}

interface GlyphPosition {
  readonly xAdvance: number;
  readonly advanceWidth: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

interface FontGlyph {
  readonly id: number;
  readonly codePoints: readonly number[];
}

/** Lengths of a word in points; `start` is measured from the start of the text, `ink` from there and the baseline, y down. */
export interface MeasuredWord {
  start: number;
  end: number;
  ink?: [x0: number, y0: number, x1: number, y1: number];
}

export interface MeasuredText {
  /** In the order in which they stand, left to right. */
  words: MeasuredWord[];
  width: number;
  ascent: number;
  descent: number;
}

export interface Spacing {
  /** Added to every glyph but the last of a text, in points. */
  letterSpacing?: number;
  /** Added to every space, in points. */
  wordSpacing?: number;
}

/**
 * Where the words of a text will stand when pdfkit draws it.
 * @param features as pdfkit takes them: with a list, even an empty one, the text is shaped as a whole and not word by word.
 */
export function measureText(
  doc: PDFKit.PDFDocument,
  text: string,
  font: FontName,
  size: number,
  { letterSpacing = 0, wordSpacing = 0 }: Spacing = {},
  features?: readonly string[],
): MeasuredText {
  const pdfKitFont = useFont(doc, font, size);
  const { glyphs, positions } = pdfKitFont.layout?.(text, features) ?? standardGlyphs(pdfKitFont, text);
  const scale = size / 1000;
  const unit = size / (pdfKitFont.font?.unitsPerEm ?? 1000);
  const words: MeasuredWord[] = [];
  let word: MeasuredWord | undefined;
  let x = 0;
  let end = 0;
  glyphs.forEach((glyph, i) => {
    const position = positions[i]!;
    if (glyph.id === 0 && pdfKitFont.layout) throw new Error(`${font} lacks a character of: ${text}`);
    const isSpace = glyph.codePoints.every((code) => code === 0x20);
    if (isSpace) word = undefined;
    else {
      if (!word) words.push((word = { start: x, end: x }));
      word.end = x + (position.xAdvance > 0 ? position.advanceWidth : 0) * scale;
      const outline = glyphOutlineBox(font, glyph.id);
      if (outline) {
        const { minX, minY, maxX, maxY } = outline;
        const left = x + position.xOffset * scale;
        const base = position.yOffset * scale;
        word.ink = unite(word.ink, [left + minX * unit, -base - maxY * unit, left + maxX * unit, -base - minY * unit]);
      }
    }
    x += position.xAdvance * scale;
    end = x;
    x += letterSpacing + (isSpace ? wordSpacing : 0);
  });
  return { words, width: end, ascent: pdfKitFont.ascender * scale, descent: -pdfKitFont.descender * scale };
}

/** Makes a font pdfkit's current one. */
export function useFont(doc: PDFKit.PDFDocument, font: FontName, size: number): PdfKitFont {
  doc.font(fontSource(font), undefined as unknown as number).fontSize(size);
  return (doc as unknown as { _font: PdfKitFont })._font;
}

/** The standard fonts have one glyph a character here, and outlines that nobody ships. */
function standardGlyphs(
  font: PdfKitFont,
  text: string,
): { glyphs: readonly FontGlyph[]; positions: readonly GlyphPosition[] } {
  const [, positions] = font.encode(text);
  return { glyphs: Array.from(text, (char) => ({ id: 0, codePoints: [char.codePointAt(0)!] })), positions };
}

type Ink = NonNullable<MeasuredWord['ink']>;

function unite(a: Ink | undefined, b: Ink): Ink {
  if (!a) return b;
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
