import { drawDocument, type DrawnSample, type Pages } from '../drawing/document.ts';
import { drawParagraph } from '../drawing/paragraph.ts';
import type { Sheet, TextStyle } from '../drawing/sheet.ts';
import { drawTable, type CellContent, type TableLayout } from '../drawing/table.ts';
import { ACCOUNTS, DEPARTURES, MEASUREMENTS, TIMETABLE } from './tables-text.ts';

const INK = '#1d2733';
const ACCENT = '#274c8e';
const TEXT: TextStyle = { font: 'sans', size: 9.5, color: INK };
const BOLD: TextStyle = { ...TEXT, font: 'sansSemibold' };
const HEAD: TextStyle = { ...BOLD, color: ACCENT, size: 9 };
const WIDTH = 483;

/** Tables with every line, with none, with lines between rows only, and with merged cells. */
export function drawTables(): Promise<DrawnSample> {
  return drawDocument(
    'tables',
    'Tables of a water utility: a ruled grid, figures without any line, a timetable with lines between rows, and a grid with merged cells.',
    { title: 'Annual report of a water utility, tables', author: 'Stadtwerke Lindental' },
    draw,
  );
}

function draw(pages: Pages): void {
  const ruled = pages.sheet();
  head(
    ruled,
    'A. Drinking water analysis',
    'Mean of twelve samples, network zone North. Limits as set by the drinking water ordinance.',
  );
  drawTable(ruled, layout({ columns: [150, 70, 83, 90, 90], lines: 'grid' }), [
    ['Parameter', 'Unit', 'Mean', 'Maximum', 'Limit'].map((text, i) => ({
      text,
      style: HEAD,
      fill: '#e8eef7',
      align: i < 2 ? 'left' : 'right',
    })),
    ...MEASUREMENTS.map((row) => row.map((text, i): CellContent => ({ text, align: i < 2 ? 'left' : 'right' }))),
  ]);

  const plain = pages.sheet();
  head(plain, 'B. Income statement', 'In thousand euros. Figures in brackets are expenses.');
  const bottom = drawTable(plain, layout({ columns: [243, 80, 80, 80], lines: 'none', rowHeight: 17 }), [
    ['', '2025', '2024', '2023'].map((text) => ({ text, style: HEAD, align: 'right' })),
    ...ACCOUNTS.map(([label, ...figures]) => {
      const style = label.startsWith('Operating result') || label.startsWith('Profit') ? BOLD : TEXT;
      return [{ text: label, style }, ...figures.map((text): CellContent => ({ text, style, align: 'right' }))];
    }),
  ]);
  plain.text('C. Departures of the works bus', 56, bottom + 44, { font: 'sansBold', size: 13, color: INK });
  drawTable(plain, layout({ y: bottom + 58, columns: [183, 60, 60, 60, 60, 60], lines: 'rows', rowHeight: 20 }), [
    DEPARTURES[0]!.map((text, i) => ({ text, style: HEAD, align: i === 0 ? 'left' : 'center' })),
    ...DEPARTURES.slice(1).map((row) =>
      row.map((text, i): CellContent => ({ text, align: i === 0 ? 'left' : 'center' })),
    ),
  ]);

  const merged = pages.sheet();
  head(merged, 'D. Duty roster, week 12', 'Cells that belong to several days or shifts are merged.');
  drawTable(
    merged,
    layout({ columns: [73, 82, 82, 82, 82, 82], lines: 'grid', rowHeight: 30 }),
    TIMETABLE.map((row, r) =>
      row.map((cell): CellContent =>
        r < 2 ? { align: 'center', style: HEAD, fill: '#e8eef7', ...cell } : { align: 'center', ...cell },
      ),
    ),
  );
}

function layout(given: Pick<TableLayout, 'columns' | 'lines'> & Partial<TableLayout>): TableLayout {
  return { x: 56, y: 142, rowHeight: 24, style: TEXT, leading: 12, padding: 7, ...given };
}

function head(sheet: Sheet, title: string, note: string): void {
  sheet.text('Stadtwerke Lindental', 56, 58, { ...BOLD, size: 9, color: ACCENT });
  sheet.text('Annual report 2025', 539, 58, { ...TEXT, size: 9 }, { align: 'right' });
  sheet.rule(56, 65, 539, 65, ACCENT, 0.8);
  sheet.text(title, 56, 104, { font: 'sansBold', size: 18, color: INK });
  drawParagraph(sheet, note, 56, 124, WIDTH, { text: TEXT, leading: 13 });
}
