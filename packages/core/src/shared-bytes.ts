import { UnifexError } from './errors.ts';

/** Default limit for the size of a source: 2 GiB. */
export const DEFAULT_MAX_BYTES: number = 2 ** 31;

/**
 * Zeroed bytes on a SharedArrayBuffer, which worker threads can see without a copy; on an ArrayBuffer where the platform
 * has none (a web page that is not cross-origin isolated).
 */
export function allocateShared(size: number): Uint8Array {
  return new Uint8Array(typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(size) : new SharedArrayBuffer(size));
}

/** True when the bytes stand on shared memory already. */
export function isShared(bytes: Uint8Array): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && bytes.buffer instanceof SharedArrayBuffer;
}

/** The same bytes on shared memory, as a plain Uint8Array; copied only when they are not there yet. */
export function toShared(bytes: Uint8Array): Uint8Array {
  if (isShared(bytes)) {
    // Engines refuse a Buffer, which is a Uint8Array with methods of its own.
    return Object.getPrototypeOf(bytes) === Uint8Array.prototype
      ? bytes
      : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  const shared = allocateShared(bytes.length);
  shared.set(bytes);
  return shared;
}

/** @throws UnifexError `SOURCE_TOO_LARGE` */
export function checkSize(size: number, maxBytes: number, what: string, atLeast = false): void {
  if (size <= maxBytes) return;
  throw new UnifexError(
    'SOURCE_TOO_LARGE',
    `${what} has ${atLeast ? 'more than ' : ''}${atLeast ? maxBytes : size} bytes; the limit is ${maxBytes}. Raise the source option \`maxBytes\` to read it.`,
    { details: { maxBytes, ...(atLeast ? {} : { size }) } },
  );
}

/** Gathers chunks of a stream into one shared buffer, without a second copy where the size is known beforehand. */
export class ByteCollector {
  readonly #maxBytes: number;
  readonly #what: string;
  readonly #expected: Uint8Array;
  #filled = 0;
  #size = 0;
  readonly #spill: Uint8Array[] = [];

  /** @param expected size that was announced, 0 when unknown. More or less may arrive. */
  constructor(what: string, maxBytes: number, expected = 0) {
    checkSize(expected, maxBytes, what);
    this.#what = what;
    this.#maxBytes = maxBytes;
    this.#expected = allocateShared(expected);
  }

  /** @throws UnifexError `SOURCE_TOO_LARGE` */
  add(chunk: Uint8Array): void {
    this.#size += chunk.length;
    checkSize(this.#size, this.#maxBytes, this.#what, true);
    const room = Math.min(chunk.length, this.#expected.length - this.#filled);
    this.#expected.set(room === chunk.length ? chunk : chunk.subarray(0, room), this.#filled);
    this.#filled += room;
    // A stream may reuse its chunk's memory for the next one.
    if (room < chunk.length) this.#spill.push(chunk.slice(room));
  }

  finish(): Uint8Array {
    if (this.#spill.length === 0 && this.#filled === this.#expected.length) return this.#expected;
    const bytes = allocateShared(this.#size);
    bytes.set(this.#expected.subarray(0, this.#filled));
    let offset = this.#filled;
    for (const chunk of this.#spill) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    return bytes;
  }
}
