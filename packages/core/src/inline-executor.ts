import pLimit from 'p-limit';
import { importBackend } from './backend-ref.ts';
import type { Backend, DocumentReader } from './backend.ts';
import { ExecutorType } from './constants.ts';
import { abortedError } from './errors.ts';
import type { Executor, PageResult, PageTask, RunOptions } from './executor.ts';
import { linkSignals, unlessAborted } from './link-signals.ts';
import { readAtOnce, readInTurn } from './page-turns.ts';

/**
 * Reads pages in the calling thread, on the document that is already open where the task brings one (`local`).
 * Several pages are read at once only where the backend serves many (`supports.concurrency` is `shared`).
 *
 * `pageTimeoutMs` is best effort here: it fails a page that waits for something (a network, an engine), and aborts its signal;
 * code that never lets go of the thread cannot be stopped from the same thread. The executor `thread` can.
 */
export class InlineExecutor implements Executor {
  readonly type: string = ExecutorType.INLINE;

  async *run(task: PageTask, options: RunOptions = {}): AsyncGenerator<PageResult, void, undefined> {
    using linked = linkSignals(options.signal);
    const { signal } = linked;
    // A signal that loses its last listener with every page makes a new table of listeners with every page, which the one before it holds.
    signal.addEventListener('abort', () => undefined);
    if (signal.aborted) throw abortedError(signal);
    if (task.local) {
      yield* readPages(task.local.backend, task.local.reader, task, options, linked);
      return;
    }
    const backend = await importBackend(task.backend);
    await using reader = await backend.open(task.source, backend.parseOptions(task.backend.options), { signal });
    yield* readPages(backend, reader, task, options, linked);
  }

  /** Holds nothing; may be used again. */
  async [Symbol.asyncDispose](): Promise<void> {}
}

/** The inline executor of this process. */
export const inlineExecutor: Executor = new InlineExecutor();

async function* readPages(
  backend: Backend,
  reader: DocumentReader,
  task: PageTask,
  options: RunOptions,
  linked: { signal: AbortSignal; abort(): void },
): AsyncGenerator<PageResult, void, undefined> {
  const { signal } = linked;
  const shared = backend.supports.concurrency === 'shared';
  const concurrency = shared ? (options.maxWorkers ?? 1) : 1;
  const read = shared ? readAtOnce : readInTurn;
  const limit = concurrency > 1 ? pLimit(concurrency) : undefined;
  // Finished pages wait for a slow one before them: twice the concurrency keeps the readers busy and the memory bounded.
  const windowSize = concurrency === 1 ? 1 : concurrency * 2;
  const window: Promise<PageResult>[] = [];
  let reading = 0;
  const readOne = async (index: number): Promise<PageResult> => {
    reading += 1;
    try {
      return await read(reader, index, { signal, pageTimeoutMs: options.pageTimeoutMs });
    } finally {
      reading -= 1;
    }
  };
  try {
    let next = 0;
    while (next < task.pages.length || window.length > 0) {
      while (next < task.pages.length && window.length < windowSize) {
        const index = task.pages[next] as number;
        window.push(limit ? limit(() => readOne(index)) : readOne(index));
        next += 1;
      }
      const result = await unlessAborted(window.shift() as Promise<PageResult>, signal, abortedError);
      if (signal.aborted) throw abortedError(signal);
      yield result;
    }
  } finally {
    // When the consumer leaves early, pages that are being read are told, and those that wait do not start. Else there is nobody to tell.
    if (window.length > 0 || reading > 0) linked.abort();
  }
}
