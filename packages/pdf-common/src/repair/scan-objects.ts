import { Lexer } from '../syntax/lexer.ts';
import type { PdfObject } from '../syntax/objects.ts';

/** An object as it stands in the file, or in one of its object streams. */
export interface FoundObject {
  readonly num: number;
  readonly gen: number;
  /** Where it begins: of two objects of a number the later one is the newer. Of an object of a stream: where that stream begins. */
  readonly offset: number;
  /** Undefined where it does not parse. */
  readonly value: PdfObject | undefined;
  /** The text of an object that stands in an object stream. */
  readonly packed?: Uint8Array;
}

/** Highest number of an object that PDF readers take (ISO 32000-1, annex C, table C.1). */
const MAX_NUMBER = 8_388_607;

const O = 0x6f;
const B = 0x62;
const J = 0x6a;

/**
 * Finds every `12 0 obj` of a file without its cross-reference table, in the order of the file. What looks like one within the data of a
 * stream is found too: it takes the place of an object of the same number only if it parses.
 */
export function scanObjects(bytes: Uint8Array): FoundObject[] {
  const found: FoundObject[] = [];
  for (let at = bytes.indexOf(O); at >= 0; at = bytes.indexOf(O, at + 1)) {
    if (bytes[at + 1] !== B || bytes[at + 2] !== J) continue;
    const head = headBefore(bytes, at);
    if (!head) continue;
    const object = { ...head, value: valueAt(bytes, head.offset) };
    found.push(object);
  }
  return found;
}

/** The objects by number, the newest of each; one that does not parse only where there is no other. */
export function newestObjects(found: readonly FoundObject[]): Map<number, FoundObject> {
  const newest = new Map<number, FoundObject>();
  for (const object of found) {
    const before = newest.get(object.num);
    if (before?.value !== undefined && object.value === undefined) continue;
    if (before && before.value !== undefined && object.offset < before.offset) continue;
    newest.set(object.num, object);
  }
  return newest;
}

/** Reads `12 0 ` backwards from the keyword. */
function headBefore(bytes: Uint8Array, keyword: number): { num: number; gen: number; offset: number } | undefined {
  const gen = numberBefore(bytes, keyword);
  const num = gen && numberBefore(bytes, gen.start);
  // Object 0 is the head of the list of free ones.
  if (!num || num.value === 0 || num.value > MAX_NUMBER) return undefined;
  return { num: num.value, gen: gen.value, offset: num.start };
}

/** The number that ends before a position, white space between. */
function numberBefore(bytes: Uint8Array, end: number): { value: number; start: number } | undefined {
  let at = end;
  while (at > 0 && isWhite(bytes[at - 1]!)) at--;
  if (at === end && isDigit(bytes[end] ?? 0)) return undefined;
  const last = at;
  let value = 0;
  for (let power = 1; at > 0 && isDigit(bytes[at - 1]!); power *= 10) value += power * (bytes[--at]! - 0x30);
  const digits = last - at;
  return digits === 0 || digits > 10 ? undefined : { value, start: at };
}

function valueAt(bytes: Uint8Array, offset: number): PdfObject | undefined {
  try {
    return new Lexer(bytes, offset).indirectObject().value;
  } catch {
    // Cut off or mangled; PDFium may still make something of it.
    return undefined;
  }
}

function isWhite(byte: number): boolean {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9 || byte === 12 || byte === 0;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
