import { createExtractor, ExtractorType } from '@unifex/core';

/** How many pages a PDF has: some programs do not say. */
export async function pageCount(path: string): Promise<number> {
  await using extractor = await createExtractor(path, ExtractorType.PDFIUM);
  return extractor.pageCount;
}
