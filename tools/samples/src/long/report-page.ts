import { breakLines, drawLines, type ParagraphStyle } from '../drawing/paragraph.ts';
import type { Sheet, TextStyle } from '../drawing/sheet.ts';
import { Prose } from './prose.ts';

const INK = '#1f2328';
const GREY = '#6a737d';
const LEFT = 68;
const RIGHT = 527;
const BOTTOM = 772;
const TEXT: TextStyle = { font: 'serif', size: 10, color: INK };
const SMALL: TextStyle = { font: 'sans', size: 8.5, color: INK };
const BODY: ParagraphStyle = { text: TEXT, leading: 13.2 };

/** Draws page `number` (from 1) of the long report: about 500 words, with headings, and a table on every sixth page. */
export function drawReportPage(sheet: Sheet, number: number): void {
  const prose = new Prose(number * 7919);
  sheet.text('Water Board of the Eastern Valleys', LEFT, 46, { ...SMALL, color: GREY });
  sheet.text(
    `Report on the state of the network, part ${Math.ceil(number / 50)}`,
    RIGHT,
    46,
    { ...SMALL, color: GREY },
    { align: 'right' },
  );
  sheet.rule(LEFT, 52, RIGHT, 52, '#d0d7de', 0.5);
  let y = 84;
  let section = 1;
  if (number % 6 === 3) y = table(sheet, prose, y, number) + 26;
  while (y < BOTTOM - 60) {
    sheet.text(`${number}.${section++} ${prose.heading()}`, LEFT, y, { font: 'sansSemibold', size: 11.5, color: INK });
    y += 18;
    for (let count = prose.whole(2, 3); count > 0 && y < BOTTOM - 30; count--) {
      const lines = breakLines(sheet, prose.paragraph(prose.whole(40, 75)), BODY, RIGHT - LEFT);
      const room = Math.floor((BOTTOM - y) / BODY.leading) + 1;
      y = drawLines(sheet, lines.slice(0, room), LEFT, y, BODY) + 6;
    }
    y += 12;
  }
  sheet.text(String(number), (LEFT + RIGHT) / 2, 806, { ...SMALL, color: GREY }, { align: 'center' });
}

function table(sheet: Sheet, prose: Prose, top: number, number: number): number {
  const columns = [LEFT + 4, 300, 372, 446, RIGHT - 4];
  sheet.text(`Table ${number}. Works in ${prose.place()} by year and kind`, LEFT, top, {
    ...SMALL,
    font: 'sansSemibold',
  });
  let y = top + 8;
  sheet.rule(LEFT, y, RIGHT, y, INK, 0.8);
  for (let row = 0; row < 9; row++) {
    const cells =
      row === 0
        ? ['Works', '2022', '2023', '2024', '2025']
        : [prose.heading(), ...columns.slice(1).map(() => prose.amount())];
    const style: TextStyle = row === 0 ? { ...SMALL, font: 'sansSemibold' } : SMALL;
    cells.forEach((cell, i) => sheet.text(cell, columns[i]!, y + 11, style, { align: i === 0 ? 'left' : 'right' }));
    y += 16;
    sheet.rule(LEFT, y, RIGHT, y, row === 0 ? INK : '#d0d7de', row === 0 ? 0.8 : 0.4);
  }
  return y;
}
