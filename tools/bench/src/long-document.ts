import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import { BENCH_FOLDER } from './paths.ts';

const WORDS =
  'account balance carried forward between the quarter and its revision as every department reported a steady number of orders'.split(
    ' ',
  );
/** After so many pages the content starts anew: a longer document is the same one several times over. */
const DIFFERENT_PAGES = 500;

/** Generates a PDF of text and ruled tables, once. Returns its path. */
export async function longDocument(pages: number): Promise<string> {
  const path = join(BENCH_FOLDER, `long-${pages}.pdf`);
  if (existsSync(path)) return path;
  await mkdir(BENCH_FOLDER, { recursive: true });
  const part = `${path}.${process.pid}.part`;
  const document = new PDFDocument({ autoFirstPage: false, size: 'A4', margin: 60 });
  const file = document.pipe(createWriteStream(part));
  for (let page = 0; page < pages; page++) {
    document.addPage();
    drawPage(document, page % DIFFERENT_PAGES);
  }
  document.end();
  await finished(file);
  await rename(part, path);
  return path;
}

/** Adds to the current page what belongs on page so many: the same on every machine. @param page from 0 */
export function drawPage(document: PDFKit.PDFDocument, page: number): void {
  let seed = page + 1;
  // A linear congruential generator (Park and Miller 1988): the same document on every machine.
  const next = (limit: number): number => (seed = (seed * 48271) % 2147483647) % limit;
  const sentence = (words: number): string => Array.from({ length: words }, () => WORDS[next(WORDS.length)]).join(' ');
  document
    .font('Helvetica-Bold')
    .fontSize(14)
    .text(`${page + 1}. ${sentence(5)}`)
    .moveDown();
  document.font('Times-Roman').fontSize(11);
  for (let paragraph = 0; paragraph < 5; paragraph++) document.text(sentence(60), { align: 'justify' }).moveDown();
  document.font('Courier').fontSize(9);
  const top = document.y;
  for (let row = 0; row < 8; row++) {
    const y = top + row * 18;
    document.moveTo(60, y).lineTo(535, y).stroke();
    for (let column = 0; column < 4; column++)
      document.text(String(next(100_000) / 100), 65 + column * 119, y + 5, { lineBreak: false });
  }
}
