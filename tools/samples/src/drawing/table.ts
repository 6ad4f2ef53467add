import type { TruthCell } from '../truth.ts';
import type { Sheet, TextStyle } from './sheet.ts';

export interface CellContent {
  /** Lines are parted by `\n`. */
  readonly text: string;
  readonly colSpan?: number;
  readonly rowSpan?: number;
  readonly align?: 'left' | 'right' | 'center';
  readonly style?: TextStyle;
  readonly fill?: string;
}

export interface TableLayout {
  readonly x: number;
  readonly y: number;
  /** Widths of the columns, in points. */
  readonly columns: readonly number[];
  readonly rowHeight: number;
  readonly style: TextStyle;
  readonly leading: number;
  readonly padding: number;
  /** `grid`: a line around every cell; `rows`: lines between rows; `none`: no line at all. */
  readonly lines: 'grid' | 'rows' | 'none';
  readonly lineColor?: string;
}

/**
 * Draws a table whose rows are equally high, and adds it to the truth. A row names the cells that start in it, from left to
 * right. @returns the y of its lower edge.
 */
export function drawTable(sheet: Sheet, layout: TableLayout, rows: readonly (readonly CellContent[])[]): number {
  const { x, y, columns, rowHeight, padding } = layout;
  const lefts = columns.reduce<number[]>((edges, width) => [...edges, edges.at(-1)! + width], [x]);
  const color = layout.lineColor ?? '#9aa5b1';
  const taken = new Set<string>();
  const placed: (CellContent & TruthCell)[] = [];
  rows.forEach((cells, row) => {
    let col = 0;
    for (const cell of cells) {
      while (taken.has(`${row}/${col}`)) col++;
      const { colSpan = 1, rowSpan = 1 } = cell;
      for (let r = 0; r < rowSpan; r++) for (let c = 0; c < colSpan; c++) taken.add(`${row + r}/${col + c}`);
      placed.push({ ...cell, row, col, colSpan, rowSpan });
      col += colSpan;
    }
  });
  const bottom = y + rows.length * rowHeight;
  for (const { row, col, rowSpan, colSpan, fill } of placed) {
    const [left, width] = [lefts[col]!, lefts[col + colSpan]! - lefts[col]!];
    if (fill) sheet.fill(left, y + row * rowHeight, width, rowSpan * rowHeight, fill);
    if (layout.lines === 'grid') {
      sheet.doc
        .rect(left, y + row * rowHeight, width, rowSpan * rowHeight)
        .lineWidth(0.6)
        .strokeColor(color)
        .stroke();
    }
  }
  if (layout.lines === 'rows') {
    for (let row = 0; row <= rows.length; row++) {
      const at = y + row * rowHeight;
      sheet.rule(x, at, lefts.at(-1)!, at, color, row < 2 || row === rows.length ? 0.8 : 0.4);
    }
  }
  for (const { text, row, col, rowSpan, colSpan, align = 'left', style = layout.style } of placed) {
    if (text === '') continue;
    const lines = text.split('\n');
    const [left, right] = [lefts[col]!, lefts[col + colSpan]!];
    const middle = y + (row + rowSpan / 2) * rowHeight;
    const at = align === 'left' ? left + padding : align === 'right' ? right - padding : (left + right) / 2;
    lines.forEach((line, i) => {
      const baseline = middle + style.size * 0.34 + (i - (lines.length - 1) / 2) * layout.leading;
      sheet.text(line, at, baseline, style, { align });
    });
  }
  (sheet.page.tables ??= []).push({
    box: sheet.box(x, y, lefts.at(-1)!, bottom),
    rowCount: rows.length,
    colCount: columns.length,
    cells: placed.map(({ row, col, rowSpan, colSpan, text }) => ({ row, col, rowSpan, colSpan, text })),
  });
  return bottom;
}
