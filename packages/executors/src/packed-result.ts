import type { PageResult } from '@unifex/core';
import { packPage, unpackPage, type PackedPage } from './packed-page.ts';

/** The result of a page that was read, with the page packed. */
export interface PackedResult {
  readonly index: number;
  readonly packed: PackedPage;
  readonly durationMs: number;
}

/** The form in which a result travels: packed where it can be. */
export function packResult(result: PageResult): PageResult | PackedResult {
  if (!result.success) return result;
  const packed = packPage(result.page);
  return packed ? { index: result.index, packed, durationMs: result.durationMs } : result;
}

/** What a packed result may hand over instead of copying. */
export function transferOf(result: PageResult | PackedResult): ArrayBuffer[] {
  return 'packed' in result ? [result.packed.numbers.buffer] : [];
}

/** The result that was packed. To be called once. */
export function unpackResult(result: PageResult | PackedResult): PageResult {
  if (!('packed' in result)) return result;
  const { index, packed, durationMs } = result;
  return { index, success: true, page: unpackPage(packed), durationMs };
}
