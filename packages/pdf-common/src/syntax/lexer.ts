import { PdfName, PdfRef, PdfStream, type PdfDict, type PdfObject } from './objects.ts';

/** Deeper than any producer nests: a file that goes deeper is an attack. */
const MAX_DEPTH = 100;
/** A dictionary of a file that is cut or mangled must not run on for ever. */
const MAX_ITEMS = 1_000_000;

/** The class of each byte (ISO 32000-2, 7.2.3): a regular character, white space or a delimiter. */
const CLASSES = new Uint8Array(256);
const WHITE = 1;
const DELIMITER = 2;
for (const byte of [0, 9, 10, 12, 13, 32]) CLASSES[byte] = WHITE;
for (const char of '()<>[]{}/%') CLASSES[char.charCodeAt(0)] = DELIMITER;
const ESCAPES: Readonly<Record<number, number>> = { 110: 10, 114: 13, 116: 9, 98: 8, 102: 12 };

/** Reads PDF objects out of bytes (ISO 32000-2, 7.2 and 7.3). @throws SyntaxError for what is none */
export class Lexer {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** `12 0 obj …`: the object, and its number. A stream is told from its dictionary, without its bytes. */
  indirectObject(): { num: number; value: PdfObject } {
    const num = Number(this.#token());
    const gen = Number(this.#token());
    if (this.#token() !== 'obj' || !Number.isInteger(num) || !Number.isInteger(gen)) throw this.#error('an object');
    const value = this.object();
    if (!(value instanceof Map)) return { num, value };
    const { at } = this;
    if (this.#token() !== 'stream') {
      this.at = at;
      return { num, value };
    }
    this.#skipLineEnd();
    return { num, value: new PdfStream(value, this.at) };
  }

  /** The keyword of a stream is followed by a line end, which is no part of the data, and some writers put blanks before it. */
  #skipLineEnd(): void {
    let { at } = this;
    while (this.bytes[at] === 0x20 || this.bytes[at] === 0x09) at++;
    if (isLineEnd(this.bytes[at] ?? 0)) this.at = at;
    if (this.bytes[this.at] === 13) this.at++;
    if (this.bytes[this.at] === 10) this.at++;
  }

  object(depth = 0): PdfObject {
    if (depth > MAX_DEPTH) throw this.#error('so deep a nesting');
    this.skipWhite();
    const byte = this.bytes[this.at];
    if (byte === undefined) throw this.#error('an end');
    if (byte === 0x2f) return this.#name();
    if (byte === 0x28) return this.#literal();
    if (byte === 0x5b) return this.#array(depth);
    if (byte === 0x3c) return this.bytes[this.at + 1] === 0x3c ? this.#dict(depth) : this.#hex();
    const token = this.#token();
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    const number = Number(token);
    if (token === '' || Number.isNaN(number)) throw this.#error(`"${token.slice(0, 20)}"`);
    return Number.isInteger(number) && number >= 0 ? this.#reference(number) : number;
  }

  /** The next word: letters, digits, signs. */
  word(): string {
    return this.#token();
  }

  skipWhite(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === 0x25) while (this.at < this.bytes.length && !isLineEnd(this.bytes[this.at]!)) this.at++;
      else if (byte !== undefined && CLASSES[byte] === WHITE) this.at++;
      else return;
    }
  }

  #reference(num: number): PdfObject {
    const { at } = this;
    const gen = this.#token();
    if (/^\d{1,5}$/.test(gen) && this.#token() === 'R') return new PdfRef(num, Number(gen));
    this.at = at;
    return num;
  }

  #token(): string {
    this.skipWhite();
    const from = this.at;
    while (this.at < this.bytes.length && CLASSES[this.bytes[this.at]!] === 0) this.at++;
    let token = '';
    for (let i = from; i < this.at && i < from + 64; i++) token += String.fromCharCode(this.bytes[i]!);
    return token;
  }

  #name(): PdfName {
    this.at++;
    let name = '';
    while (this.at < this.bytes.length) {
      const byte = this.bytes[this.at]!;
      if (CLASSES[byte] !== 0) break;
      const code = byte === 0x23 ? Number.parseInt(latin(this.bytes, this.at + 1, 2), 16) : NaN;
      name += String.fromCharCode(Number.isNaN(code) ? byte : code);
      this.at += Number.isNaN(code) ? 1 : 3;
    }
    return new PdfName(name);
  }

  #array(depth: number): PdfObject[] {
    this.at++;
    const items: PdfObject[] = [];
    for (;;) {
      this.skipWhite();
      if (this.bytes[this.at] === 0x5d) break;
      if (items.length > MAX_ITEMS) throw this.#error('so long an array');
      items.push(this.object(depth + 1));
    }
    this.at++;
    return items;
  }

  #dict(depth: number): PdfDict {
    this.at += 2;
    const dict: PdfDict = new Map();
    for (;;) {
      this.skipWhite();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) break;
      const key = this.object(depth + 1);
      if (!(key instanceof PdfName) || dict.size > MAX_ITEMS) throw this.#error('a key that is no name');
      dict.set(key.name, this.object(depth + 1));
    }
    this.at += 2;
    return dict;
  }

  #hex(): Uint8Array {
    const end = this.bytes.indexOf(0x3e, this.at);
    if (end < 0) throw this.#error('a string without an end');
    const digits = latin(this.bytes, this.at + 1, end - this.at - 1).replace(/[^\da-f]/gi, '');
    this.at = end + 1;
    return Uint8Array.from(digits.match(/..?/g) ?? [], (pair) => Number.parseInt(pair.padEnd(2, '0'), 16));
  }

  #literal(): Uint8Array {
    this.at++;
    const result: number[] = [];
    for (let depth = 1; ; this.at++) {
      let byte = this.bytes[this.at];
      if (byte === undefined) throw this.#error('a string without an end');
      if (byte === 0x5c) {
        const escaped = this.#escape();
        if (escaped !== undefined) result.push(escaped);
        continue;
      }
      if (byte === 0x28) depth++;
      else if (byte === 0x29 && --depth === 0) break;
      else if (byte === 13) {
        // A line end counts as a line feed, however it is written.
        if (this.bytes[this.at + 1] === 10) this.at++;
        byte = 10;
      }
      result.push(byte);
    }
    this.at++;
    return Uint8Array.from(result);
  }

  /** After a backslash; leaves the position on the last byte that belongs to it. */
  #escape(): number | undefined {
    const octal = /^[0-7]{1,3}/.exec(latin(this.bytes, this.at + 1, 3))?.[0];
    if (octal !== undefined) {
      this.at += octal.length;
      return Number.parseInt(octal, 8) & 255;
    }
    this.at++;
    const byte = this.bytes[this.at] ?? 0;
    if (byte === 13 && this.bytes[this.at + 1] === 10) this.at++;
    return isLineEnd(byte) ? undefined : (ESCAPES[byte] ?? byte);
  }

  #error(what: string): SyntaxError {
    return new SyntaxError(`There is ${what} at byte ${this.at} of the file, where a PDF object should be.`);
  }
}

function isLineEnd(byte: number): boolean {
  return byte === 10 || byte === 13;
}

function latin(bytes: Uint8Array, from: number, length: number): string {
  let text = '';
  for (let i = from; i < Math.min(from + length, bytes.length); i++) text += String.fromCharCode(bytes[i]!);
  return text;
}
