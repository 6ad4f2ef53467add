import {
  abortedError,
  deserializeError,
  failedPage,
  UnifexError,
  type ErrorInfo,
  type Executor,
  type PageResult,
  type PageTask,
  type RunOptions,
} from '@unifex/core';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** What may be broken in the executor. */
export interface Flaws {
  /** Lets a page that takes too long go on for ever. */
  readonly patient?: boolean;
  /** Takes a lost worker for the end of the whole run. */
  readonly fragile?: boolean;
  /** Takes an error outside of a page for an error of the page. */
  readonly miscoded?: boolean;
  /** Starts one worker whatever it is told. */
  readonly serial?: boolean;
}

const FILE = new URL(`./test-thread-page${extname(new URL(import.meta.url).pathname)}`, import.meta.url);

type Message = { opened: true } | { result: PageResult } | { refused: string } | { failed: ErrorInfo };
/** A page in a thread of its own. */
interface Reading {
  readonly result: Promise<PageResult>;
  stop(): Promise<void>;
}

/** Test helper: an executor that is as simple as one with isolation can be, and slow: a thread for each page. */
export class ThreadAPageExecutor implements Executor {
  readonly type: string = 'thread-a-page';
  readonly #flaws: Flaws;

  constructor(flaws: Flaws = {}) {
    this.#flaws = flaws;
  }

  async *run(task: PageTask, options: RunOptions = {}): AsyncGenerator<PageResult, void, undefined> {
    const { signal, pageTimeoutMs } = options;
    if (signal?.aborted) throw abortedError(signal);
    const maxWorkers = this.#flaws.serial ? 1 : (options.maxWorkers ?? 1);
    const aborted = Promise.withResolvers<never>();
    aborted.promise.catch(() => undefined);
    const onAbort = (): void => aborted.reject(abortedError(signal as AbortSignal));
    signal?.addEventListener('abort', onAbort);
    const readings: Reading[] = [];
    try {
      for (let next = 0; next < task.pages.length || readings.length > 0;) {
        while (readings.length < maxWorkers && next < task.pages.length) {
          readings.push(this.#read(task, task.pages[next++] as number, pageTimeoutMs));
        }
        const result = await Promise.race([(readings[0] as Reading).result, aborted.promise]);
        if (signal?.aborted) throw abortedError(signal);
        readings.shift();
        yield result;
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      await Promise.all(readings.map((reading) => reading.stop()));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}

  #read(task: PageTask, index: number, pageTimeoutMs: number | undefined): Reading {
    const { local: _, ...travelling } = task;
    const start = performance.now();
    const worker = new Worker(FILE, { workerData: { task: travelling, index } });
    const { promise, resolve, reject } = Promise.withResolvers<PageResult>();
    promise.catch(() => undefined);
    const fail = (error: UnifexError): void => resolve(failedPage(index, error, performance.now() - start));
    let timer: NodeJS.Timeout | undefined;
    let opened = false;
    worker.on('message', (message: Message) => {
      if ('result' in message) resolve(message.result);
      else if ('failed' in message) reject(deserializeError(message.failed));
      else if ('refused' in message) fail(new UnifexError('NOT_CLONEABLE', `Page ${index}: ${message.refused}`));
      else {
        opened = true;
        if (pageTimeoutMs === undefined || this.#flaws.patient) return;
        timer = setTimeout(() => {
          fail(new UnifexError('PAGE_TIMEOUT', `Page ${index} took longer than ${pageTimeoutMs} ms.`));
          void worker.terminate();
        }, pageTimeoutMs);
      }
    });
    worker.on('error', () => undefined);
    worker.on('exit', (code) => {
      clearTimeout(timer);
      const lost = this.#flaws.miscoded ? 'PAGE_FAILED' : 'WORKER_CRASHED';
      const error = new UnifexError(lost, `The thread of page ${index} ended with exit code ${code}.`);
      if (opened && !this.#flaws.fragile) fail(error);
      else reject(error);
    });
    void promise.finally(() => clearTimeout(timer)).catch(() => undefined);
    return {
      result: promise,
      stop: async () => {
        await worker.terminate();
      },
    };
  }
}
