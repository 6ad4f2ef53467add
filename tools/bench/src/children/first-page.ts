/* Times the first page of a small document: once with nothing loaded and no worker started, then again with all of it warm. */
import { createExtractor, ExtractorType } from '@unifex/core';
import { closePools } from '@unifex/executors';
import { readTask, sendResult } from './child-task.ts';

const { path, executor } = readTask('first-page');

async function readPage(): Promise<number> {
  const start = performance.now();
  await using extractor = await createExtractor(path, ExtractorType.PDF);
  await extractor.extract({ pages: [0], executor, maxWorkers: 1 });
  return performance.now() - start;
}

const coldMs = await readPage();
const warmMs = await readPage();
await closePools();
sendResult('first-page', { coldMs, warmMs });
