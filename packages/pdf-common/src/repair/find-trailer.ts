import { Lexer } from '../syntax/lexer.ts';
import { isDict, nameOf, PdfStream, type PdfDict } from '../syntax/objects.ts';
import type { FoundObject } from './scan-objects.ts';
import { indexOf } from './stream-end.ts';

const TRAILER = new TextEncoder().encode('trailer');
/** What of a trailer says something of the document; the rest is about tables that are not used any more. */
const KEPT = ['Root', 'Info', 'ID', 'Encrypt'];

/** All trailers of a file in one, the entries of later ones over those of earlier ones; those of cross-reference streams too. */
export function findTrailer(bytes: Uint8Array, found: readonly FoundObject[]): PdfDict {
  const trailers: { offset: number; dict: PdfDict }[] = [];
  for (let at = indexOf(bytes, TRAILER, 0); at >= 0; at = indexOf(bytes, TRAILER, at + TRAILER.length)) {
    const dict = dictAt(bytes, at + TRAILER.length);
    if (dict) trailers.push({ offset: at, dict });
  }
  for (const { value, offset } of found) {
    if (value instanceof PdfStream && nameOf(value.dict.get('Type')) === 'XRef')
      trailers.push({ offset, dict: value.dict });
  }
  const result: PdfDict = new Map();
  for (const { dict } of trailers.sort((a, b) => a.offset - b.offset)) {
    for (const key of KEPT) {
      const value = dict.get(key);
      if (value !== undefined) result.set(key, value);
    }
  }
  return result;
}

function dictAt(bytes: Uint8Array, at: number): PdfDict | undefined {
  try {
    const value = new Lexer(bytes, at).object();
    return isDict(value) ? value : undefined;
  } catch {
    // The word stands in a text or in a stream, or its dictionary is cut off.
    return undefined;
  }
}
