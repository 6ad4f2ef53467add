import { fontBytes, glyphOutlineBox, type FontName } from './fonts.ts';

/** What of pdfkit's fonts (lib/font) is used here: their measures are those of what is drawn. Thousandths of the font size. */
export interface PdfKitFont {
  readonly id: string;
  readonly ascender: number;
  readonly descender: number;
  /** Of embedded fonts only. */
  readonly font?: { readonly unitsPerEm: number };
  encode(text: string, features?: readonly string[]): [readonly string[], readonly GlyphPosition[]];
  layout?(text: string, features?: readonly string[]): GlyphRow;
}

interface GlyphPosition {
  readonly xAdvance: number;
  readonly advanceWidth: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

interface GlyphRow {
  readonly glyphs: readonly { readonly id: number; readonly codePoints: readonly number[] }[];
  readonly positions: readonly GlyphPosition[];
}

/** Lengths of a word in points; `start` is measured from the start of the text, `ink` from there and the baseline, y down. */
export interface MeasuredWord {
  start: number;
  end: number;
  /** How far marks are moved from the baseline: up (not negative) and down (not positive). */
  raised: number;
  lowered: number;
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
  /** Added to every space, in points. pdfkit then draws no spaces, but moves on. */
  wordSpacing?: number;
  /** Widens or narrows the letters themselves: a factor. Not together with the two others. */
  stretch?: number;
}

/**
 * Where the words of a text will stand when pdfkit draws it.
 * @param features as pdfkit takes them: with a list, even an empty one, the text is shaped as a whole and not word by word.
 */
export function measureText(
  doc: PDFKit.PDFDocument,
  text: string,
  name: FontName,
  size: number,
  { letterSpacing = 0, wordSpacing = 0, stretch = 1 }: Spacing = {},
  features?: readonly string[],
): MeasuredText {
  const font = useFont(doc, name, size);
  const words: MeasuredWord[] = [];
  const scale = size / 1000;
  let width = 0;
  if (wordSpacing === 0) {
    width = stretch * measureRow(rowOf(font, text, features), name, scale, letterSpacing, 0, words);
    for (const word of words) stretchWord(word, stretch);
  } else {
    const space = measureRow(rowOf(font, ' ', features), name, scale, 0, 0, []) + letterSpacing + wordSpacing;
    let x = 0;
    for (const word of text.trim().split(/\s+/)) {
      const row = rowOf(font, word, features);
      width = measureRow(row, name, scale, letterSpacing, x, words);
      x = width + letterSpacing + space;
    }
  }
  const unknown = words.length === 0 && text.trim() !== '';
  if (unknown) throw new Error(`${name} draws nothing for: ${text}`);
  return { words, width, ascent: font.ascender * scale, descent: -font.descender * scale };
}

/** Makes a font pdfkit's current one. */
export function useFont(doc: PDFKit.PDFDocument, name: FontName, size: number): PdfKitFont {
  const { _registeredFonts: registered } = doc as unknown as { _registeredFonts: Record<string, unknown> };
  const bytes = name in registered ? undefined : fontBytes(name);
  if (bytes) doc.registerFont(name, bytes);
  doc.font(name).fontSize(size);
  return (doc as unknown as { _font: PdfKitFont })._font;
}

/** Adds the words of a row of glyphs that starts at `start`. @returns where the row ends. */
function measureRow(
  { glyphs, positions }: GlyphRow,
  name: FontName,
  scale: number,
  letterSpacing: number,
  start: number,
  words: MeasuredWord[],
): number {
  let word: MeasuredWord | undefined;
  let x = start;
  let end = start;
  glyphs.forEach(({ id, codePoints }, i) => {
    const position = positions[i]!;
    if (codePoints[0] === 0x20) word = undefined;
    else {
      const left = x + position.xOffset * scale;
      // A mark has no advance, and stands within the word.
      const right = position.xAdvance > 0 ? left + position.advanceWidth * scale : left;
      if (!word) words.push((word = { start: left, end: right, raised: 0, lowered: 0 }));
      word.start = Math.min(word.start, left);
      word.end = Math.max(word.end, right);
      word.raised = Math.max(word.raised, position.yOffset * scale);
      word.lowered = Math.min(word.lowered, position.yOffset * scale);
      const outline = glyphOutlineBox(name, id);
      if (outline) {
        const base = -position.yOffset * scale;
        const [minX, minY, maxX, maxY] = outline;
        word.ink = unite(word.ink, [
          left + minX * scale,
          base - maxY * scale,
          left + maxX * scale,
          base - minY * scale,
        ]);
      }
    }
    end = x + position.xAdvance * scale;
    x = end + letterSpacing;
  });
  return end;
}

function rowOf(font: PdfKitFont, text: string, features?: readonly string[]): GlyphRow {
  const row = font.layout?.(text, features);
  if (row) {
    if (row.glyphs.some(({ id }) => id === 0)) throw new Error(`The font lacks a character of: ${text}`);
    return row;
  }
  // The standard fonts have one glyph a character here, and outlines that nobody ships.
  const [, positions] = font.encode(text);
  return { glyphs: Array.from(text, (char) => ({ id: 0, codePoints: [char.codePointAt(0)!] })), positions };
}

function stretchWord(word: MeasuredWord, stretch: number): void {
  word.start *= stretch;
  word.end *= stretch;
  if (word.ink) word.ink = [word.ink[0] * stretch, word.ink[1], word.ink[2] * stretch, word.ink[3]];
}

type Ink = NonNullable<MeasuredWord['ink']>;

function unite(a: Ink | undefined, b: Ink): Ink {
  if (!a) return b;
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}
