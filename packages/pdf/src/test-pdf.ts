import type { DocumentReader, Page, Source } from '@unifex/core';
import { pdfBackend } from './backend.ts';

/** Test helper: one page of raw content with Helvetica as /F1 and what else the resources name. */
export function rawPdf(
  content: string,
  options: { page?: string; resources?: string; objects?: string[] } = {},
): Uint8Array {
  const { page = '', resources = '', objects = [] } = options;
  return pdfFile([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> ${resources} >> ${page} >>`,
    stream(content),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...objects,
  ]);
}

/** Test helper: a content stream. @param content a character for each byte */
export function stream(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

/** Test helper: a file of objects, numbered from 1; the first is the catalog. @param bodies a character for each byte */
export function pdfFile(bodies: readonly string[], trailer = ''): Uint8Array {
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

const never = new AbortController().signal;

export function openBytes(bytes: Uint8Array, options: object = {}): Promise<DocumentReader> {
  return pdfBackend.open(sourceOf(bytes), pdfBackend.parseOptions(options), { signal: never });
}

export async function readPage(bytes: Uint8Array, options: object = {}, index = 0): Promise<Page> {
  await using reader = await openBytes(bytes, options);
  return await reader.extractPage(index, { signal: never });
}
