import type { Engine } from '../engine/engine.ts';

/** How far a font's cells reach above and below the baseline, both >= 0, as multiples of the font size. */
export interface VerticalMetrics {
  readonly ascent: number;
  readonly descent: number;
}

/** Ascent and descent of the usual text font, for fonts that give none or nonsense. */
const USUAL: VerticalMetrics = { ascent: 0.75, descent: 0.25 };

/**
 * The standard fonts, of which PDFium gives the metrics of what it puts in their place. Here they are those that pdf.js has, so that both
 * engines give the same boxes: of Liberation Sans (table `hhea`) for Helvetica, the usual ones for the others.
 */
const STANDARD: readonly (readonly [RegExp, VerticalMetrics])[] = [
  [/^Helvetica(?:-(?:Bold|Oblique|BoldOblique))?$/, { ascent: 0.905, descent: 0.212 }],
  [/^(?:Times-(?:Roman|Bold|Italic|BoldItalic)|Courier(?:-(?:Bold|Oblique|BoldOblique))?)$/, USUAL],
];

/** The metrics of a font: its own where they are to be had, else those of its descriptor where they are plausible. */
export function readVerticalMetrics(engine: Engine, font: number, name: string): VerticalMetrics {
  const { pdfium, scratch } = engine;
  const isEmbedded = pdfium.FPDFFont_GetIsEmbedded(font) === 1;
  const own = isEmbedded ? readHorizontalHeader(engine, font) : STANDARD.find(([pattern]) => pattern.test(name))?.[1];
  if (own) return own;
  const ascent = pdfium.FPDFFont_GetAscent(font, 1, scratch) ? engine.f32[scratch >> 2]! : NaN;
  const descent = pdfium.FPDFFont_GetDescent(font, 1, scratch) ? Math.abs(engine.f32[scratch >> 2]!) : NaN;
  return {
    ascent: ascent > 0.2 && ascent <= 2 ? ascent : USUAL.ascent,
    descent: descent >= 0.01 && descent <= 1 ? descent : USUAL.descent,
  };
}

/** Fonts are a few hundred kilobytes; the largest, of Chinese, some ten megabytes. */
const MAX_FONT = 2 ** 26;

/**
 * Ascender and descender of an embedded TrueType font (OpenType specification, table `hhea`): descriptors often have the box of the
 * tallest glyph instead.
 * @returns undefined for another kind of font
 */
function readHorizontalHeader(engine: Engine, font: number): VerticalMetrics | undefined {
  const { pdfium, scratch } = engine;
  if (!pdfium.FPDFFont_GetFontData(font, 0, 0, scratch)) return undefined;
  const size = engine.u32[scratch >> 2]!;
  if (size < 12 || size > MAX_FONT) return undefined;
  const buffer = pdfium.malloc(size);
  if (buffer === 0) return undefined;
  pdfium.FPDFFont_GetFontData(font, buffer, size, scratch);
  const data = new DataView(engine.u8.buffer, buffer, size);
  const metrics = data.getUint32(0) === 0x00010000 || data.getUint32(0) === 0x74727565 ? fromTables(data) : undefined;
  pdfium.free(buffer);
  return metrics;
}

function fromTables(data: DataView): VerticalMetrics | undefined {
  const table = (tag: number, length: number): number | undefined => {
    const count = data.getUint16(4);
    for (let i = 0; i < count && 12 + (i + 1) * 16 <= data.byteLength; i++) {
      if (data.getUint32(12 + i * 16) !== tag) continue;
      const offset = data.getUint32(12 + i * 16 + 8);
      return offset + length <= data.byteLength ? offset : undefined;
    }
    return undefined;
  };
  const head = table(0x68656164, 20);
  const hhea = table(0x68686561, 8);
  const unitsPerEm = head === undefined ? 0 : data.getUint16(head + 18);
  if (hhea === undefined || unitsPerEm === 0) return undefined;
  const ascent = data.getInt16(hhea + 4) / unitsPerEm;
  const descent = Math.abs(data.getInt16(hhea + 6)) / unitsPerEm;
  return ascent > 0.2 && ascent <= 2 && descent >= 0.01 && descent <= 1 ? { ascent, descent } : undefined;
}
