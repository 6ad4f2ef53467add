/* Reads documents with @unifex/pdf or @unifex/pdfium, by so many workers. Reads twice; the second, warm reading counts. Where it is asked to read more often, it tells the last one too. */
import { createExtractor, ExtractorType } from '@unifex/core';
import { closePools } from '@unifex/executors';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';

const {
  paths,
  executor,
  workers,
  pages = Infinity,
  extractor: type = ExtractorType.PDF,
  textOnly = false,
  readings = 2,
} = readTask('read-with-unifex');
const options = textOnly ? { graphics: false, annotations: false } : {};

async function readAll(): Promise<Counts> {
  const counts = { pages: 0, characters: 0, boxes: 0 };
  for (const path of paths) {
    await using extractor = await createExtractor(path, type, options);
    const indices = Array.from({ length: Math.min(extractor.pageCount, pages) }, (_, index) => index);
    for await (const page of extractor.pages({ pages: indices, executor, maxWorkers: workers })) {
      counts.pages += 1;
      counts.characters += page.texts.map(({ text }) => text).join('\n').length;
      for (const { words = [] } of page.texts) counts.boxes += 1 + words.length;
    }
  }
  return counts;
}

await readAll();
const pass = await timed(readAll);
for (let reading = 3; reading < readings; reading++) await readAll();
const last = readings > 2 ? { last: await timed(readAll) } : {};
await closePools();
sendResult('read-with-unifex', { ...pass, ...last });
