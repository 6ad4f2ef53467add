import type { BBox, Page, PageResult, TextBlock, Unit } from '@unifex/core';
import { oneLine, printable } from './printable.ts';
import { spaceBetween, textRows } from './text-rows.ts';

const UNIT_SIGNS: Record<Unit, string> = { points: 'pt', pixels: 'px', inches: 'in', normalized: '' };
// About a hundredth of a millimetre in each unit: more is noise of the arithmetic.
const BOX_DECIMALS: Record<Unit, number> = { points: 1, pixels: 1, inches: 3, normalized: 4 };

/** The line above a document, where several are printed one after another. */
export function textDocumentHeader(label: string, pageCount: number): string {
  return `=== ${oneLine(label)} (${pageCount} ${pageCount === 1 ? 'page' : 'pages'}) ===\n`;
}

/** How pages are printed. */
export interface TextStyle {
  /** Put the box of each block before it. */
  readonly boxes: boolean;
  /** Print what stands on one row of the page on one line, and not one block a line; not together with `boxes`. */
  readonly rows: boolean;
}

/**
 * A page as text: a header line, then its lines, then an empty line. A failed page keeps its header, with the code of its error,
 * so that nobody takes the page for an empty one.
 */
export function textPage(result: PageResult, pageCount: number, { boxes, rows }: TextStyle): string {
  const number = `page ${result.index + 1} of ${pageCount}`;
  if (!result.success) return `--- ${number} (index ${result.index}, failed: ${result.error.code}) ---\n\n`;
  const { page } = result;
  const seen = page.texts.filter(isSeen);
  const lines = (rows && !boxes ? textRows(seen, page) : seen.map((block) => [block])).map((row) =>
    boxes ? boxedLine(row[0]!, page) : rowLine(row, page),
  );
  return [`--- ${number} (${pageFacts(page)}) ---`, ...lines, '', ''].join('\n');
}

function pageFacts(page: Page): string {
  const label =
    page.label !== undefined && page.label !== String(page.index + 1) ? [`label ${oneLine(page.label)}`] : [];
  const sign = UNIT_SIGNS[page.unit];
  const size = page.unit === 'normalized' ? 'normalized' : `${round(page.width)} x ${round(page.height)} ${sign}`;
  return [`index ${page.index}`, ...label, size].join(', ');
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/**
 * Text that is on the page. Invisible text stays, because that is what the text layer of a searchable scan is; text outside the page
 * or the clipping path, or on a layer that is switched off, is not part of what the page shows, and JSON has it.
 */
function isSeen(block: TextBlock): boolean {
  return block.hidden === undefined || block.hidden === 'invisible';
}

function boxedLine(block: TextBlock, page: Page): string {
  return `${textBox(block.bbox, page)} ${oneLine(block.text)}`;
}

function rowLine(row: readonly TextBlock[], page: Page): string {
  return row
    .map(
      (block, i) => (i > 0 ? spaceBetween(row[i - 1]!, block, page) : '') + printable(block.text).replace(/\n+$/, ''),
    )
    .join('');
}

/** `[ 72.0  99.5 310.2 111.5]`: x0 y0 x1 y1, all of one width on a page so that columns line up. */
function textBox(box: BBox, page: Page): string {
  const decimals = BOX_DECIMALS[page.unit];
  const width = Math.max(page.width, page.height).toFixed(decimals).length;
  return `[${[box.x0, box.y0, box.x1, box.y1].map((value) => value.toFixed(decimals).padStart(width)).join(' ')}]`;
}
