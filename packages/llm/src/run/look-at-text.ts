import type { PageRows } from '../contracts.ts';
import { LOOK_DPI, lookAtRows } from '../grounding/look.ts';
import type { Run } from './settings.ts';

/**
 * The rows of a page after a look at its image, where that may tell more of what a person sees of them. Where no image can be had, they are
 * as they were. @throws UnifexError `ABORTED`
 */
export async function lookAtText(
  { document: { extractor }, grounding, signal }: Run,
  page: number,
  rows: PageRows,
): Promise<PageRows> {
  if (!extractor || !rows.doubtful || grounding === false || grounding.look === false) return rows;
  try {
    return lookAtRows(rows, await extractor.renderPage(page, { dpi: LOOK_DPI, format: 'rgba' }, { signal }));
  } catch (error) {
    if (signal.aborted) throw error;
    // An extractor without images, or a page that it cannot draw: whoever needs the image says so.
    return rows;
  }
}
