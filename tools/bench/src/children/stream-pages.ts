/* Streams a document to its end and keeps nothing of it; the benchmark watches the memory meanwhile. */
import { createExtractor, ExtractorType } from '@unifex/core';
import { closePools } from '@unifex/executors';
import { readTask, sendResult } from './child-task.ts';

const { path, executor, workers } = readTask('stream-pages');
let pages = 0;
const start = performance.now();
{
  await using extractor = await createExtractor(path, ExtractorType.PDF);
  for await (const page of extractor.pages({ executor, maxWorkers: workers })) if (page.texts.length > 0) pages += 1;
}
await closePools();
sendResult('stream-pages', { pages, wallMs: performance.now() - start });
