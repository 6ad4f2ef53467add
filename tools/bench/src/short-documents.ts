import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import { drawPage } from './long-document.ts';
import { BENCH_FOLDER } from './paths.ts';

/** Generates PDFs of 1, 2 or 3 pages, no two alike, once. Returns their paths. */
export async function shortDocuments(count: number): Promise<string[]> {
  const folder = join(BENCH_FOLDER, `short-${count}`);
  const names = Array.from({ length: count }, (_, index) => `${String(index).padStart(4, '0')}.pdf`);
  if (!existsSync(folder)) {
    const part = `${folder}.${process.pid}.part`;
    await rm(part, { recursive: true, force: true });
    await mkdir(part, { recursive: true });
    for (const [index, name] of names.entries()) await write(join(part, name), index * 3, (index % 3) + 1);
    await rename(part, folder);
  }
  return names.map((name) => join(folder, name));
}

async function write(path: string, first: number, pages: number): Promise<void> {
  const document = new PDFDocument({ autoFirstPage: false, size: 'A4', margin: 60 });
  const file = document.pipe(createWriteStream(path));
  for (let page = first; page < first + pages; page++) {
    document.addPage();
    drawPage(document, page);
  }
  document.end();
  await finished(file);
}
