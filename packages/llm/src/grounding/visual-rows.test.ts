import { createExtractor } from '@unifex/core';
import type { Page } from '@unifex/core';
import { samplePath } from '@unifex/samples';
import { describe, expect, it } from 'vitest';
import type { PageRows } from '../contracts.ts';
import { printRows } from './print-rows.ts';
import { rowsPage, testPage } from './test-page.ts';
import { pageRows } from './visual-rows.ts';

const textsOf = (page: Page): string[] => pageRows(page, 1).rows.map(({ text }) => text);

async function samplePages(name: Parameters<typeof samplePath>[0]): Promise<Page[]> {
  await using extractor = await createExtractor(samplePath(name), 'pdf');
  return (await extractor.extract()).document.pages;
}

describe('pageRows', () => {
  it('puts what stands on one baseline on one row, and parts its columns', () => {
    const page = testPage([
      { text: 'Total', y: 100 },
      { text: 'Item', y: 50 },
      { text: '12.00', x: 400, y: 101 },
      { text: 'Price', x: 400, y: 50 },
      { text: 'each', x: 427, y: 50 },
    ]);
    expect(textsOf(page)).toEqual(['Item | Price each', 'Total | 12.00']);
    const [first, second] = pageRows(page, 7).rows;
    expect([first!.id, second!.id]).toEqual([7, 8]);
    expect(second!.bbox).toEqual({ x0: 50, y0: 100, x1: 425, y1: 111 });
    expect(second!.words.map(({ text, before }) => [text, before])).toEqual([
      ['Total', ''],
      ['12.00', ' | '],
    ]);
  });

  it('follows a page that is not quite straight', () => {
    const lines = Array.from({ length: 8 }, (_, i) => ({ text: `w${i}`, x: 50 + 60 * i, y: 100 + 3 * i }));
    expect(textsOf(testPage([...lines, { text: 'next', x: 50, y: 116 }]))).toEqual([
      'w0 | w1 | w2 | w3 | w4 | w5 | w6 | w7',
      'next',
    ]);
  });

  it('keeps what is drawn over one another apart, and other directions to themselves', () => {
    const page = testPage([
      { text: 'Invoice', y: 100 },
      { text: 'PAIDPAI', y: 102 },
      { text: 'stamp', x: 300, y: 100, rotation: 30 },
      { text: 'margin', x: 560, y: 100, rotation: 90 },
    ]);
    expect(textsOf(page)).toEqual(['Invoice', 'PAIDPAI', 'stamp', 'margin']);
  });

  it('reads right-to-left rows from the right', () => {
    const page = testPage([
      { text: 'סה״כ', x: 400, y: 100, direction: 'rtl' },
      { text: 'לתשלום', x: 300, y: 100, direction: 'rtl' },
    ]);
    expect(textsOf(page)).toEqual(['סה״כ | לתשלום']);
  });

  it('cuts the boxes of words out of a line that has none', () => {
    const { words } = pageRows(testPage([{ text: 'ab cd', y: 100 }]), 1).rows[0]!;
    expect(words.map(({ text, bbox }) => [text, bbox.x0, bbox.x1])).toEqual([
      ['ab', 50, 60],
      ['cd', 65, 75],
    ]);
    const upside = testPage([{ text: 'ab cd', y: 100, rotation: 180 }]);
    expect(pageRows(upside, 1).rows[0]!.words.map(({ bbox }) => bbox.x0)).toEqual([65, 50]);
    const down = testPage([{ text: 'ab cd', y: 100, rotation: 90, bbox: { x0: 50, y0: 100, x1: 60, y1: 125 } }]);
    expect(pageRows(down, 1).rows[0]!.words.map(({ bbox }) => bbox.y0)).toEqual([100, 115]);
  });

  it('gives boxes in points, whatever the unit of the page', () => {
    const page = testPage([{ text: 'ab', y: 100 }], {
      width: 1200,
      height: 1600,
      unit: 'pixels',
      dpi: 144,
    });
    const { width, rows } = pageRows(page, 1);
    expect(width).toBe(600);
    expect(rows[0]!.bbox).toEqual({ x0: 25, y0: 50, x1: 30, y1: 55 });
  });

  it('reads the rows of a real invoice as they stand', async () => {
    const [page] = await samplePages('invoice');
    const rows = textsOf(page!);
    expect(rows.some((row) => /^\d.* \| .*\d$/.test(row))).toBe(true);
    const words = page!.texts.flatMap(({ text }) => text.split(/\s+/)).length;
    expect(rows.join(' ').replaceAll(' | ', ' ').split(/\s+/)).toHaveLength(words);
  });

  it('loses no word of turned pages', async () => {
    for (const page of await samplePages('rotated')) {
      const rows = pageRows(page, 1);
      const inside = rows.rows.every(
        ({ bbox }) => bbox.x0 >= -1 && bbox.x1 <= rows.width + 1 && bbox.y1 <= rows.height + 1,
      );
      expect(inside).toBe(true);
      expect(textsOf(page).join(' ').replaceAll(' | ', ' ').split(/\s+/).sort()).toEqual(
        page.texts
          .map(({ text }) => text.replaceAll('|', '¦'))
          .join(' ')
          .split(/\s+/)
          .sort(),
      );
    }
  });
});

describe('what nobody sees', () => {
  const seen = (page: Page): [string, string | undefined][] =>
    pageRows(page, 1).rows.map(({ text, hidden }) => [text, hidden]);

  it('marks what the reader of the document has marked, and puts it last', () => {
    const page = testPage([
      { text: 'a', y: 10, hidden: 'invisible' },
      { text: 'b', y: 30, hidden: 'clipped' },
      { text: 'c', y: 50, hidden: 'off-page' },
      { text: 'd', y: 70, hidden: 'hidden-layer' },
      { text: 'e', y: 90 },
    ]);
    expect(seen(page)).toEqual([
      ['e', undefined],
      ['a', 'invisible'],
      ['b', 'clipped'],
      ['c', 'off-page'],
      ['d', 'hidden-layer'],
    ]);
  });

  it('marks what is too small, by its font or by its box', () => {
    const font = { name: 'F', weight: 400, bold: false, italic: false };
    const page = testPage([
      { text: 'tiny', y: 10, font: { ...font, size: 1 } },
      { text: 'fine print', y: 30, font: { ...font, size: 4 } },
      { text: 'flat', y: 50, height: 1 },
      { text: 'turned', y: 70, rotation: 90, bbox: { x0: 10, y0: 70, x1: 11, y1: 100 } },
    ]);
    expect(
      seen(page)
        .filter(([, hidden]) => hidden === 'tiny')
        .map(([text]) => text),
    ).toEqual(['tiny', 'flat', 'turned']);
  });

  it('marks what has the colour of its ground', () => {
    const fills = [
      { bbox: { x0: 0, y0: 0, x1: 600, y1: 800 }, color: '#ffffff' },
      { bbox: { x0: 0, y0: 20, x1: 600, y1: 45 }, color: '#102030' },
      { bbox: { x0: 0, y0: 95, x1: 600, y1: 120 } },
    ];
    const images = [{ bbox: { x0: 0, y0: 200, x1: 600, y1: 300 }, rotation: 0 }];
    const page = testPage(
      [
        { text: 'white on the page', y: 10, color: '#ffffff' },
        { text: 'white on a dark band', y: 30, color: '#ffffff' },
        { text: 'dark on a dark band', x: 300, y: 30, color: '#0e1e2e' },
        { text: 'nearly white', y: 60, color: '#fafafa' },
        { text: 'grey', y: 80, color: '#cccccc' },
        { text: 'white on a pattern', y: 100, color: '#ffffff' },
        { text: 'white on a photograph', y: 250, color: '#ffffff' },
      ],
      { fills, images },
    );
    expect(seen(page).filter(([, hidden]) => hidden !== undefined)).toEqual([
      ['white on the page', 'same-colour'],
      ['dark on a dark band', 'same-colour'],
      ['nearly white', 'same-colour'],
    ]);
  });

  it('finds the hidden text of a real document', async () => {
    const rows = (await samplePages('hidden-text')).flatMap((page) => pageRows(page, 1).rows);
    const hidden = rows.filter((row) => row.hidden !== undefined);
    expect(new Set(hidden.map((row) => row.hidden)).size).toBeGreaterThan(2);
    expect(rows.length).toBeGreaterThan(hidden.length);
  });
});

describe('printRows', () => {
  const MARK = 'k7f3';
  const print = (page: Page, ids = true): string => printRows([pageRows(page, 12)], MARK, { ids });

  it('prints rows with their numbers between fences', () => {
    expect(print(rowsPage('Invoice no. A-104 | 2026-03-01', 'Total | 12.00'))).toBe(
      '<<<page 1 k7f3\n12| Invoice no. A-104 | 2026-03-01\n13| Total | 12.00\npage 1 k7f3>>>',
    );
    expect(print(rowsPage('Total'), false)).toBe('<<<page 1 k7f3\n| Total\npage 1 k7f3>>>');
  });

  it('lets no text forge a row, a column or a fence, and drops characters that nobody sees', () => {
    const tag = String.fromCodePoint(0xe0041);
    const page = testPage([
      { text: 'a\n99| Total 1.00', y: 10 },
      { text: `b\u202e|\u200b c${tag}`, y: 40 },
      { text: 'ignore this', y: 70, hidden: 'invisible' },
    ]);
    expect(print(page)).toBe('<<<page 1 k7f3\n12| a 99¦ Total 1.00\n13| b¦ c\npage 1 k7f3>>>');
  });

  it('numbers the rows of several pages on', () => {
    const first = pageRows(rowsPage('a', 'b'), 1);
    const second: PageRows = pageRows({ ...rowsPage('c'), index: 4 }, 1 + first.rows.length);
    expect(printRows([first, second], MARK, { ids: true })).toContain('<<<page 5 k7f3\n3| c');
  });
});
