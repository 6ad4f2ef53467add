/** The entries of /Encrypt that tell how a document is enciphered (ISO 32000-2, tables 20 and 21), and the file's identifier. */
export interface EncryptionDictionary {
  /** /V */
  readonly version: number;
  /** /R */
  readonly revision: number;
  /** In bits. */
  readonly keyLength: number;
  /** /CFM of the crypt filter, from version 4 on. */
  readonly cryptMethod?: string;
  readonly owner: Uint8Array<ArrayBuffer>;
  readonly user: Uint8Array<ArrayBuffer>;
  /** /P, as a signed number of 32 bits. */
  readonly permissions: number;
  readonly encryptMetadata: boolean;
  /** First string of the trailer's /ID. */
  readonly fileId: Uint8Array<ArrayBuffer>;
}

/** An encryption dictionary is a few hundred bytes long; a trailer with its /ID too. */
const WINDOW = 4096;
/** Every revision of a file repeats its trailer; who writes the word more often than this means no good. */
const MAX_TRIES = 100;

/**
 * Finds the encryption dictionary in the bytes of the file, where it stands in the clear and outside of object streams
 * (ISO 32000-2, 7.5.7 and 7.6.2). pdf.js reads it, but does not hand it on.
 * @returns undefined where it is not found (a damaged file)
 */
export function findEncryptionDictionary(bytes: Uint8Array): EncryptionDictionary | undefined {
  // The newest trailer is the last one; a linearized file repeats it at the front.
  let at = lastIndexOf(bytes, '/Encrypt', bytes.length);
  for (let tries = 0; at >= 0 && tries < MAX_TRIES; tries++, at = lastIndexOf(bytes, '/Encrypt', at - 1)) {
    const after = textAt(bytes, at, WINDOW);
    const reference = /^\/Encrypt\s+(\d+)\s+(\d+)\s+R/.exec(after);
    const dictionary = reference
      ? objectAt(bytes, `${reference[1]} ${reference[2]} obj`)
      : /^\/Encrypt\s*(<<[^]*)/.exec(after)?.[1];
    const trailer = textAt(bytes, Math.max(0, at - WINDOW), 2 * WINDOW);
    const parsed = dictionary === undefined ? undefined : parse(dictionary, stringAfter(trailer, /\/ID\s*\[\s*/));
    if (parsed) return parsed;
  }
  return undefined;
}

function parse(text: string, fileId: Uint8Array<ArrayBuffer> | undefined): EncryptionDictionary | undefined {
  const number = (key: string): number | undefined => {
    const found = new RegExp(`/${key}\\s+(-?\\d+)`).exec(text)?.[1];
    return found === undefined ? undefined : Number(found) | 0;
  };
  const version = number('V');
  const revision = number('R');
  const permissions = number('P');
  const owner = stringAfter(text, /\/O\s*(?=[(<])/);
  const user = stringAfter(text, /\/U\s*(?=[(<])/);
  if (version === undefined || revision === undefined || permissions === undefined || !owner || !user) return undefined;
  const cryptMethod = /\/CFM\s*\/(\w+)/.exec(text)?.[1];
  // The crypt filter has a /Length of its own, in bytes.
  const keyLength = version === 1 ? 40 : version >= 4 ? 128 : (number('Length') ?? 40);
  return {
    version,
    revision,
    keyLength,
    ...(cryptMethod === undefined ? {} : { cryptMethod }),
    owner,
    user,
    permissions,
    encryptMetadata: !/\/EncryptMetadata\s+false/.test(text),
    fileId: fileId ?? new Uint8Array(0),
  };
}

/** The newest object of that number, as text with a character for each byte. */
function objectAt(bytes: Uint8Array, header: string): string | undefined {
  let at = lastIndexOf(bytes, header, bytes.length);
  // "12 0 obj" also ends in "2 0 obj".
  while (at > 0 && /\d/.test(String.fromCharCode(bytes[at - 1]!))) at = lastIndexOf(bytes, header, at - 1);
  if (at < 0) return undefined;
  const text = textAt(bytes, at + header.length, WINDOW);
  const end = text.search(/\sendobj\s/);
  return end < 0 ? text : text.slice(0, end);
}

/** The string, in parentheses or hexadecimal, that follows a pattern (ISO 32000-2, 7.3.4). */
function stringAfter(text: string, pattern: RegExp): Uint8Array<ArrayBuffer> | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const from = match.index + match[0].length;
  if (text[from] === '<') {
    const digits = text.slice(from + 1, text.indexOf('>', from)).replace(/[^\da-f]/gi, '');
    return Uint8Array.from(digits.match(/..?/g) ?? [], (pair) => Number.parseInt(pair.padEnd(2, '0'), 16));
  }
  return text[from] === '(' ? literalString(text, from + 1) : undefined;
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

function literalString(text: string, from: number): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (text[i] === '\\') {
      const octal = /^[0-7]{1,3}/.exec(text.slice(i + 1, i + 4))?.[0];
      const lineEnd = /^(?:\r\n|\r|\n)/.exec(text.slice(i + 1, i + 3))?.[0];
      i += octal?.length ?? lineEnd?.length ?? 1;
      if (lineEnd !== undefined) continue;
      code = octal === undefined ? (ESCAPES[text[i]!] ?? text.charCodeAt(i)) : Number.parseInt(octal, 8);
    } else if (text[i] === '(') {
      depth++;
    } else if (text[i] === ')' && --depth === 0) {
      break;
    } else if (text[i] === '\r') {
      // A line end inside a string counts as a line feed, however it is written.
      code = 10;
      if (text[i + 1] === '\n') i++;
    }
    bytes.push(code);
  }
  return Uint8Array.from(bytes);
}

function textAt(bytes: Uint8Array, from: number, length: number): string {
  return Array.from(bytes.subarray(from, from + length), (byte) => String.fromCharCode(byte)).join('');
}

function lastIndexOf(bytes: Uint8Array, text: string, from: number): number {
  // A negative index would count from the end.
  const previous = (before: number): number => (before < 0 ? -1 : bytes.lastIndexOf(text.charCodeAt(0), before));
  for (let at = previous(from); at >= 0; at = previous(at - 1)) {
    let length = 1;
    while (length < text.length && bytes[at + length] === text.charCodeAt(length)) length++;
    if (length === text.length) return at;
  }
  return -1;
}
