/* The peer: pdf.js as its users read text with it in Node.js. Reads twice; the second, warm reading counts. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';

const { paths, pages = Infinity } = readTask('read-with-pdfjs');
const assets = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

async function readAll(): Promise<Counts> {
  const counts = { pages: 0, characters: 0 };
  for (const path of paths) {
    const task = getDocument({
      data: new Uint8Array(await readFile(path)),
      verbosity: 0,
      cMapUrl: `${join(assets, 'cmaps')}/`,
      cMapPacked: true,
      standardFontDataUrl: `${join(assets, 'standard_fonts')}/`,
    });
    const document = await task.promise;
    for (let number = 1; number <= Math.min(document.numPages, pages); number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const lines = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''));
      counts.pages += 1;
      counts.characters += lines.join('').length;
      page.cleanup();
    }
    await task.destroy();
  }
  return counts;
}

await readAll();
sendResult('read-with-pdfjs', await timed(readAll));
