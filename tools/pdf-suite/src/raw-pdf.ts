import type { Source } from '@unifex/core';

export interface RawPdfOptions {
  /** Further entries of the page, of its resources, of the catalogue and of the trailer. */
  page?: string;
  resources?: string;
  catalog?: string;
  trailer?: string;
  /** Bodies of further objects, numbered from 6 on. */
  objects?: readonly string[];
  /** Numbers of further objects that are pages. */
  pages?: readonly number[];
}

/** A document whose first page has this content, 200 by 100 points, with Helvetica as /F1. One character a byte. */
export function rawPdf(content: string, options: RawPdfOptions = {}): Uint8Array<ArrayBuffer> {
  const { page = '', resources = '', catalog = '', trailer = '', objects = [], pages = [] } = options;
  const kids = [3, ...pages].map((number) => `${number} 0 R`);
  return pdfFile(
    [
      `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> ${resources} >> ${page} >>`,
      stream(content),
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
      ...objects,
    ],
    trailer,
  );
}

/** The body of a stream object. */
export function stream(content: string, entries = ''): string {
  return `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`;
}

/** A file of these objects, numbered from 1 on; the first one is the catalogue. */
export function pdfFile(bodies: readonly string[], trailer = ''): Uint8Array<ArrayBuffer> {
  let file = '%PDF-1.7\n';
  const offsets: number[] = [];
  bodies.forEach((body, i) => {
    offsets.push(file.length);
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
  });
  const xref = file.length;
  file += `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) file += `${String(offset).padStart(10, '0')} 00000 n \n`;
  file += `trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${xref}\n%%EOF\n`;
  return Uint8Array.from(file, (char) => char.charCodeAt(0));
}

/** A document of so many pages (a multiple of 100), each with a line of text and two kilobytes of its own, in a tree of two levels. */
export function longPdf(pages: number): Uint8Array<ArrayBuffer> {
  const perNode = 100;
  const kids = Array.from({ length: pages / perNode }, (_, node) => `${4 + node} 0 R`);
  const first = 4 + kids.length;
  const nodeOf = (page: number): string => `${4 + Math.floor(page / perNode)} 0 R`;
  const content = stream(`BT /F1 10 Tf 10 50 Td (one of many) Tj ET ${' '.repeat(2000)}`);
  return pdfFile([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages} /MediaBox [0 0 200 100] /Resources << /Font << /F1 3 0 R >> >> >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...kids.map((_, node) => {
      const children = Array.from({ length: perNode }, (_, i) => `${first + (node * perNode + i) * 2} 0 R`);
      return `<< /Type /Pages /Parent 2 0 R /Count ${perNode} /Kids [${children.join(' ')}] >>`;
    }),
    ...Array.from({ length: pages }, (_, page) => [
      `<< /Type /Page /Parent ${nodeOf(page)} /Contents ${first + page * 2 + 1} 0 R >>`,
      content,
    ]).flat(),
  ]);
}

export function sourceOf(bytes: Uint8Array): Source {
  return { kind: 'bytes', bytes, info: { mediaType: 'application/pdf', size: bytes.length, name: 'test.pdf' } };
}
