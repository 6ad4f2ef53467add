import type { Page } from '@unifex/core';

/** What a fake page that succeeds gives: all kinds of plain data, different for each label and index. */
export function fakePageContent(label: string, index: number): Page {
  const width = 200 + index;
  const height = 100 + index / 3;
  const font = { name: 'Fake', size: 10, weight: 400, bold: false, italic: true };
  return {
    index,
    label: `p. ${index}`,
    width,
    height,
    unit: 'points',
    sizeInPoints: { width, height },
    rotation: index % 2 === 0 ? 0 : 90,
    texts: [
      {
        text: `${label}, page ${index}: é 漢字 😀 "quoted"\u2028\\ \u0000`,
        bbox: { x0: 1 / 3, y0: index / 7, x1: 199.5, y1: 20 + index / 7 },
        rotation: 0,
        origin: 'native',
        font,
        words: [{ text: label, bbox: { x0: 1 / 3, y0: 0.1, x1: 7, y1: 12 }, confidence: 0.5 }],
      },
    ],
    tables: [{ page: index, rowCount: 1, colCount: 1, cells: [{ text: '', row: 0, col: 0, rowSpan: 1, colSpan: 1 }] }],
    links: [],
    warnings: ['made up'],
  };
}
