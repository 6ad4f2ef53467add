import { md5, rc4 } from '@unifex/pdf-common';
import { pdfFile, stream } from './raw-pdf.ts';

const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';

/** Test helper: a document of several pages, with an outline and page labels. */
export function pagesPdf(pages: readonly { content: string; page?: string }[]): Uint8Array {
  const first = 6;
  const number = (i: number): number => first + 2 * i;
  return pdfFile(
    [
      '<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R /PageLabels << /Nums [0 << /S /r >>] >> >>',
      `<< /Type /Pages /Kids [${pages.map((_, i) => `${number(i)} 0 R`).join(' ')}] /Count ${pages.length} >>`,
      FONT,
      '<< /Type /Outlines /First 5 0 R /Last 5 0 R /Count 1 >>',
      `<< /Title (Start) /Parent 4 0 R /Dest [${first} 0 R /XYZ 0 90 0] >>`,
      ...pages.flatMap(({ content, page = '' }, i) => [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents ${number(i) + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> ${page} >>`,
        stream(content),
      ]),
      '<< /Title (Conformance) /CreationDate (D:20240229120000Z) >>',
    ],
    `/Info ${number(pages.length)} 0 R`,
  );
}

/** Test helper: links, a form field, an annotation, rulings, a picture, and text that is not seen. */
export function richPdf(): Uint8Array {
  const content = [
    'BT /F1 10 Tf 10 80 Td (All sorts of things) Tj 3 Tr 0 -12 Td (invisible) Tj 0 Tr ET',
    'BT /F1 10 Tf 300 80 Td (off the page) Tj ET',
    'q 0 0 50 10 re W n BT /F1 10 Tf 10 50 Td (clipped) Tj ET Q',
    '1 w -10 30 m 250 30 l S 0 1 0 rg 150 40 80 20 re f',
    'q 50 0 0 25 -10 35 cm BI /W 2 /H 1 /BPC 8 /CS /G ID ab EI Q',
  ].join('\n');
  return pdfFile([
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] /DA (/F1 10 Tf) /DR << /Font << /F1 5 0 R >> >> >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Annots [6 0 R 7 0 R 8 0 R] /Resources << /Font << /F1 5 0 R >> >> >>',
    stream(content),
    FONT,
    '<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Ada) /Rect [10 5 80 20] /F 4 /DA (/F1 10 Tf) >>',
    '<< /Type /Annot /Subtype /Link /Rect [100 70 260 90] /A << /S /URI /URI (https://example.com/) >> >>',
    '<< /Type /Annot /Subtype /Text /Rect [150 5 170 25] /Contents (a note) /T (Ada) >>',
  ]);
}

/** ISO 32000-2, 7.6.4.3.2, step a. */
const PADDING = '28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a';
const FILE_ID = 'a0a1a2a3a4a5a6a7a8a9aaabacadaeaf';
/** Everything is permitted. */
const PERMISSIONS = -4;

/** Test helper: a page of text, enciphered with RC4 of 40 bits (ISO 32000-2, 7.6.4: /V 1, /R 2). */
export function encryptedPdf(password: string, content: string): Uint8Array {
  const padded = concat(ascii(password), hex(PADDING)).slice(0, 32);
  const owner = rc4(md5(padded).slice(0, 5), padded);
  const flags = Uint8Array.of(PERMISSIONS, PERMISSIONS >> 8, PERMISSIONS >> 16, PERMISSIONS >> 24);
  const key = md5(concat(padded, owner, flags, hex(FILE_ID))).slice(0, 5);
  const user = rc4(key, hex(PADDING));
  const object = 4;
  // Algorithm 1: the key of an object is that of the file with its number and generation.
  const enciphered = rc4(md5(concat(key, Uint8Array.of(object, 0, 0, 0, 0))).slice(0, 10), ascii(content));
  return pdfFile(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents ${object} 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
      stream(String.fromCharCode(...enciphered)),
      FONT,
      `<< /Filter /Standard /V 1 /R 2 /O <${toHex(owner)}> /U <${toHex(user)}> /P ${PERMISSIONS} >>`,
    ],
    `/Encrypt 6 0 R /ID [<${FILE_ID}> <${FILE_ID}>]`,
  );
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

function hex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
