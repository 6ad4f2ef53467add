import type { Page, TextBlock } from '@unifex/core';

/** A page of the model from lines of text: `x` and `y` of the left top in points, 10 points high, 5 wide a letter. */
export function testPage(
  lines: readonly (Partial<TextBlock> & { text: string; x?: number; y: number; height?: number })[],
  more: Partial<Page> = {},
): Page {
  const [width, height] = [600, 800];
  return {
    index: 0,
    width,
    height,
    unit: 'points',
    sizeInPoints: { width, height },
    rotation: 0,
    tables: [],
    texts: lines.map(({ x = 50, y, height: tall = 10, ...block }) => ({
      bbox: { x0: x, y0: y, x1: x + 5 * block.text.length, y1: y + tall },
      rotation: 0,
      origin: 'native',
      ...block,
    })),
    ...more,
  };
}

/** A page of plain rows, one below the other. */
export function rowsPage(...rows: readonly string[]): Page {
  // A bar parts columns.
  return testPage(
    rows.flatMap((row, i) => {
      let x = 50;
      return row.split(' | ').map((text) => {
        const block = { text, x, y: 50 + 15 * i };
        x += 5 * text.length + 40;
        return block;
      });
    }),
  );
}
