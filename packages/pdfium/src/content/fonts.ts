import { plainFontName, readable, weightOf, type FontStyle } from '@unifex/pdf-common';
import type { Engine } from '../engine/engine.ts';
import { readGlyphs, type GlyphShape } from './glyph-shapes.ts';
import { readVerticalMetrics } from './vertical-metrics.ts';

/** A font as the reader needs it. Metrics are multiples of the font size. */
export interface PdfiumFont extends FontStyle {
  /** Address of PDFium's font. */
  readonly handle: number;
  /** Position in {@link Fonts.list}. */
  readonly index: number;
  /** Both >= 0. */
  readonly ascent: number;
  readonly descent: number;
  /** Advance of U+0020; 0 where the font tells none, until the page has drawn a space. */
  spaceAdvance: number;
  /** Whether the font itself tells it. */
  readonly tellsSpace: boolean;
  /** What is known of its glyphs, by character code. */
  readonly glyphs: (GlyphShape | undefined)[];
  /** The same for codes from 256 on. */
  readonly moreGlyphs: Map<number, GlyphShape>;
  /** What the names of its glyphs say, by character code; undefined until somebody has looked. */
  texts: ReadonlyMap<number, string> | undefined;
  /** A text object that holds on to the font, so that its address stays its own. */
  readonly anchor: number;
}

/** More fonts than this are let go of before the next page. */
const MAX_FONTS = 500;

/** The fonts of one document, with what has been learnt of their glyphs. PDFium would read each again for every page. */
export class Fonts {
  readonly #engine: Engine;
  readonly #document: number;
  readonly #byHandle = new Map<number, PdfiumFont>();
  /** By {@link PdfiumFont.index}. */
  readonly list: PdfiumFont[] = [];

  /** @param document address of PDFium's document: a font of another one would be loaded anew */
  constructor(engine: Engine, document: number) {
    this.#engine = engine;
    this.#document = document;
  }

  get(handle: number): PdfiumFont {
    let font = this.#byHandle.get(handle);
    if (!font) {
      const { pdfium } = this.#engine;
      const anchor = pdfium.FPDFPageObj_CreateTextObj(this.#document, handle, 1);
      font = describeFont(this.#engine, handle, this.list.length, anchor);
      this.#byHandle.set(handle, font);
      this.list.push(font);
    }
    return font;
  }

  /** Learns the given codes of a font. */
  learn(font: PdfiumFont, codes: readonly number[]): void {
    const shapes = readGlyphs(this.#engine, this.#document, font.handle, codes);
    codes.forEach((code, i) => {
      if (code < 256) font.glyphs[code] = named(shapes[i]!, font.texts?.get(code));
      else font.moreGlyphs.set(code, shapes[i]!);
    });
  }

  /** The simple fonts with glyphs that say no character, whose names nobody has looked at. */
  nameless(): PdfiumFont[] {
    return this.list.filter(({ texts, glyphs }) => texts === undefined && glyphs.some((glyph) => glyph?.unmapped));
  }

  /** @param texts by character code */
  name(font: PdfiumFont, texts: ReadonlyMap<number, string>): void {
    font.texts = texts;
    for (const [code, text] of texts) {
      const glyph = font.glyphs[code];
      if (glyph) font.glyphs[code] = named(glyph, text);
    }
  }

  /** To be called between pages. What one page has shown of a space says nothing on the next: pages are read in any order. */
  trim(): void {
    for (const font of this.list) if (!font.tellsSpace) font.spaceAdvance = 0;
    if (this.list.length > MAX_FONTS) this.#release();
  }

  /** Must be called before the document is closed. */
  close(): void {
    this.#release();
  }

  #release(): void {
    for (const { anchor } of this.list) this.#engine.pdfium.FPDFPageObj_Destroy(anchor);
    this.list.length = 0;
    this.#byHandle.clear();
  }
}

function named(glyph: GlyphShape, text: string | undefined): GlyphShape {
  return glyph.unmapped && text !== undefined ? { ...glyph, text: readable(text), unmapped: false } : glyph;
}

/** ISO 32000-2, table 121. */
const FIXED_PITCH = 1;
const SERIF = 2;
const ITALIC = 64;
const FORCE_BOLD = 2 ** 18;

function describeFont(engine: Engine, handle: number, index: number, anchor: number): PdfiumFont {
  const { pdfium, scratch } = engine;
  const name = plainFontName(
    engine.readString('utf-8', (buffer, size) => pdfium.FPDFFont_GetBaseFontName(handle, buffer, size)) || 'unknown',
  );
  const flags = pdfium.FPDFFont_GetFlags(handle);
  const { ascent, descent } = readVerticalMetrics(engine, handle, name);
  const space = pdfium.FPDFFont_GetGlyphWidth(handle, 0x20, 1, scratch) ? engine.f32[scratch >> 2]! : 0;
  const monospace = (flags & FIXED_PITCH) !== 0;
  const tellsSpace = space > 0.1 && space < (monospace ? 0.8 : 0.45);
  return {
    handle,
    index,
    anchor,
    name,
    weight: weightOf(name, (flags & FORCE_BOLD) !== 0 ? 700 : 400),
    italic: (flags & ITALIC) !== 0 || /italic|oblique|(?:^|[-,])it$/i.test(name),
    monospace,
    serif: (flags & SERIF) !== 0,
    ascent,
    descent,
    spaceAdvance: tellsSpace ? space : 0,
    tellsSpace,
    glyphs: [],
    moreGlyphs: new Map(),
    texts: undefined,
  };
}
