import type { BBox, Page, TextBlock } from '@unifex/core';

/** A box of a page, and where in the page it is. */
export interface PlacedBox {
  readonly path: string;
  readonly bbox: BBox;
  /** Marked as standing where the page does not show it: the one box that need not lie inside the page. */
  readonly outside?: boolean;
  /** The block that it is a part of. */
  readonly within?: BBox;
}

/** Every box of a page. A ruling is the box between its ends. */
export function* pageBoxes(page: Page): Generator<PlacedBox> {
  for (const [i, block] of page.texts.entries()) yield* textBoxes(block, `texts[${i}]`);
  for (const [i, table] of page.tables.entries()) {
    const path = `tables[${i}]`;
    if (table.bbox) yield { path: `${path}.bbox`, bbox: table.bbox };
    for (const [j, cell] of table.cells.entries()) {
      if (!cell.bbox) continue;
      const within = table.bbox ? { within: table.bbox } : {};
      yield { path: `${path}.cells[${j}].bbox`, bbox: cell.bbox, ...within };
    }
  }
  for (const [i, { start, end }] of (page.rulings ?? []).entries()) {
    const bbox = {
      x0: Math.min(start.x, end.x),
      y0: Math.min(start.y, end.y),
      x1: Math.max(start.x, end.x),
      y1: Math.max(start.y, end.y),
    };
    yield { path: `rulings[${i}]`, bbox };
  }
  for (const name of ['images', 'fills', 'links', 'annotations', 'formFields'] as const) {
    const items: readonly { bbox: BBox; quads?: BBox[] }[] = page[name] ?? [];
    for (const [i, item] of items.entries()) {
      yield { path: `${name}[${i}].bbox`, bbox: item.bbox };
      for (const [j, quad] of (item.quads ?? []).entries()) yield { path: `${name}[${i}].quads[${j}]`, bbox: quad };
    }
  }
}

function* textBoxes(block: TextBlock, path: string): Generator<PlacedBox> {
  const outside = block.hidden === 'off-page' || block.hidden === 'clipped' ? { outside: true } : {};
  yield { path: `${path}.bbox`, bbox: block.bbox, ...outside };
  for (const [i, word] of (block.words ?? []).entries()) {
    const place = `${path}.words[${i}]`;
    yield { path: `${place}.bbox`, bbox: word.bbox, within: block.bbox, ...outside };
    for (const [j, char] of (word.chars ?? []).entries()) {
      yield { path: `${place}.chars[${j}].bbox`, bbox: char.bbox, within: word.bbox, ...outside };
    }
  }
}

/** Rounding: a millionth of the page's unit. */
const TOLERANCE = 1e-6;
/** Parts are measured on their own: a hundredth of a point, which nobody sees. */
const PART_TOLERANCE = 0.01;

/** What is wrong with the boxes of a page in points: messages, none for a page that is right. */
export function findBoxFaults(page: Page): string[] {
  const faults: string[] = [];
  const paper = { x0: 0, y0: 0, x1: page.width, y1: page.height };
  for (const { path, bbox, outside, within } of pageBoxes(page)) {
    const { x0, y0, x1, y1 } = bbox ?? {};
    const shown = `${path} is ${JSON.stringify(bbox)}`;
    if (![x0, y0, x1, y1].every((value) => Number.isFinite(value)))
      faults.push(`${shown}: four finite numbers are due`);
    else if (x0 > x1 || y0 > y1) faults.push(`${shown}: x0 <= x1 and y0 <= y1 are due`);
    else if (!outside && !contains(paper, bbox, TOLERANCE)) {
      faults.push(`${shown}, outside of the page (${page.width} by ${page.height}) and not marked as hidden`);
    } else if (within && !contains(within, bbox, PART_TOLERANCE)) {
      faults.push(`${shown}, outside of what it is a part of: ${JSON.stringify(within)}`);
    }
  }
  return faults;
}

function contains(outer: BBox, inner: BBox, tolerance: number): boolean {
  return (
    outer.x0 - tolerance <= inner.x0 &&
    outer.y0 - tolerance <= inner.y0 &&
    outer.x1 + tolerance >= inner.x1 &&
    outer.y1 + tolerance >= inner.y1
  );
}
