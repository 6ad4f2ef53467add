/* Reads a report with some scanned pages: its text layer, its scans, all of it in one go, and the verdict alone. */
import { createExtractor, inspect } from 'unifex';
import type { Pass } from '../child-tasks.ts';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';

const { path, scanned } = readTask('read-hybrid');

async function read(type: string, options: object, pages?: readonly number[]): Promise<Counts> {
  const counts = { pages: 0, characters: 0 };
  await using extractor = await createExtractor(path, type, options);
  for await (const page of extractor.pages(pages ? { pages } : {})) {
    counts.pages += 1;
    counts.characters += page.texts.map(({ text }) => text).join('\n').length;
  }
  return counts;
}

const ways = {
  native: () => read('auto', { ocr: 'never' }),
  ocr: () => read('tesseract', {}, scanned),
  hybrid: () => read('auto', {}),
  inspect: async (): Promise<Counts> => ({ pages: (await inspect(path)).pages.length, characters: 0 }),
};

/** Everything is read once before, so that engines are loaded and code is compiled. */
async function warm(way: () => Promise<Counts>): Promise<Pass> {
  await way();
  return await timed(way);
}

const result = {
  native: await warm(ways.native),
  ocr: await warm(ways.ocr),
  hybrid: await warm(ways.hybrid),
  inspect: await warm(ways.inspect),
};
if (result.hybrid.characters <= result.native.characters) throw new Error('The scans were not read.');
sendResult('read-hybrid', result);
