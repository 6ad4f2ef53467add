import { isDict, Lexer, nameOf, PdfRef, PdfStream, type PdfDict, type PdfObject } from '@unifex/pdf-common/syntax';
import { unpack } from './streams.ts';

/** Where an object is: at a byte of the file, or the nth of an object stream. */
type Place = { readonly offset: number } | { readonly stream: number; readonly index: number };

interface ObjectStream {
  readonly bytes: Uint8Array;
  /** Number and offset of each of its objects. */
  readonly objects: readonly (readonly [num: number, offset: number])[];
}

/** A file of more objects than this is not read. */
const MAX_OBJECTS = 8_400_000;
const STARTXREF = Array.from('startxref', (char) => char.charCodeAt(0));
/** How far from the end of the file its last `startxref` is looked for, in bytes. */
const TAIL = 2048;

/**
 * The objects of an unencrypted, undamaged PDF file, read when they are asked for (ISO 32000-2, 7.5). PDFium reads them too, but its
 * interface does not hand them out; this is for what it keeps to itself.
 */
export class PdfFile {
  readonly #bytes: Uint8Array;
  readonly #places = new Map<number, Place>();
  readonly #streams = new Map<number, Promise<ObjectStream>>();
  trailer: PdfDict = new Map();

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Reads the cross-reference tables. @throws Error for a file that has none to be read */
  static async open(bytes: Uint8Array): Promise<PdfFile> {
    const file = new PdfFile(bytes);
    await file.#readTables();
    return file;
  }

  async catalog(): Promise<PdfDict> {
    const root = await this.resolve(this.trailer.get('Root'));
    if (!isDict(root)) throw new Error('The file has no catalog.');
    return root;
  }

  /** Follows a reference; what is none comes back as it is, what is not there as null. */
  async resolve(value: PdfObject | undefined): Promise<PdfObject> {
    let current = value ?? null;
    for (let steps = 0; current instanceof PdfRef && steps < 20; steps++) current = await this.object(current.num);
    return current instanceof PdfRef ? null : current;
  }

  /** A value of a dictionary, its reference followed. */
  async get(dict: PdfObject | undefined, ...keys: readonly string[]): Promise<PdfObject> {
    let current: PdfObject = dict ?? null;
    for (const key of keys) {
      const holder = await this.resolve(current);
      current = isDict(holder)
        ? (holder.get(key) ?? null)
        : holder instanceof PdfStream
          ? (holder.dict.get(key) ?? null)
          : null;
    }
    return this.resolve(current);
  }

  /** An object by its number; null for one that is not there or cannot be read. */
  async object(num: number): Promise<PdfObject> {
    try {
      return await this.#read(num);
    } catch (error) {
      if (error instanceof Error) return null;
      throw error;
    }
  }

  async #read(num: number): Promise<PdfObject> {
    const place = this.#places.get(num);
    if (!place) return null;
    if ('offset' in place) {
      const found = new Lexer(this.#bytes, place.offset).indirectObject();
      if (found.num !== num) throw new Error(`Object ${num} is not where the file says it is.`);
      return found.value;
    }
    const { bytes, objects } = await this.#objectStream(place.stream);
    const entry = objects[place.index]?.[0] === num ? objects[place.index] : objects.find(([other]) => other === num);
    return entry ? new Lexer(bytes, entry[1]).object() : null;
  }

  /** The data of a stream. @throws Error where it is packed in a way that is not known here */
  async data(stream: PdfStream): Promise<Uint8Array> {
    return unpack(await this.packed(stream), stream.dict);
  }

  /** The data of a stream as they are in the file. @throws Error for a stream without a length */
  async packed(stream: PdfStream): Promise<Uint8Array> {
    const length = await this.resolve(stream.dict.get('Length'));
    if (typeof length !== 'number') throw new Error('A stream has no length.');
    return this.#bytes.subarray(stream.start, stream.start + length);
  }

  /** The newest table is the one that the end of the file names; each names the one before it. */
  async #readTables(): Promise<void> {
    let next: PdfObject = this.#lastTable();
    const seen = new Set<number>();
    while (typeof next === 'number' && !seen.has(next)) {
      seen.add(next);
      const trailer: PdfDict = await this.#readTable(next);
      for (const [key, value] of trailer) if (!this.trailer.has(key)) this.trailer.set(key, value);
      const hidden = trailer.get('XRefStm');
      if (typeof hidden === 'number' && !seen.has(hidden)) await this.#readTable(hidden);
      next = trailer.get('Prev') ?? null;
    }
    if (!this.trailer.has('Root')) throw new Error('The file has no cross-reference table that leads to its catalog.');
  }

  /** What the last `startxref` of the file says: where the newest table is. NaN where there is none. */
  #lastTable(): number {
    const bytes = this.#bytes;
    for (let at = bytes.length - STARTXREF.length; at >= 0 && at > bytes.length - TAIL; at--) {
      if (!STARTXREF.every((byte, i) => bytes[at + i] === byte)) continue;
      const place = new Lexer(bytes, at + STARTXREF.length).word();
      return /^\d+$/.test(place) ? Number(place) : NaN;
    }
    return NaN;
  }

  async #readTable(offset: number): Promise<PdfDict> {
    const lexer = new Lexer(this.#bytes, offset);
    lexer.skipWhite();
    const isTable = this.#bytes[lexer.at] === 0x78;
    return isTable ? this.#readClassicTable(lexer) : this.#readStreamTable(lexer);
  }

  #readClassicTable(lexer: Lexer): PdfDict {
    lexer.word();
    for (;;) {
      const word = lexer.word();
      if (word === 'trailer') break;
      const first = Number(word);
      const count = Number(lexer.word());
      if (word === '' || !(Number.isInteger(first) && count <= MAX_OBJECTS))
        throw new Error('The cross-reference table is damaged.');
      for (let i = 0; i < count; i++) {
        const entry = this.#readEntry(lexer);
        if (entry) {
          if (entry.used) this.#add(first + i, { offset: entry.offset });
          continue;
        }
        const offset = Number(lexer.word());
        const generation = lexer.word();
        if (generation === '') throw new Error('The cross-reference table is cut off.');
        if (lexer.word() === 'n') this.#add(first + i, { offset });
      }
    }
    const trailer = lexer.object();
    if (!isDict(trailer)) throw new Error('The file has no trailer.');
    return trailer;
  }

  /**
   * The next entry of a table that is written as the standard has it, 20 bytes long: `0000000016 00000 n` and a line end (ISO 32000-2,
   * 7.5.4). A table has as many of them as the file has objects.
   * @returns undefined for one that is written otherwise: there is white space before it, or digits are missing
   */
  #readEntry(lexer: Lexer): { offset: number; used: boolean } | undefined {
    const { bytes } = lexer;
    lexer.skipWhite();
    const { at } = lexer;
    const kind = bytes[at + 17];
    if (bytes[at + 10] !== 0x20 || bytes[at + 16] !== 0x20 || (kind !== 0x6e && kind !== 0x66)) return undefined;
    let offset = 0;
    for (let i = at; i < at + 16; i++) {
      const digit = bytes[i]! - 0x30;
      if (i === at + 10) continue;
      if (digit < 0 || digit > 9) return undefined;
      if (i < at + 10) offset = offset * 10 + digit;
    }
    lexer.at = at + 18;
    return { offset, used: kind === 0x6e };
  }

  /** ISO 32000-2, 7.5.8. */
  async #readStreamTable(lexer: Lexer): Promise<PdfDict> {
    const { value } = lexer.indirectObject();
    if (!(value instanceof PdfStream) || nameOf(value.dict.get('Type')) !== 'XRef')
      throw new Error('The file has no cross-reference table.');
    const bytes = await this.data(value);
    const { dict } = value;
    const [w0 = 0, w1 = 0, w2 = 0] = numbers(dict.get('W'));
    const size = dict.get('Size');
    const ranges = dict.has('Index') ? numbers(dict.get('Index')) : [0, typeof size === 'number' ? size : 0];
    let at = 0;
    const field = (width: number): number => {
      let result = 0;
      for (let i = 0; i < width; i++) result = result * 256 + (bytes[at++] ?? 0);
      return result;
    };
    for (let r = 0; r + 1 < ranges.length; r += 2) {
      for (let i = 0; i < ranges[r + 1]! && at < bytes.length; i++) {
        const type = w0 === 0 ? 1 : field(w0);
        const second = field(w1);
        const third = field(w2);
        const num = ranges[r]! + i;
        if (type === 1) this.#add(num, { offset: second });
        else if (type === 2) this.#add(num, { stream: second, index: third });
        else this.#add(num, undefined);
      }
    }
    return dict;
  }

  /** The first that is found is the newest. An object that was deleted stays deleted. */
  #add(num: number, place: Place | undefined): void {
    if (this.#places.has(num)) return;
    if (this.#places.size > MAX_OBJECTS) throw new Error('The file has more objects than can be.');
    if (place) this.#places.set(num, place);
  }

  async #objectStream(num: number): Promise<ObjectStream> {
    let stream = this.#streams.get(num);
    if (!stream) this.#streams.set(num, (stream = this.#readObjectStream(num)));
    return stream;
  }

  async #readObjectStream(num: number): Promise<ObjectStream> {
    const place = this.#places.get(num);
    const value = place && 'offset' in place ? await this.object(num) : null;
    if (!(value instanceof PdfStream)) throw new Error(`Object stream ${num} is missing.`);
    const bytes = await this.data(value);
    const first = await this.resolve(value.dict.get('First'));
    const count = await this.resolve(value.dict.get('N'));
    if (typeof first !== 'number' || typeof count !== 'number') throw new Error(`Object stream ${num} is damaged.`);
    const lexer = new Lexer(bytes);
    const objects: [number, number][] = [];
    for (let i = 0; i < count && lexer.at < first; i++) {
      objects.push([Number(lexer.word()), first + Number(lexer.word())]);
    }
    return { bytes, objects };
  }
}

function numbers(value: PdfObject | undefined): number[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'number') : [];
}
