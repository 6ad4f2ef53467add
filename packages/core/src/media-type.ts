/** Bytes that are no known format. */
export const UNKNOWN_MEDIA_TYPE = 'application/octet-stream';

/** ISO 32000-1, annex H (implementation note 13): readers accept the header anywhere in the first 1024 bytes. */
const PDF_HEADER_RANGE = 1024;
const PDF_START = Array.from('%PDF-', (char) => char.charCodeAt(0));
/** Where to look for the objects of a PDF that has lost its header. */
const PDF_BODY_RANGE = 1024 * 1024;
/** WHATWG MIME Sniffing, section 5.2: how much of a resource is looked at. */
const TEXT_RANGE = 1445;

/** Signatures at a fixed offset: media type, offset, bytes as hexadecimal with `??` for any byte. */
const SIGNATURES: readonly (readonly [mediaType: string, offset: number, hex: string])[] = [
  ['image/png', 0, '89504e470d0a1a0a'],
  ['image/jpeg', 0, 'ffd8ff'],
  ['image/gif', 0, '474946383761'],
  ['image/gif', 0, '474946383961'],
  ['image/tiff', 0, '49492a00'],
  ['image/tiff', 0, '4d4d002a'],
  ['image/tiff', 0, '49492b00'],
  ['image/tiff', 0, '4d4d002b'],
  ['image/webp', 0, '52494646????????57454250'],
  ['image/jp2', 0, '0000000c6a5020200d0a870a'],
  ['image/jp2', 0, 'ff4fff51'],
  ['image/jxl', 0, '0000000c4a584c200d0a870a'],
  ['image/avif', 4, '6674797061766966'],
  ['image/avif', 4, '6674797061766973'],
  ['image/heic', 4, '6674797068656963'],
  ['image/heic', 4, '6674797068656978'],
  ['image/heic', 4, '667479706d696631'],
  ['image/vnd.djvu', 0, '41542654464f524d'],
  ['image/vnd.adobe.photoshop', 0, '38425053'],
  ['application/x-ole-storage', 0, 'd0cf11e0a1b11ae1'],
  ['application/gzip', 0, '1f8b'],
  ['application/x-bzip2', 0, '425a68??314159265359'],
  ['application/x-xz', 0, 'fd377a585a00'],
  ['application/zstd', 0, '28b52ffd'],
  ['application/x-7z-compressed', 0, '377abcaf271c'],
  ['application/vnd.rar', 0, '526172211a07'],
  ['application/x-tar', 257, '7573746172'],
  ['application/rtf', 0, '7b5c727466'],
  // PostScript with a preview for DOS (Adobe Technical Note 5002, section 5.2).
  ['application/postscript', 0, 'c5d0d3c6'],
];

const SIGNATURE_BYTES = SIGNATURES.map(([mediaType, offset, hex]) => ({
  mediaType,
  offset,
  bytes: (hex.match(/../g) ?? []).map((pair) => (pair === '??' ? -1 : Number.parseInt(pair, 16))),
}));

/** How a message names a media type. */
const NAMES: Readonly<Record<string, string>> = {
  'application/pdf': 'a PDF',
  'image/png': 'a PNG image',
  'image/jpeg': 'a JPEG image',
  'image/gif': 'a GIF image',
  'image/tiff': 'a TIFF image',
  'image/webp': 'a WebP image',
  'image/bmp': 'a BMP image',
  'image/jp2': 'a JPEG 2000 image',
  'image/jxl': 'a JPEG XL image',
  'image/avif': 'an AVIF image',
  'image/heic': 'a HEIC image',
  'image/vnd.djvu': 'a DjVu document',
  'image/vnd.adobe.photoshop': 'a Photoshop image',
  'text/plain': 'plain text',
  'text/html': 'an HTML page',
  'text/xml': 'an XML file',
  'image/svg+xml': 'an SVG drawing',
  'application/rtf': 'an RTF document',
  'application/postscript': 'a PostScript file',
  'application/zip': 'a ZIP archive',
  'application/gzip': 'a gzip archive',
  'application/x-tar': 'a tar archive',
  'application/x-bzip2': 'a bzip2 archive',
  'application/x-xz': 'an xz archive',
  'application/zstd': 'a Zstandard archive',
  'application/x-7z-compressed': 'a 7-Zip archive',
  'application/vnd.rar': 'a RAR archive',
  'application/epub+zip': 'an EPUB book',
  'application/x-ole-storage': 'an older Office document (doc, xls, ppt, msg)',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'a Word document (docx)',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'an Excel workbook (xlsx)',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'a PowerPoint presentation (pptx)',
  'application/octet-stream': 'a file of an unknown format',
};

/** A media type for people: `a PNG image (image/png)`, `a file of type application/wasm`. */
export function describeMediaType(mediaType: string): string {
  const known = Object.hasOwn(NAMES, mediaType) ? NAMES[mediaType] : undefined;
  return known === undefined ? `a file of type ${mediaType}` : `${known} (${mediaType})`;
}

/**
 * What the bytes are, by the bytes alone: a name or a header may be wrong. A PDF is recognised with junk before its header,
 * and, when there is no header, by its objects.
 * @returns undefined when they are no known format
 */
export function sniffMediaType(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return undefined;
  for (const signature of SIGNATURE_BYTES) {
    if (signature.bytes.every((byte, i) => byte === -1 || bytes[signature.offset + i] === byte)) {
      return signature.mediaType;
    }
  }
  // What hasPdfHeader would find, of most PDFs without making text of their beginning.
  if (PDF_START.every((byte, i) => bytes[i] === byte)) return 'application/pdf';
  const head = latin1(bytes, 0, PDF_HEADER_RANGE);
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return sniffZip(bytes);
  if (isBitmap(bytes)) return 'image/bmp';
  if (hasPdfHeader(head)) return 'application/pdf';
  if (head.startsWith('%!PS')) return 'application/postscript';
  const text = sniffText(bytes);
  if (text === undefined && head.includes('%PDF-')) return 'application/pdf';
  return hasPdfObjects(bytes, text !== undefined) ? 'application/pdf' : text;
}

/**
 * A header that begins a line, with nothing before it on that line but a byte order mark and blanks: text may speak of `%PDF-`.
 * The second form is that of the earliest writers: `%!PS-Adobe-3.0 PDF-1.3`.
 */
function hasPdfHeader(head: string): boolean {
  return /(?:^|[\r\n])(?:\xef\xbb\xbf)?[\0\t\f ]*(?:%PDF-|%!PS-Adobe-\d\.\d PDF-\d)/.test(head);
}

/** Windows bitmaps: `BM`, and a known size of the header that follows the 14 bytes of the file header. */
function isBitmap(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x42 || bytes[1] !== 0x4d || bytes.length < 26) return false;
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(bytes[14] ?? 0) && bytes[15] === 0 && bytes[16] === 0;
}

/** Office documents and books are ZIP archives: the names of their entries, and ODF's uncompressed first entry, tell. */
function sniffZip(bytes: Uint8Array): string {
  const head = latin1(bytes, 0, 4096);
  const declared = /^.{26}\x08\x00..mimetype(application\/[\w.+-]+?)(?:PK|$)/s.exec(head)?.[1];
  if (declared !== undefined) return declared;
  const tail = latin1(bytes, Math.max(0, bytes.length - 65_536), bytes.length);
  for (const names of [head, tail]) {
    const office = 'application/vnd.openxmlformats-officedocument.';
    if (names.includes('word/document')) return `${office}wordprocessingml.document`;
    if (names.includes('xl/workbook')) return `${office}spreadsheetml.sheet`;
    if (names.includes('ppt/presentation')) return `${office}presentationml.presentation`;
  }
  return 'application/zip';
}

/** Text holds no binary data byte (WHATWG MIME Sniffing, section 3) and may begin with a byte order mark. */
function sniffText(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes;
  const utf16 = (a === 0xfe && b === 0xff) || (a === 0xff && b === 0xfe);
  if (utf16) return 'text/plain';
  const marked = a === 0xef && b === 0xbb && c === 0xbf;
  const end = Math.min(bytes.length, TEXT_RANGE);
  for (let i = marked ? 3 : 0; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte <= 0x08 || byte === 0x0b || (byte >= 0x0e && byte <= 0x1a) || (byte >= 0x1c && byte <= 0x1f)) {
      return undefined;
    }
  }
  const start = withoutComments(latin1(bytes, marked ? 3 : 0, TEXT_RANGE).toLowerCase());
  if (/^<(!doctype html|html|head|body|script|table|title|div)\b/.test(start)) return 'text/html';
  if (/^<\?xml\b/.test(start)) {
    if (/<svg\b/.test(start)) return 'image/svg+xml';
    return /<html\b/.test(start) ? 'text/html' : 'text/xml';
  }
  return start.startsWith('<svg') ? 'image/svg+xml' : 'text/plain';
}

/** Without white space and comments at its beginning. */
function withoutComments(text: string): string {
  let rest = text.trimStart();
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->', 4);
    if (end === -1) return rest;
    rest = rest.slice(end + 3).trimStart();
  }
  return rest;
}

/** A PDF without a header still has its objects. Of text, the lines must be those of a PDF: prose may speak of PDF objects. */
function hasPdfObjects(bytes: Uint8Array, isText: boolean): boolean {
  const body = latin1(bytes, 0, PDF_BODY_RANGE);
  if (!/(^|\s)\d+\s+\d+\s+obj\b/.test(body) || !/\bendobj\b/.test(body)) return false;
  return (
    !isText ||
    (/^\d+\s+\d+\s+obj\b/m.test(body) && /^endobj\b/m.test(body) && /^(xref|startxref|trailer)\b/m.test(body))
  );
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  // TextDecoder takes no shared memory in browsers, and `slice` copies onto memory that is not.
  return new TextDecoder('latin1').decode(new Uint8Array(bytes.subarray(start, end)));
}
