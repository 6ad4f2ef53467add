import type { PageResult } from './executor.ts';
import { failedPage } from './read-page.ts';

/**
 * One result for every page asked for, in the order asked for, whatever the executor gives: what comes early waits for its turn,
 * what nobody asked for is dropped, and a page without a result is told as failed. A good executor's results pass as they come.
 * @param pages each at most once
 * @param type of the executor, for the message
 */
export async function* completeResults(
  results: AsyncIterable<PageResult>,
  pages: readonly number[],
  type: string,
): AsyncGenerator<PageResult, void, undefined> {
  const wanted = new Set(pages);
  const early = new Map<number, PageResult>();
  let turn = 0;
  for await (const result of results) {
    if (!wanted.delete(result.index)) continue;
    if (result.index === pages[turn]) {
      turn += 1;
      yield result;
    } else {
      early.set(result.index, result);
    }
    for (let next = early.get(pages[turn] as number); next; next = early.get(pages[turn] as number)) {
      early.delete(next.index);
      turn += 1;
      yield next;
    }
  }
  for (const index of pages.slice(turn)) {
    yield early.get(index) ?? failedPage(index, `the executor "${type}" ended without a result for it`, 0);
  }
}
