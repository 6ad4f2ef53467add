/* A peer: unpdf, its items with places. It always reads the whole document. Reads twice; the second, warm reading counts. */
import { readFile } from 'node:fs/promises';
import { extractTextItems } from 'unpdf';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';

const { paths } = readTask('read-with-unpdf');

async function readAll(): Promise<Counts> {
  const counts = { pages: 0, characters: 0, boxes: 0 };
  for (const path of paths) {
    const { items } = await extractTextItems(new Uint8Array(await readFile(path)));
    counts.pages += items.length;
    for (const page of items) {
      counts.boxes += page.length;
      for (const { str } of page) counts.characters += str.length;
    }
  }
  return counts;
}

await readAll();
sendResult('read-with-unpdf', await timed(readAll));
