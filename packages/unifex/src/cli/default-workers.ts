// Starting a thread and loading pdf.js in it costs about as much as reading this many pages (some 200 pages a second), so that fewer are
// done sooner where the document is already open.
const PAGES_WORTH_A_WORKER = 50;
// Beyond this the memory of the workers grows faster than the speed; --max-workers asks for more.
const MOST_WORKERS = 4;

/**
 * By what pages are read where the command line does not say: by threads where there is a limit for a page, since a page that never lets
 * go of its thread can only be stopped from another one.
 *
 * @returns undefined where it is left to the library
 */
export function defaultExecutor<Name extends string>(
  executor: Name | undefined,
  pageTimeout: number | undefined,
): Name | 'thread' | undefined {
  return executor ?? (pageTimeout === undefined ? undefined : 'thread');
}

/**
 * How many workers read `pages` pages where the command line does not say.
 *
 * @param executor What `--executor` asked for. `thread` and `process` are wishes for workers, however few the pages.
 * @param pagesWorthAWorker How many pages take as long as the start of a worker.
 */
export function defaultWorkers(
  pages: number,
  parallelism: number,
  executor: string | undefined,
  pagesWorthAWorker: number = PAGES_WORTH_A_WORKER,
): number {
  if (executor === 'inline') return 1;
  const most = Math.max(1, Math.min(parallelism, MOST_WORKERS));
  if (executor !== undefined) return Math.min(most, Math.max(1, pages));
  return Math.max(1, Math.min(most, Math.floor(pages / pagesWorthAWorker)));
}
