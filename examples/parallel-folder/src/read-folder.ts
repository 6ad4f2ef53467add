import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createExtractor, ExecutorType, ExtractorType, isUnifexError, type ProgressEvent } from '@unifex/core';

/** What became of one file. */
export interface FileReport {
  readonly file: string;
  /** Characters of text on the pages that were read. */
  readonly characters: number;
  readonly pages: number;
  /** Pages that failed, each with the reason; the others of the file were read. */
  readonly failedPages: readonly { readonly page: number; readonly reason: string }[];
  /** Why nothing of the file could be read. */
  readonly error?: string;
}

export interface ReadFolderOptions {
  readonly maxWorkers: number;
  readonly signal: AbortSignal;
  readonly onProgress: (file: string, event: ProgressEvent) => void;
}

/**
 * Reads every PDF below a folder, each by several threads. The threads are started with the first file and serve all of them. A
 * file that cannot be read is a report with an error, and the next one is read.
 */
export async function* readFolder(folder: string, options: ReadFolderOptions): AsyncGenerator<FileReport> {
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((item) => /\.pdf$/i.test(item)).sort()) {
    const file = join(folder, name);
    try {
      yield await readFile(file, options);
    } catch (error) {
      if (!isUnifexError(error) || error.code === 'ABORTED') throw error;
      yield { file, characters: 0, pages: 0, failedPages: [], error: `${error.message} [${error.code}]` };
    }
  }
}

async function readFile(file: string, { maxWorkers, signal, onProgress }: ReadFolderOptions): Promise<FileReport> {
  await using extractor = await createExtractor(file, ExtractorType.PDF, { signal });
  const { document, errors } = await extractor.extract({
    maxWorkers,
    executor: ExecutorType.THREAD,
    pageTimeoutMs: 30_000,
    signal,
    onProgress: (event) => onProgress(file, event),
  });
  const characters = document.pages.flatMap(({ texts }) => texts).reduce((sum, { text }) => sum + text.length, 0);
  const failedPages = errors.map(({ page, error }) => ({ page, reason: `${error.message} [${error.code}]` }));
  return { file, characters, pages: document.pages.length, failedPages };
}
