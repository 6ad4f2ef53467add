/** PDF objects (ISO 32000-2, 7.3) as plain values: strings are bytes, dictionaries are maps. */
export type PdfObject = null | boolean | number | Uint8Array | PdfName | PdfRef | PdfStream | PdfObject[] | PdfDict;
export type PdfDict = Map<string, PdfObject>;

export class PdfName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export class PdfRef {
  readonly num: number;
  readonly gen: number;
  constructor(num: number, gen: number) {
    this.num = num;
    this.gen = gen;
  }
}

export class PdfStream {
  readonly dict: PdfDict;
  /** Where its packed bytes begin. */
  readonly start: number;
  constructor(dict: PdfDict, start: number) {
    this.dict = dict;
    this.start = start;
  }
}

export function isDict(value: PdfObject | undefined): value is PdfDict {
  return value instanceof Map;
}

/** The name's text; undefined for what is no name. */
export function nameOf(value: PdfObject | undefined): string | undefined {
  return value instanceof PdfName ? value.name : undefined;
}

/** Text of a string object (ISO 32000-2, 7.9.2.2): UTF-16, UTF-8 with a mark, else PDFDocEncoding, of which Latin-1 is the greater part. */
export function textOf(value: PdfObject | undefined): string | undefined {
  if (!(value instanceof Uint8Array)) return undefined;
  if (value[0] === 0xfe && value[1] === 0xff) return new TextDecoder('utf-16be').decode(value.slice(2));
  if (value[0] === 0xff && value[1] === 0xfe) return new TextDecoder('utf-16le').decode(value.slice(2));
  if (value[0] === 0xef && value[1] === 0xbb && value[2] === 0xbf) return new TextDecoder().decode(value.slice(3));
  return Array.from(value, (byte) => PDF_DOC[byte] ?? String.fromCharCode(byte)).join('');
}

/** Where PDFDocEncoding differs from Latin-1 (ISO 32000-2, annex D.3). */
const PDF_DOC: Readonly<Record<number, string>> = Object.fromEntries([
  ...Array.from('˘ˇˆ˙˝˛˚˜', (char, i) => [0x18 + i, char] as const),
  ...Array.from('•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž', (char, i) => [0x80 + i, char] as const),
  [0xa0, '€'],
]);
