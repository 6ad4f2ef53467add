import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeMediaType, sniffMediaType } from './media-type.ts';

/** Bytes of a text, one for every character (Latin-1). */
function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

function hex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** A local file header of a ZIP archive with an uncompressed entry (APPNOTE.TXT, 4.3.7). */
function zipEntry(name: string, data = ''): string {
  const size = String.fromCharCode(data.length & 255, data.length >> 8, 0, 0);
  return `PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0${size}${size}${String.fromCharCode(name.length, 0)}\0\0${name}${data}`;
}

const OBJECTS = '1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n';

describe('sniffMediaType', () => {
  it.each([
    ['image/png', hex('89504e470d0a1a0a0000000d49484452')],
    ['image/jpeg', hex('ffd8ffe000104a464946')],
    ['image/gif', bytes('GIF89a......')],
    ['image/gif', bytes('GIF87a......')],
    ['image/tiff', hex('49492a0008000000')],
    ['image/tiff', hex('4d4d002a00000008')],
    ['image/tiff', hex('4d4d002b0008')],
    ['image/webp', bytes('RIFF\x10\x20\x30\x40WEBPVP8 ')],
    ['image/bmp', bytes('BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0')],
    ['image/jp2', hex('0000000c6a5020200d0a870a')],
    ['image/jxl', hex('0000000c4a584c200d0a870a')],
    ['image/avif', bytes('\0\0\0\x20ftypavif')],
    ['image/heic', bytes('\0\0\0\x18ftypheic')],
    ['image/svg+xml', bytes('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['image/svg+xml', bytes('<svg/>')],
    ['image/vnd.djvu', bytes('AT&TFORM\0\0')],
    ['image/vnd.adobe.photoshop', bytes('8BPS\0\x01')],
    ['application/pdf', bytes('%PDF-1.7\n')],
    ['application/postscript', bytes('%!PS-Adobe-3.0\n')],
    ['application/postscript', hex('c5d0d3c620000000')],
    ['application/rtf', bytes('{\\rtf1\\ansi hello}')],
    ['application/zip', bytes(zipEntry('notes.txt', 'hello'))],
    ['application/zip', bytes(`PK\x05\x06${'\0'.repeat(18)}`)],
    ['application/epub+zip', bytes(zipEntry('mimetype', 'application/epub+zip') + zipEntry('a'))],
    [
      'application/vnd.oasis.opendocument.text',
      bytes(zipEntry('mimetype', 'application/vnd.oasis.opendocument.text') + zipEntry('content.xml')),
    ],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes(zipEntry('[Content_Types].xml') + zipEntry('word/document.xml')),
    ],
    [
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      bytes(`${zipEntry('[Content_Types].xml')}${'\x01'.repeat(70_000)}xl/workbook.xml`),
    ],
    [
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      bytes(zipEntry('ppt/presentation.xml')),
    ],
    ['application/x-ole-storage', hex('d0cf11e0a1b11ae10000')],
    ['application/gzip', hex('1f8b0800')],
    ['application/x-bzip2', bytes('BZh91AY&SY')],
    ['application/x-xz', hex('fd377a585a0000')],
    ['application/zstd', hex('28b52ffd24')],
    ['application/x-7z-compressed', hex('377abcaf271c0004')],
    ['application/vnd.rar', bytes('Rar!\x1a\x07\x01\0')],
    ['application/x-tar', bytes(`${'a'.repeat(257)}ustar\0`)],
    ['text/html', bytes('<!DOCTYPE html><html></html>')],
    ['text/html', bytes('\n  <!-- one --> <!-- two -->\n<HTML lang="en">')],
    ['text/html', bytes('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>')],
    ['text/xml', bytes('<?xml version="1.0"?><invoice/>')],
    ['text/plain', bytes('just words, and <b>tags</b> in them\r\n\tindented')],
    ['text/plain', bytes('caf\xe9')],
    ['text/plain', bytes('\xef\xbb\xbfwords')],
    ['text/plain', bytes('\xff\xfeh\0i\0')],
    ['text/plain', bytes('<!-- never closed')],
    ['text/plain', bytes('BMW is a car maker in Munich')],
    ['text/plain', bytes('BZh is no archive by itself')],
    ['text/plain', bytes('GIF8 is no picture by itself')],
  ])('knows %s', (mediaType, content) => {
    expect(sniffMediaType(content)).toBe(mediaType);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['zeroes', new Uint8Array(100)],
    ['noise', hex('0102030405060708090a0b0c0d0e0f10')],
    ['a bitmap without its header', bytes('BM\0\x01\x02\x03')],
  ])('does not know %s', (_name, content) => {
    expect(sniffMediaType(content)).toBeUndefined();
  });

  describe('of a PDF', () => {
    it.each([
      ['a byte order mark', '\xef\xbb\xbf%PDF-1.4'],
      ['blanks and line breaks', '\r\n \t\n  %PDF-1.4'],
      ['zeroes', '\0\0\0%PDF-1.4'],
      ['the header of a mail', 'Content-Type: application/pdf\r\n\r\n%PDF-1.4\n'],
      ['binary junk', '\x01\x02\x03\xff%PDF-1.4'],
      ['a thousand bytes of junk', `${'\x01'.repeat(1000)}%PDF-1.4`],
      ['words on its line, where the objects of a PDF follow', `garbage %PDF-1.4\n${OBJECTS}`],
    ])('finds the header behind %s', (_name, content) => {
      expect(sniffMediaType(bytes(content))).toBe('application/pdf');
    });

    it('knows the header of the earliest writers', () => {
      expect(sniffMediaType(bytes('%!PS-Adobe-3.0 PDF-1.3\n'))).toBe('application/pdf');
    });

    it('knows a PDF without a header by its objects', () => {
      expect(sniffMediaType(bytes(OBJECTS))).toBe('application/pdf');
      expect(sniffMediaType(bytes(`\x00\x01binary\n${OBJECTS}`))).toBe('application/pdf');
    });

    it.each([
      ['a text that speaks of a header', 'A PDF begins with %PDF-1.7 and ends with %%EOF.'],
      ['a text that speaks of objects', 'Write 1 0 obj, then a dictionary, then endobj, then the trailer.'],
      ['a web page that speaks of a header', '<!doctype html><title>%PDF-1.7</title>'],
      ['a header far behind the beginning', `${'text '.repeat(300)}%PDF-1.4`],
    ])('does not take %s for one', (_name, content) => {
      expect(sniffMediaType(bytes(content))).toMatch(/^text\//);
    });
  });

  it('does not look at more than it needs: hostile text takes no time', () => {
    for (const content of [
      '<!---->'.repeat(200),
      `${'<!--'.repeat(100)}${'-->'.repeat(100)}`,
      '1'.repeat(1 << 20),
      '1 0 obj\n'.repeat(1 << 17),
      `1${' '.repeat(1 << 20)}`,
      '\n'.repeat(1 << 20),
    ]) {
      const start = performance.now();
      expect(sniffMediaType(bytes(content))).toBe('text/plain');
      // Quadratic or worse would be minutes.
      expect(performance.now() - start).toBeLessThan(5000);
    }
  });

  it('takes any bytes, shared ones too, and leaves them as they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (content) => {
        const before = content.slice();
        const shared = new Uint8Array(new SharedArrayBuffer(content.length));
        shared.set(content);
        expect(sniffMediaType(shared)).toBe(sniffMediaType(content));
        expect(content).toEqual(before);
      }),
    );
    const padded = bytes(`xx%PDF-1.7`);
    expect(sniffMediaType(padded.subarray(2))).toBe('application/pdf');
  });
});

describe('describeMediaType', () => {
  it.each([
    ['application/pdf', 'a PDF (application/pdf)'],
    ['image/jpeg', 'a JPEG image (image/jpeg)'],
    ['image/x-portable-pixmap', 'a file of type image/x-portable-pixmap'],
    ['application/octet-stream', 'a file of an unknown format (application/octet-stream)'],
    ['toString', 'a file of type toString'],
  ])('names %s', (mediaType, name) => {
    expect(describeMediaType(mediaType)).toBe(name);
  });
});
