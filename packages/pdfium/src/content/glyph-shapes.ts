import { readable } from '@unifex/pdf-common';
import type { Engine } from '../engine/engine.ts';

/** What a character code means in a font. */
export interface GlyphShape {
  readonly text: string;
  /** The glyph's own advance, in multiples of the font size: along the baseline, or down the column in vertical writing. */
  readonly advance: number;
  readonly vertical: boolean;
  /** The font does not say which character it is: `text` is its code, taken for Unicode. */
  readonly unmapped: boolean;
}

/** Size at which glyphs are set to be measured. */
const SIZE = 1000;
/** How many codes are set on one page. */
const BATCH = 200;
/** Hebrew, Arabic and their neighbours, with their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
const REPLACEMENT = '\ufffd';

/**
 * Reads the text and the advance of character codes, which PDFium tells only of text on a page: sets each, twice in a row, on a line of
 * its own on an empty page, and reads that.
 * @param document that the font belongs to
 */
export function readGlyphs(engine: Engine, document: number, font: number, codes: readonly number[]): GlyphShape[] {
  const shapes: GlyphShape[] = [];
  for (let from = 0; from < codes.length; from += BATCH) {
    shapes.push(...readBatch(engine, document, font, codes.slice(from, from + BATCH)));
  }
  return shapes;
}

function readBatch(engine: Engine, document: number, font: number, codes: readonly number[]): GlyphShape[] {
  const { pdfium, scratch, layout, workshop } = engine;
  const at = scratch >> 2;
  const advances: number[] = [];
  const order = new Map<number, number>();
  codes.forEach((code, i) => {
    const object = pdfium.FPDFPageObj_CreateTextObj(document, font, SIZE);
    engine.u32.fill(code, at, at + 2);
    pdfium.FPDFText_SetCharcodes(object, scratch, 2);
    const positions = engine.u32[(object >> 2) + layout.charPositions]!;
    advances.push(positions === 0 ? 0 : engine.f32[positions >> 2]! / SIZE);
    engine.f32.set([1, 0, 0, 1, 0, -i * 3 * SIZE], at);
    pdfium.FPDFPageObj_SetMatrix(object, scratch);
    pdfium.FPDFPage_InsertObject(workshop, object);
    order.set(object, i);
  });
  const texts = readTexts(engine, workshop, order);
  for (const object of order.keys()) {
    pdfium.FPDFPage_RemoveObject(workshop, object);
    pdfium.FPDFPageObj_Destroy(object);
  }
  return codes.map((code, i) => {
    const { text, unmapped } = texts[i]!;
    // A glyph that PDFium leaves out has no width and draws nothing, or is code 0 without a meaning.
    const meaning = text !== '' ? readable(text) : code === 0 ? REPLACEMENT : ' ';
    // In vertical writing the way is down; no font has a negative advance along the baseline.
    const advance = advances[i]!;
    const silent = unmapped || meaning.includes(REPLACEMENT);
    return { text: meaning, advance: Math.abs(advance), vertical: advance < 0, unmapped: silent };
  });
}

function readTexts(
  engine: Engine,
  page: number,
  order: ReadonlyMap<number, number>,
): { text: string; unmapped: boolean }[] {
  const { pdfium } = engine;
  const units: number[][] = Array.from(order, () => []);
  const unmapped = new Set<number>();
  const textPage = pdfium.FPDFText_LoadPage(page);
  const count = pdfium.FPDFText_CountChars(textPage);
  for (let k = 0; k < count; k++) {
    const i = order.get(pdfium.FPDFText_GetTextObject(textPage, k));
    if (i === undefined || pdfium.FPDFText_IsGenerated(textPage, k) === 1) continue;
    units[i]!.push(pdfium.FPDFText_GetUnicode(textPage, k));
    if (pdfium.FPDFText_HasUnicodeMapError(textPage, k) === 1) unmapped.add(i);
  }
  pdfium.FPDFText_ClosePage(textPage);
  return units.map((all, i) => {
    // Set twice, read twice; but a space in a row with another is read once.
    const half = all.length / 2;
    const once = all.length % 2 === 0 && all.slice(0, half).every((unit, k) => unit === all[half + k]);
    const characters = once ? all.slice(0, half) : all;
    return { text: inOrder(String.fromCodePoint(...characters)), unmapped: unmapped.has(i) };
  });
}

/**
 * A text page has lines from right to left the other way round; but the letters that it makes of one Arabic sign of several (U+FC3F:
 * lam and khah) stay in their order.
 */
function inOrder(text: string): string {
  if (!RIGHT_TO_LEFT.test(text)) return text;
  const reversed = [...text].reverse().join('');
  return arabicSigns().has(text) && !arabicSigns().has(reversed) ? text : reversed;
}

let signs: Set<string> | undefined;

/** What the presentation forms of several Arabic letters stand for. */
function arabicSigns(): ReadonlySet<string> {
  if (signs) return signs;
  signs = new Set();
  for (let code = 0xfb50; code <= 0xfefc; code++) {
    const text = String.fromCharCode(code).normalize('NFKC');
    if (text.length > 1 && RIGHT_TO_LEFT.test(text)) signs.add(text);
  }
  return signs;
}
