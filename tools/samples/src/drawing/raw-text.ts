import type { TruthLine } from '../truth.ts';
import type { FontName } from './fonts.ts';
import { useFont } from './measure.ts';
import { addObject, openObject, pageObjects, pdfString, type PdfObject } from './objects.ts';
import type { Sheet } from './sheet.ts';

/** A font dictionary of our own making: what pdfkit does not offer. Latin characters are half as wide as they are high, all others as wide. */
export interface RawFont {
  /** Its name in the page's resources. */
  readonly id: string;
  readonly reference: PdfObject;
  /** Hexadecimal codes of a text. */
  readonly encode: (text: string) => string;
  readonly vertical: boolean;
  /** In multiples of the font size. */
  readonly ascent: number;
  readonly descent: number;
}

/** The twin of an embedded font for vertical writing: the same glyphs under the encoding Identity-V (ISO 32000-2, 9.7.5.2). */
export function verticalTwin(doc: PDFKit.PDFDocument, name: FontName): RawFont {
  const font = useFont(doc, name, 1);
  const horizontal = (font as unknown as { ref(): PdfObject }).ref();
  const twin = openObject(doc, {});
  const end = horizontal.end.bind(horizontal);
  // pdfkit fills the dictionary when the document ends and knows which glyphs were used.
  horizontal.end = () => {
    twin.data = { ...horizontal.data, Encoding: 'Identity-V' };
    twin.end();
    end();
  };
  return {
    id: `${font.id}V`,
    reference: twin,
    encode: (text) => font.encode(text)[0].join(''),
    vertical: true,
    ascent: font.ascender / 1000,
    descent: -font.descender / 1000,
  };
}

/** First and last of the proportional and of the half-width Latin characters in the collections (Adobe Technical Notes 5078, 5079 and 5093). */
const HALF_WIDTH = {
  GB1: [1, 95, 500, 814, 907],
  Japan1: [1, 95, 500, 231, 325],
  Korea1: [1, 95, 500, 8094, 8190],
} as const;

/**
 * A CJK font that is not in the file: a reader takes one of its own for the character collection (ISO 32000-2, 9.7.5.2).
 * @param encoding a predefined CMap over UTF-16, such as `UniGB-UTF16-H`.
 */
export function notEmbedded(
  doc: PDFKit.PDFDocument,
  baseFont: string,
  ordering: 'GB1' | 'Japan1' | 'Korea1',
  encoding: string,
): RawFont {
  const [ascent, descent] = [0.88, 0.12];
  const descriptor = addObject(doc, {
    Type: 'FontDescriptor',
    FontName: baseFont,
    Flags: 6,
    FontBBox: [0, -120, 1000, 880],
    ItalicAngle: 0,
    Ascent: ascent * 1000,
    Descent: -descent * 1000,
    CapHeight: 740,
    StemV: 80,
  });
  const descendant = addObject(doc, {
    Type: 'Font',
    Subtype: 'CIDFontType0',
    BaseFont: baseFont,
    CIDSystemInfo: { Registry: pdfString('Adobe'), Ordering: pdfString(ordering), Supplement: 2 },
    FontDescriptor: descriptor,
    DW: 1000,
    W: [...HALF_WIDTH[ordering], 500],
  });
  const reference = addObject(doc, {
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: `${baseFont}-${encoding}`,
    Encoding: encoding,
    DescendantFonts: [descendant],
  });
  return {
    id: `N${ordering}${encoding.endsWith('V') ? 'V' : ''}`,
    reference,
    encode: (text) => Buffer.from(text, 'utf16le').swap16().toString('hex'),
    vertical: encoding.endsWith('V'),
    ascent,
    descent,
  };
}

function lengthOf(text: string): number {
  return Array.from(text).reduce((sum, char) => sum + (char < '\u0100' ? 0.5 : 1), 0);
}

/**
 * Draws text in such a font; what stands between spaces is a word.
 * @param x of the first character's left edge, of the middle of the column in vertical writing.
 * @param y of the baseline, of the column's upper end in vertical writing.
 */
export function drawRawText(
  sheet: Sheet,
  text: string,
  x: number,
  y: number,
  font: RawFont,
  size: number,
  color: string,
): void {
  const { doc } = sheet;
  pageObjects(doc).fonts[font.id] ??= font.reference;
  const line: TruthLine = { words: [], ...(font.vertical ? { direction: 'ttb' } : {}) };
  doc.save().fillColor(color);
  doc.transform(1, 0, 0, -1, x, y);
  doc.addContent(`BT /${font.id} ${size} Tf <${font.encode(text)}> Tj ET`);
  doc.restore();
  let start = 0;
  for (const word of text.split(' ')) {
    const end = start + lengthOf(word) * size;
    const box = font.vertical
      ? sheet.box(x - size / 2, y + start, x + size / 2, y + end)
      : sheet.box(x + start, y - font.ascent * size, x + end, y + font.descent * size);
    line.words.push({ text: word, box });
    start = end + lengthOf(' ') * size;
  }
  sheet.page.lines.push(line);
}
