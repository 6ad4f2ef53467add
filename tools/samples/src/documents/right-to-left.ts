import { drawDocument, type DrawnSample, type Pages } from '../drawing/document.ts';
import { drawRightToLeft, type RightToLeftStyle } from '../drawing/right-to-left.ts';
import type { Sheet } from '../drawing/sheet.ts';
import { ARABIC, HEBREW, type RightToLeftText } from './right-to-left-text.ts';

const RIGHT = 535;
const WIDTH = 475;
const INK = '#24211d';
const ACCENT = '#8a5a12';

/** A page of Hebrew and a page of Arabic, with numbers, Latin words and brackets inside. */
export function drawRightToLeftSample(): Promise<DrawnSample> {
  return drawDocument(
    'right-to-left',
    'A page of Hebrew and a page of Arabic (shaped, with ligatures and vowel signs), with numbers, dates, brackets and Latin words inside. The articles are those of the Universal Declaration of Human Rights.',
    { title: 'Universal Declaration of Human Rights, articles 1 to 3' },
    draw,
  );
}

function draw(pages: Pages): void {
  page(
    pages.sheet(),
    HEBREW,
    {
      script: { font: 'hebrew', size: 13, color: INK },
      latin: { font: 'sans', size: 13, color: INK },
      leading: 22,
    },
    'hebrewBold',
  );
  page(
    pages.sheet(),
    ARABIC,
    {
      script: { font: 'arabic', size: 13, color: INK },
      latin: { font: 'sans', size: 13, color: INK },
      leading: 25,
    },
    'arabicBold',
  );
}

function page(sheet: Sheet, text: RightToLeftText, style: RightToLeftStyle, bold: 'hebrewBold' | 'arabicBold'): void {
  const heading = (size: number, color: string): RightToLeftStyle => ({
    script: { font: bold, size, color },
    latin: { font: 'sansBold', size: size * 0.9, color },
    leading: size * 1.5,
  });
  sheet.fill(RIGHT - 40, 60, 40, 4, ACCENT);
  let y = drawRightToLeft(sheet, text.title, RIGHT, 100, WIDTH, heading(24, INK)) + 4;
  y = drawRightToLeft(sheet, text.note, RIGHT, y, WIDTH, style) + 12;
  for (const { title, body } of text.articles) {
    y = drawRightToLeft(sheet, title, RIGHT, y, WIDTH, heading(15, ACCENT));
    y = drawRightToLeft(sheet, body, RIGHT, y, WIDTH, style) + 12;
  }
  sheet.rule(60, y, RIGHT, y, '#d8cfc0', 0.6);
  drawRightToLeft(sheet, text.closing, RIGHT, y + 26, WIDTH, style);
}
