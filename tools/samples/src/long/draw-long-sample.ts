import { drawDocument } from '../drawing/document.ts';
import { contentOf, writeContent, type PageContent } from '../drawing/page-content.ts';
import { drawReportPage } from './report-page.ts';

/** After so many pages the report starts again from its first: a document of 5,000 pages is that of 500 ten times over. */
export const DISTINCT_PAGES = 500;

/** Draws a report of any number of pages. @param distinct after how many it repeats itself. */
export async function drawLongSample(pages: number, distinct: number = DISTINCT_PAGES): Promise<Uint8Array> {
  const contents: PageContent[] = [];
  const { bytes } = await drawDocument(
    'report',
    'A long report.',
    { title: `Report on the state of the network, ${pages} pages`, author: 'Water Board of the Eastern Valleys' },
    (document) => {
      const { doc } = document;
      for (let index = 0; index < pages; index++) {
        const page = document.sheet();
        if (index < distinct) {
          page.recording = false;
          drawReportPage(page, index + 1);
          contents.push(contentOf(doc));
        } else writeContent(doc, contents[index % distinct]!);
      }
    },
  );
  return bytes;
}
