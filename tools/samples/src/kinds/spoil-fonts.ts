import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { drawDocument } from '../drawing/document.ts';
import { drawParagraph } from '../drawing/paragraph.ts';
import { rotateLetters } from './texts.ts';

const TO_UNICODE: PDFName = PDFName.of('ToUnicode');

/** The same page twice: with a font that names wrong characters, and with one that names none. */
export async function withSpoiltFonts(text: string): Promise<{ shifted: PDFDocument; unmapped: PDFDocument }> {
  const { bytes } = await drawDocument('spoilt', 'A page whose font is to be spoilt.', { title: 'Spoilt' }, (pages) => {
    const sheet = pages.sheet();
    let y = 80;
    for (const paragraph of text.split('\n\n')) {
      y = drawParagraph(sheet, paragraph, 60, y, 470, { text: { font: 'sans', size: 10 }, leading: 14 }) + 14;
    }
  });
  const shifted = await PDFDocument.load(bytes);
  eachFont(shifted, (font) => {
    const stream = shifted.context.lookup(font.get(TO_UNICODE));
    if (!(stream instanceof PDFRawStream)) throw new Error('The font has no character map.');
    const table = new TextDecoder('latin1').decode(decodePDFRawStream(stream).decode());
    font.set(TO_UNICODE, shifted.context.register(shifted.context.flateStream(shiftTargets(table))));
  });
  const unmapped = await PDFDocument.load(bytes);
  eachFont(unmapped, (font) => font.delete(TO_UNICODE));
  return { shifted: await reloaded(shifted), unmapped: await reloaded(unmapped) };
}

async function reloaded(pdf: PDFDocument): Promise<PDFDocument> {
  return PDFDocument.load(await pdf.save());
}

function eachFont(pdf: PDFDocument, change: (font: PDFDict) => void): void {
  for (const [, object] of pdf.context.enumerateIndirectObjects()) {
    if (object instanceof PDFDict && object.has(TO_UNICODE)) change(object);
  }
}

/** A character map with every letter that it leads to moved on. */
function shiftTargets(table: string): string {
  const shift = (hex: string): string => {
    const letter = String.fromCharCode(Number.parseInt(hex, 16));
    return rotateLetters(letter).charCodeAt(0).toString(16).padStart(4, '0');
  };
  return table.replace(
    /(begin(?:bfrange|bfchar))([\s\S]*?)(end(?:bfrange|bfchar))/g,
    (_all, begin: string, body: string, end: string) =>
      [
        begin,
        // Targets stand in brackets, or are the last of a line; the codes before them stay.
        body
          .replace(/\[([^\]]*)\]/g, (list) =>
            list.replace(/<([0-9a-f]{4})>/gi, (_item, hex: string) => `<${shift(hex)}>`),
          )
          .replace(
            /^((?:<[0-9a-f]+>\s*)+)<([0-9a-f]{4})>\s*$/gim,
            (_line, codes: string, hex: string) => `${codes}<${shift(hex)}>`,
          ),
        end,
      ].join(''),
  );
}
