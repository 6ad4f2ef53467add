import { setTextRenderingMode, TextRenderingMode, type PDFFont, type PDFPage } from 'pdf-lib';

/** Writes paragraphs as OCR programs put their text on a page: with the invisible render mode. */
export function writeInvisibly(page: PDFPage, font: PDFFont, paragraphs: readonly string[]): void {
  page.pushOperators(setTextRenderingMode(TextRenderingMode.Invisible));
  page.drawText(paragraphs.join('\n\n'), {
    x: 72,
    y: page.getHeight() - 292,
    size: 11,
    lineHeight: 17,
    maxWidth: 450,
    font,
  });
  page.pushOperators(setTextRenderingMode(TextRenderingMode.Fill));
}
