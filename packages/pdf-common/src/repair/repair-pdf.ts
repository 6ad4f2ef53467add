import { PdfName, PdfRef, PdfStream, type PdfObject } from '../syntax/objects.ts';
import { findTrailer } from './find-trailer.ts';
import { loosePages, soundCatalog } from './page-tree.ts';
import { newestObjects, scanObjects, type FoundObject } from './scan-objects.ts';
import { indexOf, isCutOff } from './stream-end.ts';
import { unpackObjects } from './unpack-objects.ts';
import { writeObject } from './write-object.ts';

export interface RepairedPdf {
  readonly bytes: Uint8Array;
  /** What was done, for people: `its cross-reference table was rebuilt from 57 objects`. */
  readonly what: string;
}

const HEADER = new TextEncoder().encode('%PDF-');
/** US Letter, the size that readers take for a page that has lost its own. */
const LETTER: PdfObject = [0, 0, 612, 792];

/**
 * Gives a PDF whose cross-reference table or trailer is lost a new one, by a scan for its objects, and a page tree that is made of the
 * pages that are there where its own is incomplete. What was in the file stays as it was; the rest is appended.
 * @returns undefined where there is no page to be found
 */
export async function repairPdf(source: Uint8Array): Promise<RepairedPdf | undefined> {
  const bytes = source.subarray(Math.max(0, indexOf(source.subarray(0, 1024), HEADER, 0)));
  const found = scanObjects(bytes);
  const trailer = findTrailer(bytes, found);
  // The object streams of an encrypted file cannot be read without its key: PDFium has to find them by itself.
  const packed = trailer.has('Encrypt') ? [] : await unpackObjects(bytes, found);
  const objects = newestObjects([...found, ...packed].sort((a, b) => a.offset - b.offset));
  const file = new Appender(bytes);
  file.closeStream(found);
  for (const { num, packed: text } of objects.values()) if (text) file.add(num, text);

  let root = soundCatalog(objects, trailer.get('Root'));
  let pages = 0;
  if (root === undefined && !trailer.has('Encrypt')) {
    const loose = loosePages(objects);
    if (loose.length === 0) return undefined;
    pages = loose.length;
    root = makeTree(file, loose, highest(objects));
  } else if (root === undefined) {
    const named = trailer.get('Root');
    if (!(named instanceof PdfRef)) return undefined;
    root = named.num;
  }
  trailer.set('Root', new PdfRef(root, 0));
  const count = objects.size;
  const table = `its cross-reference table was rebuilt from the ${count} ${count === 1 ? 'object' : 'objects'} found`;
  const tree = pages === 0 ? '' : `, and its page tree from the ${pages} ${pages === 1 ? 'page' : 'pages'} among them`;
  return { bytes: file.finish(objects, trailer), what: table + tree };
}

function highest(objects: ReadonlyMap<number, FoundObject>): number {
  let result = 0;
  for (const num of objects.keys()) result = Math.max(result, num);
  return result;
}

/** A flat page tree, and a catalog for it. Returns the catalog's number. */
function makeTree(file: Appender, pages: ReturnType<typeof loosePages>, last: number): number {
  const [tree, catalog] = [last + 1, last + 2];
  for (const { num, dict } of pages) {
    dict.set('Parent', new PdfRef(tree, 0));
    if (!dict.has('MediaBox')) dict.set('MediaBox', LETTER);
    file.add(num, writeObject(dict));
  }
  const kids = pages.map(({ num }) => new PdfRef(num, 0));
  const node: [string, PdfObject][] = [
    ['Type', new PdfName('Pages')],
    ['Kids', kids],
    ['Count', kids.length],
  ];
  file.add(tree, writeObject(new Map(node)));
  const entries: [string, PdfObject][] = [
    ['Type', new PdfName('Catalog')],
    ['Pages', new PdfRef(tree, 0)],
  ];
  file.add(catalog, writeObject(new Map(entries)));
  return catalog;
}

/** Bytes that are appended to a file, and where the objects among them are. */
class Appender {
  readonly #parts: Uint8Array[];
  readonly #offsets: Map<number, number> = new Map();
  #size: number;

  constructor(bytes: Uint8Array) {
    this.#parts = [bytes];
    this.#size = bytes.length;
    this.#append('\n');
  }

  /** A stream that the end of the file cuts off would swallow what is appended. */
  closeStream(found: readonly FoundObject[]): void {
    const last = found.at(-1)?.value;
    if (last instanceof PdfStream && isCutOff(this.#parts[0]!, last)) this.#append('endstream\nendobj\n');
  }

  add(num: number, text: string | Uint8Array): void {
    this.#offsets.set(num, this.#size);
    this.#append(`${num} 0 obj\n`);
    this.#append(text);
    this.#append('\nendobj\n');
  }

  /** Appends the table (ISO 32000-2, 7.5.4) and the trailer. */
  finish(objects: ReadonlyMap<number, FoundObject>, trailer: Map<string, PdfObject>): Uint8Array {
    const entries = new Map<number, string>();
    for (const { num, gen, offset } of objects.values()) entries.set(num, entry(offset, gen));
    for (const [num, offset] of this.#offsets) entries.set(num, entry(offset, 0));
    const numbers = [...entries.keys()].sort((a, b) => a - b);
    const start = this.#size;
    this.#append('xref\n0 1\n0000000000 65535 f \n');
    for (let i = 0; i < numbers.length;) {
      const first = numbers[i]!;
      let count = 1;
      while (numbers[i + count] === first + count) count++;
      const lines = Array.from({ length: count }, (_, k) => entries.get(first + k)!);
      this.#append(`${first} ${count}\n${lines.join('')}`);
      i += count;
    }
    trailer.set('Size', (numbers.at(-1) ?? 0) + 1);
    this.#append(`trailer\n${writeObject(trailer)}\nstartxref\n${start}\n%%EOF\n`);
    const result = new Uint8Array(this.#size);
    let at = 0;
    for (const part of this.#parts) {
      result.set(part, at);
      at += part.length;
    }
    return result;
  }

  #append(text: string | Uint8Array): void {
    const part = typeof text === 'string' ? Uint8Array.from(text, (char) => char.charCodeAt(0)) : text;
    this.#parts.push(part);
    this.#size += part.length;
  }
}

function entry(offset: number, gen: number): string {
  return `${String(offset).padStart(10, '0')} ${String(gen).padStart(5, '0')} n \n`;
}
