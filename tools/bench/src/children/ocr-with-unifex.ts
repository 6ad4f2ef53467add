/* Reads images with @unifex/ocr, as many at once as there are to be engines. One image is read before for each, so that they are there. */
import { createExtractor } from 'unifex';
import { atOnce } from './at-once.ts';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';

const { paths, workers, dataPath } = readTask('ocr-with-unifex');

async function readAll(files: readonly string[]): Promise<Counts> {
  const counts = { pages: 0, characters: 0, boxes: 0 };
  await atOnce(files, workers, async (file) => {
    await using extractor = await createExtractor(file, 'tesseract', dataPath === undefined ? {} : { dataPath });
    for await (const { texts } of extractor.pages()) {
      counts.pages += 1;
      for (const { text, words = [] } of texts) {
        counts.characters += text.length;
        counts.boxes += 1 + words.length;
      }
    }
  });
  return counts;
}

await readAll(Array.from({ length: workers }, () => paths[0]!));
sendResult('ocr-with-unifex', await timed(() => readAll(paths)));
