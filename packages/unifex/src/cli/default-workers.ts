// Starting a thread and loading pdf.js in it costs about as much as reading this many pages (some 200 pages a second), so that fewer are
// done sooner where the document is already open.
const PAGES_WORTH_A_WORKER = 50;
// What a worker with an OCR engine in it takes at most of the memory, with Tesseract's data for a language or two.
const OCR_WORKER_BYTES = 300 * 1024 * 1024;
// Beyond this the memory of the workers grows faster than the speed; --max-workers asks for more.
const MOST_WORKERS = 4;

/**
 * By what pages are read where the command line does not say: by threads where there is a limit for a page, since a page that never lets
 * go of its thread can only be stopped from another one.
 *
 * @returns undefined where it is left to the library
 */
export function defaultExecutor<Choice>(
  executor: Choice | undefined,
  pageTimeout: number | undefined,
): Choice | 'thread' | undefined {
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

/**
 * The same where some of the pages are read from their pixels: each of them takes as long as the start of a worker, or longer. The
 * engines have half of the machine's memory.
 */
export function defaultOcrWorkers(
  pages: { readonly all: number; readonly pixels: number },
  machine: { readonly parallelism: number; readonly memoryBytes: number },
  executor?: string,
): number {
  const workers = defaultWorkers(pages.all + pages.pixels * PAGES_WORTH_A_WORKER, machine.parallelism, executor);
  if (pages.pixels === 0) return defaultWorkers(pages.all, machine.parallelism, executor);
  const fitting = Math.floor(machine.memoryBytes / 2 / OCR_WORKER_BYTES);
  return Math.max(1, Math.min(workers, pages.all, fitting));
}
