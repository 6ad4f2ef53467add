import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { deserializeError, type BackendRef, type ErrorInfo, type Page, type RenderOptions } from '@unifex/core';
import { createExtractor } from '../../create-extractor.ts';
import { imagePath, type ImageTarget } from '../../image-files.ts';
import { renderBackend, UNWRITABLE } from '../../render-backend.ts';
import { systemReason } from '../../system-reason.ts';
import { completeResults } from '../complete-results.ts';
import { defaultExecutor, defaultWorkers } from '../default-workers.ts';
import type { InputItem } from '../expand-inputs.ts';
import { makeFolder } from '../make-folder.ts';
import { OutputError } from '../output-error.ts';
import { pagesOf } from '../pages-of.ts';
import type { ItemContext, ReadOutcome } from '../run-items.ts';
import { UsageError } from '../usage-error.ts';
import type { ImageList, WrittenImage } from './list-images.ts';
import type { RenderCliOptions } from './render-options.ts';

// A thread that draws is worth its start sooner than one that reads: a page takes ten times as long (30 to 60 ms at 150 dpi).
const PAGES_WORTH_A_WORKER = 4;

const EXTENSIONS: Record<RenderCliOptions['format'], string> = { png: 'png', jpeg: 'jpg', webp: 'webp' };

export interface RenderContext extends ItemContext {
  readonly options: RenderCliOptions;
  readonly engine: BackendRef;
  /** Path of the document's images, without page and extension. */
  readonly stem: string;
  readonly list: ImageList;
  readonly write: (text: string) => Promise<void>;
}

/**
 * Draws the pages of one document and lists every image as it is written.
 * @throws UnifexError where the document cannot be opened, has no such page, or the signal aborts; `RUNTIME_UNSUPPORTED` where
 *   images of this kind cannot be made here
 * @throws UsageError where the folder cannot be made, and OutputError where images cannot be written
 */
export async function renderDocument(item: InputItem, context: RenderContext): Promise<ReadOutcome> {
  const { options, engine, stem, list, signal, write } = context;
  const input = item.kind === 'stdin' ? context.stdin : item.uri;
  const target: ImageTarget = {
    stem,
    extension: EXTENSIONS[options.format],
    unfinished: `${process.pid}.part`,
  };
  await using extractor = await createExtractor(input, renderBackend, {
    engine,
    target,
    render: pageOptions(options),
    ...(item.kind === 'url' && options.headers ? { source: { headers: { ...options.headers } } } : {}),
    signal,
  });
  const { pageCount } = extractor;
  const pages = pagesOf(options.pages, pageCount);
  context.onProgress({ done: 0, total: pages.length, failed: 0, pagesPerSecond: 0 });
  await makeFolder(dirname(stem)).catch((error: unknown) => {
    throw new UsageError(`--output "${options.output}" cannot be written: ${systemReason(error)}.`);
  });
  await write(list.head(extractor.source));
  const errors: { page: number; error: ErrorInfo }[] = [];
  let done = 0;
  try {
    for await (const result of completeResults(extractor.pageResults(extractOptions(context, pages)), pages)) {
      done++;
      if (result.success) {
        await write(list.image(written(result.page, imagePath(target, result.index, pageCount))));
        continue;
      }
      stopWhereAllFail(result.error);
      errors.push({ page: result.index, error: result.error });
      context.onPageError(result.index, result.error);
    }
  } finally {
    // Whoever was stopped in the middle of a file could not take it away.
    const unfinished = pages.slice(done).concat(errors.map(({ page }) => page));
    const paths = unfinished.map((page) => `${imagePath(target, page, pageCount)}.${target.unfinished}`);
    await Promise.all(paths.map((path) => rm(path, { force: true })));
  }
  await write(list.tail(errors));
  return { pages: pages.length, failed: errors.length };
}

/** A disk that is full, or a package that is missing, is so for the next page as well. */
function stopWhereAllFail(error: ErrorInfo): void {
  const { [UNWRITABLE]: path, reason, errno } = error.details ?? {};
  if (typeof path === 'string') throw new OutputError(path, { message: reason, code: errno });
  if (error.code === 'RUNTIME_UNSUPPORTED') throw deserializeError(error);
}

function written({ index, width, height, images }: Page, path: string): WrittenImage {
  const [{ pixelWidth = 0, pixelHeight = 0 } = {}] = images ?? [];
  const transform = [pixelWidth / width, 0, 0, pixelHeight / height, 0, 0] as const;
  return { page: index, path, width: pixelWidth, height: pixelHeight, transform };
}

function pageOptions({ format, dpi, width, background, annotations, maxPixels }: RenderCliOptions): RenderOptions {
  return {
    format,
    annotations,
    ...(dpi === undefined ? {} : { dpi }),
    ...(width === undefined ? {} : { width }),
    ...(background === undefined ? {} : { background }),
    ...(maxPixels === undefined ? {} : { maxPixels }),
  };
}

function extractOptions(
  { options, signal, onProgress }: RenderContext,
  pages: number[],
): Parameters<Awaited<ReturnType<typeof createExtractor>>['pageResults']>[0] {
  const { executor, pageTimeout } = options;
  const workers = defaultWorkers(pages.length, availableParallelism(), executor, PAGES_WORTH_A_WORKER);
  const by = defaultExecutor(executor, pageTimeout);
  return {
    pages,
    maxWorkers: options.maxWorkers ?? workers,
    signal,
    onProgress,
    ...(by === undefined ? {} : { executor: by }),
    ...(pageTimeout === undefined ? {} : { pageTimeoutMs: pageTimeout }),
  };
}
