import { isUnifexError, type OcrOptions, type Source } from '@unifex/core';
import { availableParallelism, totalmem } from 'node:os';
import { inspect } from '../inspect.ts';
import { defaultOcrWorkers } from './default-workers.ts';

/** Verdicts on so many pages tell what the others are: a look takes some milliseconds a page, and reading pixels about a second. */
const SAMPLE = 5;

/** How a document is read, as far as it says how many workers serve. */
export interface ReadingWishes {
  readonly extractor: string;
  readonly ocr?: OcrOptions;
  readonly password?: string;
  readonly executor?: string;
  readonly signal: AbortSignal;
}

/**
 * How many workers read a document where the command line does not say: by its pages, and by how many of them are read from their
 * pixels, for which a few are looked at.
 * @param pagesOf the pages that are read, of a document of so many; what it throws is said when they are read
 */
export async function workersFor(
  source: Source,
  pagesOf: (pageCount: number) => readonly number[],
  wishes: ReadingWishes,
): Promise<number> {
  const machine = { parallelism: availableParallelism(), memoryBytes: totalmem() };
  // One is enough for what is read in this thread, and on a machine that has no more to give.
  if (machine.parallelism === 1 || wishes.executor === 'inline') return 1;
  return defaultOcrWorkers(await countPages(source, pagesOf, wishes), machine, wishes.executor);
}

async function countPages(
  source: Source,
  pagesOf: (pageCount: number) => readonly number[],
  { extractor, ocr = {}, password, signal }: ReadingWishes,
): Promise<{ all: number; pixels: number }> {
  let asked: readonly number[] = [];
  const sample = (pageCount: number): readonly number[] => {
    asked = pagesOf(pageCount);
    // Of one page, and where no pixels are read, there is nothing to find out.
    return readsPixels(extractor, ocr) && asked.length > 1 ? asked.filter(evenly(SAMPLE)) : [];
  };
  try {
    const secret = password === undefined ? {} : { password };
    const { pages } = await inspect(source, { pages: sample, signal, ...secret });
    const all = extractor !== 'auto' || ocr.mode === 'always' || source.info.mediaType.startsWith('image/');
    const found = pages.filter(
      ({ ocrRegions, layerRegions }) =>
        all || ocrRegions.length + (ocr.textLayer === 'replace' ? layerRegions.length : 0) > 0,
    );
    return { all: asked.length, pixels: Math.round((asked.length * found.length) / Math.max(1, pages.length)) };
  } catch (error) {
    // What is wrong with the document is for those to say who read it.
    if (isUnifexError(error)) return { all: asked.length, pixels: 0 };
    throw error;
  }
}

function readsPixels(extractor: string, { mode }: OcrOptions): boolean {
  return extractor === 'auto' ? mode !== 'never' : extractor === 'tesseract' || extractor === 'ocr-server';
}

/** As many of a list as asked for, the first and the last among them. */
function evenly(count: number): (page: number, at: number, list: readonly number[]) => boolean {
  return (_page, at, { length }) => {
    if (length <= count) return true;
    const step = (length - 1) / (count - 1);
    return Math.round(Math.round(at / step) * step) === at;
  };
}
