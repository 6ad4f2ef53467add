import { createExtractor, type CreateExtractorOptions } from '../create-extractor.ts';
import { isUnifexError, UnifexError, type ErrorInfo } from '../errors.ts';
import type { Extractor } from '../extractor.ts';
import { loadSource } from '../load-source.ts';
import type { SourceInfo } from '../model.ts';
import type { Source, SourceInput } from '../source.ts';
import { inspectPage } from './inspect-page.ts';
import { glanceAt } from './glance.ts';
import type { Look, PageInspection, PageKind } from './page-inspection.ts';

/** Options of `inspect`; the options of the engines that read the text layer (`password`) stand beside them. */
export interface InspectOptions extends CreateExtractorOptions {
  /** 0-based indices, in the order in which the pages are wanted, or what names them once the number of pages is known. Default: all. */
  pages?: readonly number[] | ((pageCount: number) => readonly number[]);
  /** User or owner password of an encrypted document. */
  password?: string;
}

/** The verdict on a document. */
export interface DocumentInspection {
  source: SourceInfo;
  pageCount: number;
  /** In the order asked for, without the pages that failed. */
  pages: PageInspection[];
  /** How many pages there are of each kind. */
  kinds: Record<PageKind, number>;
  /** Indices of the pages on which OCR has something to read. */
  ocrPages: number[];
  /** The pages that could not be read at all. */
  errors: { page: number; error: ErrorInfo }[];
}

/**
 * Says of every page where its text is: in the document, or in pixels that OCR would have to read. Reads no pixels itself, and
 * so takes milliseconds where OCR takes seconds: it goes by the text layer and the images, and looks at a small picture of
 * those parts only of which these do not tell.
 * @param input path, URL, bytes, Blob or stream
 * @throws UnifexError as `createExtractor`, `PAGE_OUT_OF_RANGE`, `ABORTED`
 */
export async function inspect(input: SourceInput, options: InspectOptions = {}): Promise<DocumentInspection> {
  const { pages, ...opening } = options;
  const { signal } = opening;
  const source = await loadSource(input, { ...opening.source, ...(signal ? { signal } : {}) });
  if (source.info.mediaType.startsWith('image/')) return await inspectImage(source, options);
  await using extractor = await createExtractor(source, 'auto', { ...opening, ocr: 'never' });
  const inspection = emptyInspection(extractor.source, extractor.pageCount);
  const asked = { pages: pagesOf(pages, extractor.pageCount), ...(signal ? { signal } : {}) };
  for await (const result of extractor.pageResults(asked)) {
    if (!result.success) inspection.errors.push({ page: result.index, error: result.error });
    else add(inspection, await inspectPage(result.page, lookFrom(extractor, result.index, signal)));
  }
  return inspection;
}

/** Pixels are all that an image has. */
async function inspectImage(source: Source, options: InspectOptions): Promise<DocumentInspection> {
  const pageCount = await countFrames(source, options);
  const inspection = emptyInspection(source.info, pageCount);
  for (const index of pagesOf(options.pages, pageCount)) {
    if (!Number.isInteger(index) || index < 0 || index >= pageCount) {
      throw new UnifexError('PAGE_OUT_OF_RANGE', `There is no page ${index}: the image has ${pageCount}.`, {
        details: { page: index, pageCount },
      });
    }
    add(inspection, {
      index,
      kind: 'scan',
      reasons: ['An image file'],
      ocrLayer: false,
      ocrRegions: [],
      layerRegions: [],
      figures: { glyphs: 0, invisibleGlyphs: 0, unmappedShare: 0, imageShare: 1, textShare: 0 },
    });
    inspection.ocrPages.push(index);
  }
  return inspection;
}

function pagesOf(pages: InspectOptions['pages'], pageCount: number): readonly number[] {
  if (typeof pages === 'function') return pages(pageCount);
  return pages ?? Array.from({ length: pageCount }, (_, index) => index);
}

/** One, where nothing is installed that knows better. */
async function countFrames(
  source: Source,
  { pages: _pages, password: _password, ...options }: InspectOptions,
): Promise<number> {
  try {
    await using extractor = await createExtractor(source, 'auto', options);
    return extractor.pageCount;
  } catch (error) {
    if (isUnifexError(error) && error.code === 'EXTRACTOR_NOT_INSTALLED') return 1;
    throw error;
  }
}

function lookFrom(extractor: Extractor, index: number, signal: AbortSignal = new AbortController().signal): Look {
  return (region) => glanceAt(extractor, index, region, { signal });
}

function emptyInspection(source: SourceInfo, pageCount: number): DocumentInspection {
  return {
    source,
    pageCount,
    pages: [],
    kinds: { native: 0, scan: 0, mixed: 0, garbled: 0, empty: 0 },
    ocrPages: [],
    errors: [],
  };
}

function add(inspection: DocumentInspection, page: PageInspection): void {
  inspection.pages.push(page);
  inspection.kinds[page.kind] += 1;
  if (page.ocrRegions.length > 0) inspection.ocrPages.push(page.index);
}
