/* Draws pages with @unifex/pdfium, to pixels and no further. Draws twice; the second, warm time counts. */
import { createExtractor, ExtractorType } from '@unifex/core';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';

const { paths, pages = Infinity, dpi } = readTask('render-with-unifex');

async function drawAll(): Promise<Counts> {
  const counts = { pages: 0, characters: 0 };
  for (const path of paths) {
    await using extractor = await createExtractor(path, ExtractorType.PDFIUM);
    for (let index = 0; index < Math.min(extractor.pageCount, pages); index++) {
      counts.characters += (await extractor.renderPage(index, { dpi, format: 'rgba' })).data.length;
      counts.pages += 1;
    }
  }
  return counts;
}

await drawAll();
sendResult('render-with-unifex', await timed(drawAll));
