import { create, type Font } from 'fontkit';
import type { PDFPage } from 'pdf-lib';
import { fontBytes } from '../drawing/fonts.ts';

const SIZE = 10;
const PER_LINE = 90;

/** Draws text as the outlines of its letters: what print shops make of a document whose fonts they do not trust. */
export function drawShapes(page: PDFPage, text: string): void {
  const font = create(fontBytes('sans')!) as Font;
  const scale = SIZE / font.unitsPerEm;
  const letters = text.replace(/\s+/g, ' ');
  for (let line = 0; line * PER_LINE < letters.length; line++) {
    const run = font.layout(letters.slice(line * PER_LINE, (line + 1) * PER_LINE));
    let x = 60;
    run.glyphs.forEach((glyph, i) => {
      // pdf-lib turns SVG paths over, and those of a font are the other way up.
      const path = glyph.path.scale(1, -1).toSVG();
      if (path !== '') page.drawSvgPath(path, { x, y: page.getHeight() - 80 - line * 15, scale });
      x += run.positions[i]!.xAdvance * scale;
    });
  }
}
