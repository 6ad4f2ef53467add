import type { DocumentInspection, PageInspection } from '@unifex/core';
import { oneLine } from '../printable.ts';

/** A verdict as people read it: a line for the document, and one for each page. */
export function inspectionText(label: string, { pageCount, pages, kinds, ocrPages }: DocumentInspection): string {
  const counts = Object.entries(kinds).flatMap(([kind, count]) => (count > 0 ? [`${count} ${kind}`] : []));
  const toRead = ocrPages.length === 0 ? 'nothing for OCR' : `OCR has something to read on ${ocrPages.length}`;
  const total = `${pageCount} ${pageCount === 1 ? 'page' : 'pages'}`;
  const head = `=== ${oneLine(label)} (${total}: ${counts.join(', ') || 'none'}; ${toRead}) ===\n`;
  return `${head}${pages.map((page) => pageLine(page, pageCount, ocrPages.includes(page.index))).join('')}\n`;
}

function pageLine({ index, kind, reasons, ocrLayer }: PageInspection, pageCount: number, forOcr: boolean): string {
  const number = String(index + 1).padStart(String(pageCount).length);
  const does = forOcr ? 'OCR' : ocrLayer ? 'OCR layer' : '';
  return `page ${number} (index ${index})  ${kind.padEnd(7)}  ${does.padEnd(9)}  ${oneLine(reasons.join('. '))}\n`;
}
