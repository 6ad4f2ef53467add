/* A peer: LiteParse with the Tesseract that is built into it. Reads one image before. */
import { LiteParse } from '@llamaindex/liteparse';
import { atOnce } from './at-once.ts';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';

const { paths, workers, dataPath } = readTask('ocr-with-liteparse');

async function readAll(files: readonly string[]): Promise<Counts> {
  const counts = { pages: 0, characters: 0, boxes: 0 };
  await atOnce(files, workers, async (file) => {
    const parser = new LiteParse({ ocrEnabled: true, ocrLanguage: 'eng', tessdataPath: dataPath!, quiet: true });
    for (const { textItems } of (await parser.parse(file)).pages) {
      counts.pages += 1;
      counts.boxes += textItems.length;
      counts.characters += textItems.map(({ text }) => text).join('\n').length;
    }
  });
  return counts;
}

await readAll(paths.slice(0, 1));
sendResult('ocr-with-liteparse', await timed(() => readAll(paths)));
