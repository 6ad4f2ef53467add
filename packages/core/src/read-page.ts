import type { DocumentReader, PageContext } from './backend.ts';
import { serializeError, toUnifexError } from './errors.ts';
import type { PageResult } from './executor.ts';

/**
 * Reads one page and times it. Never throws: what goes wrong is the page's result, with the thrown error's code, or
 * `PAGE_FAILED` for a foreign error. What every executor runs, wherever it runs.
 * @param index 0-based
 */
export async function readPage(reader: DocumentReader, index: number, context: PageContext): Promise<PageResult> {
  const start = performance.now();
  try {
    const page = await reader.extractPage(index, context);
    return { index, success: true, page, durationMs: performance.now() - start };
  } catch (error) {
    return failedPage(index, error, performance.now() - start);
  }
}

/** The result of a page that could not be read. */
export function failedPage(index: number, error: unknown, durationMs: number): PageResult {
  const info = serializeError(toUnifexError(error, 'PAGE_FAILED', `Page ${index} could not be read`));
  return { index, success: false, error: info, durationMs };
}
