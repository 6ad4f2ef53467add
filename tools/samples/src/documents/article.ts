import { drawDocument, type DrawnSample, type Pages } from '../drawing/document.ts';
import { Flow } from '../drawing/flow.ts';
import { breakLines, drawParagraph, type ParagraphStyle } from '../drawing/paragraph.ts';
import type { Sheet, TextStyle } from '../drawing/sheet.ts';
import { drawFigure } from './article-figure.ts';
import * as words from './article-text.ts';

const LEFT = 54;
const RIGHT = 541.28;
const COLUMN = 234;
const COLUMNS = [LEFT, RIGHT - COLUMN] as const;
const BOTTOM = 776;
const INK = '#1a1a1a';

const TEXT: TextStyle = { font: 'serif', size: 10.2, color: INK };
const ITALIC: TextStyle = { ...TEXT, font: 'serifItalic' };
const SMALL: TextStyle = { font: 'serif', size: 8, color: INK };
const LABEL: TextStyle = { font: 'sansSemibold', size: 8, color: INK };
const RUNNING: TextStyle = { font: 'sans', size: 7.8, color: '#555555' };
const BODY: ParagraphStyle = { text: TEXT, emphasis: ITALIC, leading: 13.2, justify: true, indent: 11 };
const NOTE: ParagraphStyle = { text: SMALL, leading: 9.8 };

/** A scientific article of three pages in two columns, with a figure across both, footnotes, a table and hyphenation. */
export function drawArticle(): Promise<DrawnSample> {
  return drawDocument(
    'article',
    'A scientific article of three pages in two justified columns: headings, hyphenation, a figure across both columns, a table, footnotes, references.',
    {
      title: words.TITLE.join(' '),
      author: 'Hélène Girard; Tomás Oliveira; Ingrid Solberg',
      subject: 'Night-sky brightness',
    },
    draw,
  );
}

function draw(pages: Pages): void {
  const flow = new Flow(words.BODY, {
    body: BODY,
    small: SMALL,
    smallItalic: { ...SMALL, font: 'serifItalic' },
    width: COLUMN,
  });

  const first = pages.sheet();
  runningHead(first, 201);
  const top = titleBlock(first);
  flow.fill(first, COLUMNS[0], top, BOTTOM);
  flow.fill(first, COLUMNS[1], top, BOTTOM - 54);
  footnotes(first, COLUMNS[1], words.FOOTNOTES);
  pageNumber(first, 201);

  const second = pages.sheet();
  runningHead(second, 202);
  const belowFigure = figure(second, 72);
  flow.fill(second, COLUMNS[0], belowFigure, BOTTOM);
  flow.fill(second, COLUMNS[1], belowFigure, BOTTOM);
  pageNumber(second, 202);

  const third = pages.sheet();
  runningHead(third, 203);
  const belowTable = table(third, COLUMNS[0], 72);
  flow.fill(third, COLUMNS[0], belowTable, 378);
  flow.fill(third, COLUMNS[1], 78, BOTTOM);
  pageNumber(third, 203);
  if (!flow.isEmpty) throw new Error('The article does not fit on its pages.');
}

function runningHead(sheet: Sheet, page: number): void {
  const left = page % 2 === 1 ? 'J. Sky Meas. 12 (3), 201–203 (2026)' : 'H. Girard et al.';
  sheet.text(left, LEFT, 44, RUNNING);
  sheet.text('Quiet Skies', RIGHT, 44, RUNNING, { align: 'right' });
  sheet.rule(LEFT, 50, RIGHT, 50, '#999999', 0.4);
}

function titleBlock(sheet: Sheet): number {
  const middle = (LEFT + RIGHT) / 2;
  words.TITLE.forEach((line, i) =>
    sheet.text(line, middle, 92 + i * 26, { font: 'serifBold', size: 21, color: INK }, { align: 'center' }),
  );
  const authors: ParagraphStyle = { text: { ...TEXT, size: 11 }, leading: 14 };
  centred(sheet, words.AUTHORS, middle, 146, authors);
  words.AFFILIATIONS.forEach((line) =>
    centred(sheet, line, middle, 162, { text: { ...SMALL, size: 8.6 }, leading: 11 }),
  );
  sheet.text('Abstract', LEFT + 36, 192, { ...LABEL, size: 9 });
  const abstract: ParagraphStyle = { text: { ...TEXT, size: 9.2 }, leading: 12, justify: true };
  return drawParagraph(sheet, words.ABSTRACT, LEFT + 36, 205, RIGHT - LEFT - 72, abstract) + 20;
}

function centred(sheet: Sheet, text: string, middle: number, y: number, style: ParagraphStyle): void {
  const [line] = breakLines(sheet, text, style, 600);
  const width = line!.words.flat().reduce((sum, part) => sum + sheet.measure(part.text, part.style).width, 0);
  drawParagraph(sheet, text, middle - (width + line!.gap * (line!.words.length - 1)) / 2, y, 600, style);
}

function footnotes(sheet: Sheet, x: number, lines: readonly string[]): void {
  const top = BOTTOM - lines.length * NOTE.leading;
  sheet.rule(x, top - 11, x + 70, top - 11, INK, 0.4);
  lines.forEach((line, i) => drawParagraph(sheet, line, x, top + i * NOTE.leading, COLUMN, NOTE));
}

function pageNumber(sheet: Sheet, page: number): void {
  sheet.text(String(page), (LEFT + RIGHT) / 2, 806, RUNNING, { align: 'center' });
}

function figure(sheet: Sheet, top: number): number {
  const bottom = drawFigure(sheet, LEFT, top, RIGHT - LEFT, 190);
  const caption =
    'Figure 1. Monthly median of the moonless zenith sky, January 2021 to December 2025. The line is the fit of a trend and ' +
    'an annual wave; the shaded band marks the months in which the lamps were changed.';
  return drawParagraph(sheet, caption, LEFT, bottom + 12, RIGHT - LEFT, { text: SMALL, leading: 10 }) + 16;
}

function table(sheet: Sheet, x: number, top: number): number {
  const caption = 'Table 1. Clear nights and median brightness (mag/arcsec²) by year and height of the marine layer.';
  let y = drawParagraph(sheet, caption, x, top + 6, COLUMN, { text: SMALL, leading: 10 }) - 2;
  const start = y;
  const columns = [x + 4, x + 88, x + 138, x + 184, x + COLUMN - 4];
  sheet.rule(x, y, x + COLUMN, y, INK, 0.8);
  const row = (cells: readonly string[], style: TextStyle): void => {
    cells.forEach((cell, i) => sheet.text(cell, columns[i]!, y + 10, style, { align: i === 0 ? 'left' : 'right' }));
    y += 13;
  };
  row(words.TABLE_HEAD, LABEL);
  sheet.rule(x, y + 1, x + COLUMN, y + 1, INK, 0.5);
  y += 2;
  for (const cells of words.TABLE_ROWS) row(cells, { ...SMALL, size: 8.6 });
  sheet.rule(x, y + 1, x + COLUMN, y + 1, INK, 0.8);
  const rows = [words.TABLE_HEAD, ...words.TABLE_ROWS];
  sheet.page.tables = [
    {
      box: sheet.box(x, start, x + COLUMN, y + 1),
      rowCount: rows.length,
      colCount: words.TABLE_HEAD.length,
      cells: rows.flatMap((cells, r) => cells.map((text, col) => ({ row: r, col, rowSpan: 1, colSpan: 1, text }))),
    },
  ];
  return y + 26;
}
