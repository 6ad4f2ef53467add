import { Lexer } from '../syntax/lexer.ts';
import { nameOf, PdfStream, type PdfDict } from '../syntax/objects.ts';
import { inflateSoFar } from './inflate-so-far.ts';
import { streamEnd } from './stream-end.ts';
import type { FoundObject } from './scan-objects.ts';

/**
 * The objects that stand in the object streams (ISO 32000-2, 7.5.7) among those that were found. Of a stream that is cut off, those that
 * come before the cut.
 */
export async function unpackObjects(bytes: Uint8Array, found: readonly FoundObject[]): Promise<FoundObject[]> {
  const result: FoundObject[] = [];
  for (const { value, offset } of found) {
    if (!(value instanceof PdfStream) || nameOf(value.dict.get('Type')) !== 'ObjStm') continue;
    const packed = bytes.subarray(value.start, streamEnd(bytes, value));
    const unpacked = isPacked(value.dict) ? await inflateSoFar(packed) : packed;
    result.push(...members(unpacked, value.dict, offset));
  }
  return result;
}

/** Other filters than FlateDecode are not used for object streams by any producer that is known. */
function isPacked(dict: PdfDict): boolean {
  return dict.has('Filter');
}

function members(bytes: Uint8Array, dict: PdfDict, offset: number): FoundObject[] {
  const first = dict.get('First');
  const count = dict.get('N');
  if (typeof first !== 'number' || typeof count !== 'number') return [];
  const lexer = new Lexer(bytes);
  const heads: { num: number; start: number }[] = [];
  for (let i = 0; i < count && lexer.at < first; i++) {
    const num = Number(lexer.word());
    const start = first + Number(lexer.word());
    if (!Number.isInteger(num) || !Number.isInteger(start) || start >= bytes.length) break;
    heads.push({ num, start });
  }
  return heads.flatMap(({ num, start }, i) => {
    const value = parse(bytes, start);
    if (value === undefined) return [];
    return [{ num, gen: 0, offset, value, packed: bytes.subarray(start, heads[i + 1]?.start ?? bytes.length) }];
  });
}

function parse(bytes: Uint8Array, start: number): FoundObject['value'] {
  try {
    return new Lexer(bytes, start).object();
  } catch {
    // Behind the cut.
    return undefined;
  }
}
