import type { BBox, Page, TextBlock } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import { spaceBetween, textRows } from './text-rows.ts';

const A4 = { width: 595, height: 842 };

function block(text: string, x0: number, y0: number, x1: number, more: Partial<TextBlock> = {}): TextBlock {
  return { text, bbox: { x0, y0, x1, y1: y0 + 10 }, rotation: 0, origin: 'native', ...more };
}

function page(texts: TextBlock[], more: Partial<Page> = {}): Page {
  return { index: 0, ...A4, unit: 'points', sizeInPoints: A4, rotation: 0, texts, tables: [], ...more };
}

function rows(...texts: TextBlock[]): string[] {
  return textRows(texts, page(texts)).map((row) => row.map(({ text }) => text).join('|'));
}

describe('textRows', () => {
  it('puts the cells of a row together, and leaves the order of rows', () => {
    expect(
      rows(
        block('Tea', 50, 100, 70),
        block('4.20', 300, 100, 320),
        block('Bread, rye', 50, 114, 100),
        block('3.80', 300, 112, 320),
        block('Total', 50, 140, 75),
        block('8.00', 300, 140, 320),
      ),
    ).toEqual(['Tea|4.20', 'Bread, rye|3.80', 'Total|8.00']);
  });

  it('goes by the line that the reader of a scan has seen, however slanted', () => {
    const slanted = [block('TOTAL', 50, 100, 90, { line: 3 }), block('RM 27.00', 400, 118, 440, { line: 3 })];
    expect(rows(...slanted, block('CASH', 50, 130, 80, { line: 4 }))).toEqual(['TOTAL|RM 27.00', 'CASH']);
  });

  it('believes the reader of a scan that long cells are one line', () => {
    const cells = [0, 1, 2, 3].flatMap((line) => [
      block(`description ${line}`, 50, 100 + 14 * line, 280, { line }),
      block(`remarks ${line}`, 310, 100 + 14 * line, 540, { line }),
    ]);
    expect(rows(...cells)).toEqual([0, 1, 2, 3].map((line) => `description ${line}|remarks ${line}`));
  });

  it('never changes the order of reading', () => {
    // Two columns, one after the other.
    expect(rows(block('a', 50, 100, 60), block('b', 50, 114, 60), block('c', 300, 100, 310))).toEqual(['a', 'b', 'c']);
    // To the left of the one before it.
    expect(rows(block('b', 300, 100, 310), block('a', 50, 100, 60))).toEqual(['b', 'a']);
  });

  it('leaves columns of prose apart, and what stands on both sides of their gutter', () => {
    const lines = [0, 1, 2, 3].flatMap((line) => [
      block(`left ${line}`, 50, 100 + 14 * line, 280),
      block(`right ${line}`, 310, 100 + 14 * line, 540),
    ]);
    const last = [block('end.', 50, 156, 80), block('goes on', 310, 156, 540)];
    expect(rows(...lines, ...last)).toEqual([...lines, ...last].map(({ text }) => text));
    // The same with a description and its price.
    expect(rows(block('A long description of it', 50, 100, 280), block('12.00', 310, 100, 340))).toHaveLength(1);
  });

  it('knows a table below columns of prose by what stands across between them', () => {
    const lines = [0, 1, 2, 3].flatMap((line) => [
      block(`left ${line}`, 50, 100 + 14 * line, 280),
      block(`right ${line}`, 310, 100 + 14 * line, 540),
    ]);
    const caption = block('Table 1. What it costs to stay, per night and guest', 50, 180, 420);
    const table = [block('Room', 50, 200, 80), block('80.00', 320, 200, 350)];
    const found = rows(...lines, caption, ...table);
    expect(found.slice(8)).toEqual([caption.text, 'Room|80.00']);
    expect(found.slice(0, 8)).toEqual(lines.map(({ text }) => text));
    // Above it just as well.
    const [head, price] = [block('Room', 50, 60, 80), block('80.00', 320, 60, 350)];
    const title = block('A title over both of the columns', 50, 80, 420);
    expect(rows(head, price, title, ...lines).slice(0, 2)).toEqual(['Room|80.00', title.text]);
  });

  it('keeps apart what is drawn over one another, turned differently, hidden or in several lines', () => {
    expect(rows(block('draft', 50, 100, 200), block('report', 60, 100, 120))).toHaveLength(2);
    expect(rows(block('a', 50, 100, 60), block('b', 80, 100, 90, { rotation: 90 }))).toHaveLength(2);
    expect(rows(block('a', 50, 100, 60), block('b', 80, 100, 90, { hidden: 'invisible' }))).toHaveLength(2);
    expect(rows(block('a\nb', 50, 100, 60), block('c', 80, 100, 90))).toHaveLength(2);
  });

  it('knows rows that run up, down and from the right', () => {
    const turned = (text: string, bbox: BBox, rotation: number): TextBlock => ({
      ...block(text, 0, 0, 0),
      bbox,
      rotation,
    });
    const down = [
      turned('a', { x0: 100, y0: 50, x1: 110, y1: 60 }, 90),
      turned('b', { x0: 100, y0: 80, x1: 110, y1: 90 }, 90),
    ];
    expect(rows(...down)).toEqual(['a|b']);
    const up = down.toReversed().map((found) => ({ ...found, rotation: 270 }));
    expect(rows(...up)).toEqual(['b|a']);
    expect(
      rows(block('א', 300, 100, 310, { direction: 'rtl' }), block('ב', 50, 100, 60, { direction: 'rtl' })),
    ).toEqual(['א|ב']);
  });

  it('measures in points whatever the unit', () => {
    const texts = [block('Tea', 50, 100, 70), block('4.20', 300, 100, 320)];
    const normalized = texts.map((found) => {
      const { x0, y0, x1, y1 } = found.bbox;
      return { ...found, bbox: { x0: x0 / 595, y0: y0 / 842, x1: x1 / 595, y1: y1 / 842 } };
    });
    expect(textRows(normalized, page(normalized, { unit: 'normalized', width: 1, height: 1 }))).toHaveLength(1);
  });
});

describe('spaceBetween', () => {
  it('is wider where a column begins', () => {
    const [a, near, far] = [block('a', 50, 100, 60), block('b', 63, 100, 70), block('c', 75, 100, 80)];
    expect(spaceBetween(a, near, page([]))).toBe(' ');
    expect(spaceBetween(a, far, page([]))).toBe('  ');
  });
});
