import { abortedError } from '@unifex/core';
import pLimit from 'p-limit';
import type { PageExtraction } from '../types.ts';
import { ReadAhead } from './read-ahead.ts';
import { outcomeOf, type Outcome, type Stop } from './outcome.ts';
import type { Run } from './settings.ts';

/**
 * A question for every page, so many at a time; a page is drawn only when it is its turn to be asked about. Results are in the
 * order of the pages.
 * @throws UnifexError `ABORTED`; what `onPage` throws
 */
export async function runPages(
  run: Run,
  onPage: (result: PageExtraction<unknown>) => void,
): Promise<PageExtraction<unknown>[]> {
  const limit = pLimit(run.maxWorkers);
  const stop: Stop = {};
  // Kept answers need no text, and images are made one page at a time.
  const ahead = run.input === 'text' && !run.cache ? new ReadAhead(run) : undefined;
  return await Promise.all(
    run.pages.map((page) =>
      limit(async () => {
        if (run.signal.aborted) throw abortedError(run.signal);
        const texts = ahead && !stop.error ? [await ahead.take(page)] : undefined;
        const result = pageOf(await outcomeOf(run, [page], stop, texts));
        onPage(result);
        return result;
      }),
    ),
  );
}

function pageOf({ pages, value: _, ...rest }: Outcome): PageExtraction<unknown> {
  return { page: pages[0]!, ...rest };
}
