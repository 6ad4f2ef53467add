import { textOfGlyphName } from '@unifex/pdf-common';
import type { Engine } from '../engine/engine.ts';
import { fontProgramNames } from './font-program-names.ts';
import type { Fonts, PdfiumFont } from './fonts.ts';

/** A font program is a few hundred kilobytes. */
const MAX_PROGRAM = 2 ** 24;

/**
 * Learns the glyphs that PDFium knows no character of from their names.
 * @param differences of the page's fonts, from `fontDifferences`
 * @returns whether any is known now that was not
 */
export function nameGlyphs(
  { engine, fonts }: { readonly engine: Engine; readonly fonts: Fonts },
  differences: ReadonlyMap<string, ReadonlyMap<number, string>>,
): boolean {
  let known = false;
  for (const font of fonts.nameless()) {
    const texts = glyphTexts(engine, font, differences);
    known ||= font.glyphs.some((glyph, code) => glyph?.unmapped && texts.has(code));
    fonts.name(font, texts);
  }
  return known;
}

/**
 * What the names of a simple font's glyphs say, by character code: names that PDFium does not know, such as `f_i` or `prime`. The names of
 * the font's dictionary go before those of its program.
 * @param differences by the name of the font, from `fontDifferences`
 */
function glyphTexts(
  engine: Engine,
  font: PdfiumFont,
  differences: ReadonlyMap<string, ReadonlyMap<number, string>>,
): ReadonlyMap<number, string> {
  const names = new Map(fontProgramNames(readProgram(engine, font.handle)));
  for (const [code, name] of differences.get(font.name) ?? []) names.set(code, name);
  const texts = new Map<number, string>();
  for (const [code, name] of names) {
    const text = textOfGlyphName(name);
    if (text !== undefined) texts.set(code, text);
  }
  return texts;
}

/** Empty for a font that is not embedded. */
function readProgram(engine: Engine, font: number): Uint8Array {
  const { pdfium, scratch } = engine;
  const none = new Uint8Array(0);
  if (pdfium.FPDFFont_GetIsEmbedded(font) !== 1 || !pdfium.FPDFFont_GetFontData(font, 0, 0, scratch)) return none;
  const size = engine.u32[scratch >> 2]!;
  if (size === 0 || size > MAX_PROGRAM) return none;
  const buffer = pdfium.malloc(size);
  if (buffer === 0) return none;
  pdfium.FPDFFont_GetFontData(font, buffer, size, scratch);
  const program = engine.u8.slice(buffer, buffer + size);
  pdfium.free(buffer);
  return program;
}
