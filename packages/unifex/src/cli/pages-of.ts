import { UnifexError } from '@unifex/core';
import type { PageRange } from './options.ts';
import { resolvePages } from './page-ranges.ts';

/**
 * The pages of a document that the command line asks for: all where it names none.
 * @throws UnifexError `PAGE_OUT_OF_RANGE` for one that the document does not have
 */
export function pagesOf(ranges: readonly PageRange[] | undefined, pageCount: number): number[] {
  if (!ranges) return Array.from({ length: pageCount }, (_, index) => index);
  const resolved = resolvePages(ranges, pageCount);
  if (resolved.ok) return resolved.pages;
  const has = pageCount === 1 ? '1 page (index 0)' : `${pageCount} pages (indices 0 to ${pageCount - 1})`;
  throw new UnifexError(
    'PAGE_OUT_OF_RANGE',
    `--pages asks for index ${resolved.missing}, but the document has ${has}.`,
    { details: { page: resolved.missing, pageCount } },
  );
}
