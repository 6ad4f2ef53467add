import { isDingbatsFont, plainFontName, textOfGlyphName, weightOf } from '@unifex/pdf-common';

/** A font as the interpreter needs it. Metrics are in text space: multiples of the font size. */
export interface PdfFont {
  readonly index: number;
  readonly name: string;
  readonly weight: number;
  readonly italic: boolean;
  readonly monospace: boolean;
  readonly serif: boolean;
  readonly vertical: boolean;
  /** Draws signs instead of letters (ITC Zapf Dingbats). */
  readonly dingbats: boolean;
  /** What names say that pdf.js may not know, by character code; undefined where all are plain. */
  readonly named: ReadonlyMap<number, string> | undefined;
  /** Glyph widths times this are multiples of the font size: 0.001 but for Type 3 fonts. */
  readonly widthScale: number;
  /** Both >= 0. */
  readonly ascent: number;
  readonly descent: number;
  /** Advance of U+0020, 0 until it is known; learnt from the first space that is drawn. */
  spaceAdvance: number;
}

/** What pdf.js gives for a font with `fontExtraProperties` (its FontFaceObject). */
export interface PdfJsFont {
  name?: string;
  ascent?: number;
  descent?: number;
  bold?: boolean;
  black?: boolean;
  italic?: boolean;
  vertical?: boolean;
  isMonospace?: boolean;
  isSerifFont?: boolean;
  isType3Font?: boolean;
  composite?: boolean;
  fontMatrix?: number[];
  bbox?: number[];
  widths?: Record<number, number>;
  /** The names that the font's dictionary gives to character codes. */
  differences?: ReadonlyMap<number, string>;
  /** Of these, those that its ToUnicode map says nothing of; where the parser is patched. */
  namesOfUnmapped?: ReadonlyMap<number, string>;
}

/** Ascent and descent of the usual text font, for fonts that give none or nonsense. */
const DEFAULT_ASCENT = 0.75;
const DEFAULT_DESCENT = 0.25;

export function describeFont(font: PdfJsFont, index: number): PdfFont {
  const name = plainFontName(font.name ?? 'unknown');
  const scale = Math.abs(font.fontMatrix?.[0] ?? 0.001) || 0.001;
  const { ascent, descent } = verticalMetrics(font, Math.abs(font.fontMatrix?.[3] ?? scale) || scale);
  const space = font.composite ? undefined : font.widths?.[32];
  return {
    index,
    name,
    weight: weightOf(name, font.black ? 900 : font.bold ? 700 : 400),
    italic: font.italic === true || /italic|oblique|(?:^|[-,])it$/i.test(name),
    monospace: font.isMonospace === true,
    serif: font.isSerifFont === true,
    vertical: font.vertical === true,
    dingbats: isDingbatsFont(name),
    named: font.composite ? undefined : namedCodes(font.namesOfUnmapped ?? font.differences),
    widthScale: scale,
    ascent,
    descent,
    spaceAdvance: isSpaceAdvance(space, scale, font) ? space * scale : 0,
  };
}

function namedCodes(names: ReadonlyMap<number, string> | undefined): ReadonlyMap<number, string> | undefined {
  let result: Map<number, string> | undefined;
  for (const [code, name] of names ?? []) {
    const text = textOfGlyphName(name);
    if (text !== undefined && text !== String.fromCharCode(code)) (result ??= new Map()).set(code, text);
  }
  return result;
}

/** Code 32 is a space in text fonts, but any sign in a symbol font: a width that no space has is not one. */
function isSpaceAdvance(width: number | undefined, scale: number, font: PdfJsFont): width is number {
  if (width === undefined) return false;
  const advance = width * scale;
  return advance > 0.1 && advance < (font.isMonospace ? 0.8 : 0.45);
}

/** Ascent and descent of the descriptor where they are plausible, else of the font's box, else the usual ones. */
function verticalMetrics(font: PdfJsFont, scale: number): { ascent: number; descent: number } {
  let ascent = font.ascent ?? NaN;
  let descent = Math.abs(font.descent ?? NaN);
  if (font.isType3Font || !(ascent > 0.2 && ascent <= 2)) {
    const top = (font.bbox?.[3] ?? NaN) * scale;
    const bottom = -(font.bbox?.[1] ?? NaN) * scale;
    if (top > 0.2 && top <= 2 && bottom >= 0 && bottom <= 1) {
      ascent = Math.min(top, 1);
      descent = bottom;
    } else {
      ascent = DEFAULT_ASCENT;
    }
  }
  if (!(descent >= 0.01 && descent <= 1)) descent = font.isType3Font && descent >= 0 ? descent : DEFAULT_DESCENT;
  return { ascent, descent };
}
