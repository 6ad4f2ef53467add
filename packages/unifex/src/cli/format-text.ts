import type { BBox, Page, PageResult, TextBlock, Unit } from '@unifex/core';
import { oneLine, printable } from './printable.ts';

const UNIT_SIGNS: Record<Unit, string> = { points: 'pt', pixels: 'px', inches: 'in', normalized: '' };
// About a hundredth of a millimetre in each unit: more is noise of the arithmetic.
const BOX_DECIMALS: Record<Unit, number> = { points: 1, pixels: 1, inches: 3, normalized: 4 };

/** The line above a document, where several are printed one after another. */
export function textDocumentHeader(label: string, pageCount: number): string {
  return `=== ${oneLine(label)} (${pageCount} ${pageCount === 1 ? 'page' : 'pages'}) ===\n`;
}

/**
 * A page as text: a header line, then one block a line, then an empty line. A failed page keeps its header, with the code of its error,
 * so that nobody takes the page for an empty one.
 */
export function textPage(result: PageResult, pageCount: number, boxes: boolean): string {
  const number = `page ${result.index + 1} of ${pageCount}`;
  if (!result.success) return `--- ${number} (index ${result.index}, failed: ${result.error.code}) ---\n\n`;
  const { page } = result;
  const lines = page.texts.filter(isSeen).map((block) => textLine(block, page, boxes));
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

function textLine(block: TextBlock, page: Page, boxes: boolean): string {
  return boxes ? `${textBox(block.bbox, page)} ${oneLine(block.text)}` : printable(block.text).replace(/\n+$/, '');
}

/** `[ 72.0  99.5 310.2 111.5]`: x0 y0 x1 y1, all of one width on a page so that columns line up. */
function textBox(box: BBox, page: Page): string {
  const decimals = BOX_DECIMALS[page.unit];
  const width = Math.max(page.width, page.height).toFixed(decimals).length;
  return `[${[box.x0, box.y0, box.x1, box.y1].map((value) => value.toFixed(decimals).padStart(width)).join(' ')}]`;
}
