import type { PageRange } from './options.ts';
import { UsageError } from './usage-error.ts';

const RANGE = /^(\d+)(?:(-)(\d+)?)?$/;

/**
 * Reads `0-3,7,9-`: 0-based page indices and ranges whose two ends are included; a range without an end goes on to the last page.
 *
 * @throws UsageError naming the part that is wrong.
 */
export function parsePageRanges(text: string): PageRange[] {
  return text.split(',').map((part) => parseRange(part.trim(), text));
}

function parseRange(part: string, whole: string): PageRange {
  const match = RANGE.exec(part);
  if (!match) throw wrong(whole, part === '' ? 'has an empty part' : `has "${part}"`);
  const from = toIndex(match[1], whole);
  if (match[2] === undefined) return { from, to: from };
  if (match[3] === undefined) return { from };
  const to = toIndex(match[3], whole);
  if (to < from) throw wrong(whole, `has "${part}", which ends before it starts`);
  return { from, to };
}

function toIndex(digits: string | undefined, whole: string): number {
  const index = Number(digits);
  if (!Number.isSafeInteger(index)) throw wrong(whole, `has "${digits}", which is too large`);
  return index;
}

function wrong(whole: string, what: string): UsageError {
  return new UsageError(`--pages "${whole}" ${what}. Write 0-based page numbers and ranges, such as 0-3,7 or 4-.`);
}

/** The pages that a document has, or the first one asked for that it has not. */
export type ResolvedPages =
  { readonly ok: true; readonly pages: number[] } | { readonly ok: false; readonly missing: number };

/**
 * The indices that the ranges name in a document of `pageCount` pages, in the order written, each once.
 * Nothing is expanded before it is known to exist, so `0-999999999` costs nothing.
 */
export function resolvePages(ranges: readonly PageRange[], pageCount: number): ResolvedPages {
  const pages = new Set<number>();
  for (const { from, to } of ranges) {
    if (from >= pageCount) return { ok: false, missing: from };
    if (to !== undefined && to >= pageCount) return { ok: false, missing: to };
    const last = to ?? pageCount - 1;
    for (let index = from; index <= last; index++) pages.add(index);
  }
  return { ok: true, pages: [...pages] };
}
