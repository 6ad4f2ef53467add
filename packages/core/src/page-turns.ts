import type { DocumentReader } from './backend.ts';
import { abortedError, UnifexError } from './errors.ts';
import type { PageResult } from './executor.ts';
import { linkSignals } from './link-signals.ts';
import { failedPage, readPage } from './read-page.ts';

interface Holder {
  readonly index: number;
  /** When the reader is done with the page, which may be long after the page's time was up. */
  readonly settled: Promise<unknown>;
  /** When the page's time is up. */
  readonly overdue: Promise<void>;
}

/** Who is reading, for every reader that serves one page at a time: runs that share a reader take turns page by page. */
const holders = new WeakMap<DocumentReader, Holder>();

/** The pages that a reader is on, those among them whose time was up. */
const unsettled = new WeakMap<DocumentReader, Set<Promise<unknown>>>();

/** Resolves when a reader is done with all pages that it was given here. Those that wait for their turn are given to it meanwhile. */
export async function untilIdle(reader: DocumentReader): Promise<void> {
  for (let pages = unsettled.get(reader); pages !== undefined && pages.size > 0;) await Promise.all(pages);
}

/**
 * Reads a page when no other is being read on the same reader. Waiting does not count as the page's own time, unless it is
 * for a page whose time was up: a reader that hangs fails the pages after it instead of holding them for ever.
 * Never throws, as {@link readPage}.
 */
export async function readInTurn(
  reader: DocumentReader,
  index: number,
  options: { signal: AbortSignal; pageTimeoutMs?: number | undefined },
): Promise<PageResult> {
  const { signal, pageTimeoutMs } = options;
  const start = performance.now();
  for (let holder = holders.get(reader); holder; holder = holders.get(reader)) {
    await Promise.race([holder.settled, holder.overdue]);
    if (holders.get(reader) !== holder) continue;
    if (await settlesWithin(holder.settled, pageTimeoutMs)) continue;
    const error = new UnifexError(
      'PAGE_TIMEOUT',
      `Page ${index} was not read: the reader still hangs on page ${holder.index} after ${pageTimeoutMs} ms more. ` +
        "Use the executor 'thread', which replaces a worker that hangs.",
      { details: { page: index, pageTimeoutMs, blockedBy: holder.index } },
    );
    return failedPage(index, error, performance.now() - start);
  }
  const overdue = Promise.withResolvers<void>();
  const { result, settled } = readWithin(reader, index, signal, pageTimeoutMs, overdue.resolve);
  const holder: Holder = { index, overdue: overdue.promise, settled };
  holders.set(reader, holder);
  void settled.then(() => holders.delete(reader));
  return result;
}

/** Reads a page on a reader that serves many at once. Never throws, as {@link readPage}. */
export function readAtOnce(
  reader: DocumentReader,
  index: number,
  options: { signal: AbortSignal; pageTimeoutMs?: number | undefined },
): Promise<PageResult> {
  return readWithin(reader, index, options.signal, options.pageTimeoutMs, () => undefined).result;
}

function readWithin(
  reader: DocumentReader,
  index: number,
  signal: AbortSignal,
  pageTimeoutMs: number | undefined,
  onOverdue: () => void,
): { result: Promise<PageResult>; settled: Promise<unknown> } {
  if (signal.aborted) {
    const result = Promise.resolve(failedPage(index, abortedError(signal), 0));
    return { result, settled: result };
  }
  if (pageTimeoutMs === undefined) {
    const result = readPage(reader, index, { signal });
    note(reader, result);
    return { result, settled: result };
  }
  const linked = linkSignals(signal);
  const timeout = Promise.withResolvers<PageResult>();
  const timer = setTimeout(() => {
    const error = new UnifexError(
      'PAGE_TIMEOUT',
      `Page ${index} took longer than ${pageTimeoutMs} ms. Raise \`pageTimeoutMs\`, or leave the page out.`,
      { details: { page: index, pageTimeoutMs } },
    );
    onOverdue();
    timeout.resolve(failedPage(index, error, pageTimeoutMs));
    // A reader that heeds its signal stops, and is free for the next page.
    linked.abort(error);
  }, pageTimeoutMs);
  const settled = readPage(reader, index, { signal: linked.signal }).finally(() => {
    clearTimeout(timer);
    linked[Symbol.dispose]();
  });
  note(reader, settled);
  return { result: Promise.race([timeout.promise, settled]), settled };
}

function note(reader: DocumentReader, page: Promise<unknown>): void {
  let pages = unsettled.get(reader);
  if (!pages) unsettled.set(reader, (pages = new Set()));
  const all = pages.add(page);
  void page.then(() => all.delete(page));
}

async function settlesWithin(settled: Promise<unknown>, milliseconds: number | undefined): Promise<boolean> {
  if (milliseconds === undefined) {
    await settled;
    return true;
  }
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), milliseconds);
  try {
    return await Promise.race([settled.then(() => true), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
