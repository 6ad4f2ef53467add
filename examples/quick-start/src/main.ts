import { argv } from 'node:process';
import { createExtractor, ExecutorType, ExtractorType } from '@unifex/core';

const [, , input = 'document.pdf'] = argv;

// The three lines: open, read with two threads, use the typed result.
await using extractor = await createExtractor(input, ExtractorType.PDF);
const result = await extractor.extract({ maxWorkers: 2, executor: ExecutorType.THREAD });
console.log(result.document.pages.map((page) => page.index));

for (const page of result.document.pages) {
  for (const { text, bbox } of page.texts) {
    console.log(`page ${page.index}, ${bbox.x0.toFixed(1)} ${bbox.y0.toFixed(1)}: ${text}`);
  }
}
