/* A peer: pdf-inspector, native code in Rust, its items with places. Reads twice; the second, warm reading counts. */
import { readFile } from 'node:fs/promises';
import { extractTextWithPositions } from '@firecrawl/pdf-inspector';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';

const { paths, pages } = readTask('read-with-pdf-inspector');
const wanted = pages === undefined ? undefined : Array.from({ length: pages }, (_, index) => index + 1);

async function readAll(): Promise<Counts> {
  const counts = { pages: 0, characters: 0, boxes: 0 };
  for (const path of paths) {
    const items = extractTextWithPositions(await readFile(path), wanted);
    // It does not say how many pages there are: those after the last one with text do not count.
    let last = 0;
    for (const { text, page } of items) {
      counts.characters += text.length;
      last = Math.max(last, page);
    }
    counts.boxes += items.length;
    counts.pages += last;
  }
  return counts;
}

await readAll();
sendResult('read-with-pdf-inspector', await timed(readAll));
