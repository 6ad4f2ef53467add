import { isUnifexError, serializeError, toUnifexError, type PageResult } from '@unifex/core';

/**
 * The results, and a failed one for every page that is left where reading breaks off in the middle: what has been written
 * stays a whole document, and the pages that are missing are named. Before the first result the error is thrown on, because
 * nothing has been written yet; and so it is for an abort.
 */
export async function* completeResults(
  results: AsyncIterable<PageResult>,
  pages: readonly number[],
): AsyncGenerator<PageResult, void, undefined> {
  let done = 0;
  try {
    for await (const result of results) {
      done++;
      yield result;
    }
  } catch (thrown) {
    if (done === 0 || (isUnifexError(thrown) && thrown.code === 'ABORTED')) throw thrown;
    const error = serializeError(toUnifexError(thrown, 'PAGE_FAILED', 'Reading broke off'));
    for (const index of pages.slice(done)) yield { index, success: false, error, durationMs: 0 };
  }
}
