/* A peer: pdf-parse, which gives text without places. Reads twice; the second, warm reading counts. */
import { readFile } from 'node:fs/promises';
import { PDFParse, VerbosityLevel } from 'pdf-parse';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';

const { paths, pages } = readTask('read-with-pdf-parse');

async function readAll(): Promise<Counts> {
  const counts = { pages: 0, characters: 0 };
  for (const path of paths) {
    const parser = new PDFParse({ data: new Uint8Array(await readFile(path)), verbosity: VerbosityLevel.ERRORS });
    const result = await parser.getText(pages === undefined ? {} : { first: pages });
    counts.pages += result.pages.length;
    for (const { text } of result.pages) counts.characters += text.length;
    await parser.destroy();
  }
  return counts;
}

await readAll();
sendResult('read-with-pdf-parse', await timed(readAll));
