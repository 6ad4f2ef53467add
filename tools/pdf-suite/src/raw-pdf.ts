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

export function sourceOf(bytes: Uint8Array): Source {
  return { kind: 'bytes', bytes, info: { mediaType: 'application/pdf', size: bytes.length, name: 'test.pdf' } };
}
