/* A peer: LiteParse, on a PDFium of native code. Reads twice; the second, warm reading counts. */
import { readFile } from 'node:fs/promises';
import { LiteParse } from '@llamaindex/liteparse';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';

const { paths, words, pages } = readTask('read-with-liteparse');
const parser = new LiteParse({
  ocrEnabled: false,
  quiet: true,
  emitWordBoxes: words,
  outputFormat: 'json',
  ...(pages === undefined ? {} : { maxPages: pages }),
});

async function readAll(): Promise<Counts> {
  const counts = { pages: 0, characters: 0, boxes: 0 };
  for (const path of paths) {
    const document = await parser.parse(await readFile(path));
    for (const { textItems } of document.pages) {
      counts.pages += 1;
      for (const item of textItems) {
        counts.characters += item.text.length;
        counts.boxes += 1 + (item.words?.length ?? 0);
      }
    }
  }
  return counts;
}

await readAll();
sendResult('read-with-liteparse', await timed(readAll));
