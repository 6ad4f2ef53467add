import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { createExtractor, registry } from '@unifex/core';
import { textBackend } from './text-backend.ts';

// All that an app has to do: from here on, 'text' is a type like 'pdf', and 'auto' knows what plain text is.
registry.register(textBackend);

const [, , input = fileURLToPath(new URL('../logbook.txt', import.meta.url))] = argv;
await using extractor = await createExtractor(input, 'auto', { fontSize: 10 });
console.log(`${extractor.source.name}: read by the extractor "${extractor.type}"`);

// Two worker threads, which import the backend themselves.
for await (const page of extractor.pages({ maxWorkers: 2, executor: 'thread' })) {
  console.log(`page ${page.index}`);
  for (const { text, bbox } of page.texts) console.log(`  ${bbox.x0} ${bbox.y0}: ${text}`);
}
