import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createExtractor, type Page, type TextBlock } from '@unifex/core';
import { pdfBackend } from '@unifex/pdf';
import { ROOT } from '../root.ts';

/** Where the pictures of the pages are. */
export const IMAGES: string = join(ROOT, 'docs/images');
/** The document on the pictures, and how much of its first page the first one shows, in points. */
export const PICTURED: string = join(ROOT, 'samples/invoice.pdf');
export const SHOWN_HEIGHT = 452;
const MEASURED_TEXT = 'Invoice HV-2026-0412';

export async function picturedPage(): Promise<Page> {
  await using extractor = await createExtractor(readFileSync(PICTURED), pdfBackend);
  for await (const page of extractor.pages({ pages: [0] })) return page;
  throw new Error(`${PICTURED} has no page.`);
}

/** The block whose place the picture of the coordinates explains. */
export function measuredBlock(page: Page): TextBlock {
  const found = page.texts.find(({ text }) => text === MEASURED_TEXT);
  if (!found) throw new Error(`There is no line "${MEASURED_TEXT}" on ${PICTURED}.`);
  return found;
}
