import { PDFHexString, PDFName, type PDFDocument, type PDFRef } from '@cantoo/pdf-lib';
import { ADVANCE, ASCENT, DESCENT, glyphlessFont } from './glyphless-font.ts';

/** A code is two bytes; 0 is kept for what is missing. */
const MAX_CODES = 0xffff;

/**
 * The font of a text layer: every character that is asked for gets a code of its own, so that text in any script can be
 * searched. Written when all is known.
 */
export class TextFont {
  readonly #codes: Map<string, number> = new Map();

  /** Whether anything is set in it. */
  get used(): boolean {
    return this.#codes.size > 0;
  }

  /** The characters of a text as codes in hexadecimal, for a `Tj` in brackets. Characters past the 65,535th are left out. */
  encode(text: string): { hex: string; length: number } {
    let hex = '';
    let length = 0;
    for (const char of text) {
      let code = this.#codes.get(char);
      if (code === undefined) {
        if (this.#codes.size >= MAX_CODES) continue;
        this.#codes.set(char, (code = this.#codes.size + 1));
      }
      hex += code.toString(16).padStart(4, '0');
      length += 1;
    }
    return { hex, length };
  }

  /** Writes the font into the document. @param ref where pages say it is */
  write({ context }: PDFDocument, ref: PDFRef): void {
    const count = this.#codes.size;
    const file = glyphlessFont();
    const fontFile = context.register(context.flateStream(file, { Length1: file.length }));
    // Every code shows the second glyph: the first one stands for what is missing.
    const glyphs = new Uint8Array((count + 1) * 2).map((_, i) => i % 2);
    const descriptor = context.obj({
      Type: 'FontDescriptor',
      FontName: 'GlyphLessFont',
      Flags: 5,
      FontBBox: [0, -DESCENT, ADVANCE, ASCENT],
      ItalicAngle: 0,
      Ascent: ASCENT,
      Descent: -DESCENT,
      CapHeight: ASCENT,
      StemV: 80,
      FontFile2: fontFile,
    });
    const descendant = context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: 'GlyphLessFont',
      CIDToGIDMap: context.register(context.flateStream(glyphs)),
      CIDSystemInfo: {
        Registry: PDFHexString.fromText('Adobe'),
        Ordering: PDFHexString.fromText('Identity'),
        Supplement: 0,
      },
      FontDescriptor: context.register(descriptor),
      DW: ADVANCE,
    });
    const font = context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: 'GlyphLessFont',
      Encoding: PDFName.of('Identity-H'),
      DescendantFonts: [context.register(descendant)],
      ToUnicode: context.register(context.flateStream(this.#characterMap())),
    });
    context.assign(ref, font);
  }

  /** Which character a code is (ISO 32000-1, 9.10.3). */
  #characterMap(): string {
    const entries = [...this.#codes].map(([char, code]) => {
      const utf16 = Array.from({ length: char.length }, (_, i) => char.charCodeAt(i).toString(16).padStart(4, '0'));
      return `<${code.toString(16).padStart(4, '0')}> <${utf16.join('')}>`;
    });
    const blocks: string[] = [];
    // No block may have more than a hundred.
    for (let at = 0; at < entries.length; at += 100) {
      const block = entries.slice(at, at + 100);
      blocks.push(`${block.length} beginbfchar`, ...block, 'endbfchar');
    }
    return [
      '/CIDInit /ProcSet findresource begin',
      '12 dict begin',
      'begincmap',
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
      '/CMapName /Adobe-Identity-UCS def',
      '/CMapType 2 def',
      '1 begincodespacerange',
      '<0000> <ffff>',
      'endcodespacerange',
      ...blocks,
      'endcmap',
      'CMapName currentdict /CMap defineresource pop',
      'end',
      'end',
    ].join('\n');
  }
}
