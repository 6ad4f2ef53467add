import type { SchemaDialect } from '../adapter.ts';
import type { DocumentModeOptions } from '../types.ts';
import { approxImageTokens, approxTextTokens } from './approx-tokens.ts';
import type { PageText } from './page-content.ts';
import type { Run } from './settings.ts';

/** More images in a request than this are refused or scaled down by some vendors. */
const MAX_IMAGES = 20;
/** Of a page whose size is not known: A4. */
const USUAL_SIZE = { width: 595, height: 842 };

/** About how many tokens a page takes in a request. */
export function approxPageTokens(run: Run, { rows, size = USUAL_SIZE }: PageText): number {
  const { input, image, asking } = run;
  const shown = rows?.rows.filter((row) => row.hidden === undefined) ?? [];
  const withText = input === 'text' || input === 'image+text' || (input === 'auto' && asking.schema.cites);
  const text = withText ? approxTextTokens(shown.map(({ id, text: line }) => `${id}| ${line}\n`).join('')) : 0;
  if (input === 'text') return text;
  return text + imageTokens(asking.transport.adapter.dialect, size, image.dpi, image.maxDimension);
}

function imageTokens(
  dialect: SchemaDialect,
  { width, height }: { readonly width: number; readonly height: number },
  dpi: number,
  maxDimension: number,
): number {
  const scale = Math.min(dpi / 72, maxDimension / Math.max(width, height));
  return approxImageTokens(dialect, width * scale, height * scale);
}

/** Approximate tokens of one request, where the caller says nothing. */
const DEFAULT_BUDGET = 60_000;
const DEFAULT_OVERLAP = 1;

/** The windows of a document: indices into `tokens`, which are those of its pages. A PDF that goes along whole is one. */
export function planWindows(
  { input }: Pick<Run, 'input'>,
  tokens: readonly number[],
  {
    tokenBudget = DEFAULT_BUDGET,
    overlap = DEFAULT_OVERLAP,
  }: Pick<Partial<DocumentModeOptions>, 'tokenBudget' | 'overlap'>,
): number[][] {
  if (input === 'pdf') return [tokens.map((_, i) => i)];
  return packWindows(tokens, tokenBudget, overlap, input !== 'text');
}

/**
 * Packs pages into windows, in order: as many as fit into the budget, at least one; neighbours share `overlap` pages, so that a
 * table that goes over a page's end is seen whole once.
 * @param tokens of each page
 * @returns indices into `tokens`
 */
export function packWindows(tokens: readonly number[], budget: number, overlap: number, images: boolean): number[][] {
  const windows: number[][] = [];
  let start = 0;
  while (start < tokens.length) {
    const window = [start];
    let sum = tokens[start]!;
    for (let next = start + 1; next < tokens.length; next += 1) {
      if (sum + tokens[next]! > budget || (images && window.length >= MAX_IMAGES)) break;
      sum += tokens[next]!;
      window.push(next);
    }
    windows.push(window);
    const end = start + window.length;
    if (end >= tokens.length) break;
    // Never back to where this window began, however small it is.
    start = Math.max(end - overlap, start + 1);
  }
  return windows;
}
