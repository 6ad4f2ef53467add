import {
  abortedError,
  assertRuntime,
  deserializeError,
  UnifexError,
  invalidOption,
  isUnifexError,
  type BackendRef,
  type Executor,
  type PageResult,
  type PageTask,
  type RunOptions,
  type Source,
} from '@unifex/core';
import { PageRun } from './page-run.ts';
import type { PoolWorker } from './pool-worker.ts';
import { WorkerPool } from './pool.ts';
import { resolveModule } from './resolve-module.ts';
import { poolClosedError } from './run-errors.ts';
import type { Transport } from './transport.ts';
import type { PreparedSource } from './travelling-source.ts';

/** Makes a document's bytes ready for the workers of a transport. */
export type PrepareSource = (source: Source, signal?: AbortSignal) => PreparedSource | Promise<PreparedSource>;

/** An executor on a pool of workers of one kind. The pool starts with the first page and stays until it is closed. */
export class PoolExecutor implements Executor {
  readonly type: string;
  readonly #pool: WorkerPool;
  readonly #prepare: PrepareSource;

  /** @throws UnifexError `RUNTIME_UNSUPPORTED` */
  constructor(type: string, transport: Transport, prepare: PrepareSource) {
    assertRuntime();
    this.type = type;
    this.#pool = new WorkerPool(transport);
    this.#prepare = prepare;
  }

  /** Number of workers that are running now, idle ones among them. */
  get workers(): number {
    return this.#pool.size;
  }

  /**
   * Reads the pages on workers; see {@link Executor.run}.
   * @throws UnifexError `INVALID_OPTION`, `NOT_CLONEABLE`, `ABORTED`; `SOURCE_UNREADABLE` when the bytes do not reach a worker;
   *   `WORKER_CRASHED` when workers die while they open the document; whatever the backend throws at its opening
   */
  async *run(task: PageTask, options: RunOptions = {}): AsyncGenerator<PageResult, void, undefined> {
    const { maxWorkers = 1, signal, pageTimeoutMs } = options;
    checkCount('maxWorkers', maxWorkers);
    const backend = travelling(task.backend);
    if (signal?.aborted) throw abortedError(signal);
    if (task.pages.length === 0) return;
    const { closings } = this.#pool;
    await using prepared = await this.#prepare(task.source, signal);
    if (signal?.aborted) throw abortedError(signal);
    if (this.#pool.closings !== closings) throw poolClosedError();
    const run = new PageRun({
      pool: this.#pool,
      backend,
      source: prepared.message,
      pages: task.pages,
      maxWorkers,
      pageTimeoutMs,
      signal,
    });
    yield* run.results();
  }

  /**
   * Starts workers before they are needed, and imports a backend in them.
   * @throws UnifexError `INVALID_OPTION`, `WORKER_CRASHED` when a worker does not start, or what the import throws
   */
  async warm(workers: number, backend?: BackendRef): Promise<void> {
    checkCount('workers', workers);
    const ref = backend && travelling(backend);
    await Promise.all(this.#pool.grow(workers).map((worker) => this.#warmUp(worker, ref)));
  }

  async #warmUp(worker: PoolWorker, backend: BackendRef | undefined): Promise<void> {
    // Lent to this call, which keeps the program alive meanwhile.
    worker.lend({ onMessage: () => undefined, onExit: () => undefined });
    try {
      await worker.ready();
      const answer = backend && (await worker.importBackend({ kind: 'import', backend }));
      if (answer?.error) throw deserializeError(answer.error);
    } catch (error) {
      if (isUnifexError(error)) throw error;
      const { message, cause } = error as Error;
      throw new UnifexError('WORKER_CRASHED', message, { cause });
    } finally {
      this.#pool.release(worker);
    }
  }

  /** Ends all workers. A run that is going on fails with `ABORTED`; the next one starts new workers. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close();
  }
}

/** The reference as it goes to a worker: with the place of its module, which is to be found from here. */
function travelling(backend: BackendRef): BackendRef {
  try {
    structuredClone(backend);
  } catch (error) {
    throw new UnifexError(
      'NOT_CLONEABLE',
      `The options of the extractor "${backend.type}" are no plain data, and cannot travel to a worker. Make the reference with refOf().`,
      { cause: error },
    );
  }
  return { ...backend, module: resolveModule(backend.module) };
}

function checkCount(name: string, value: unknown): void {
  if (!Number.isInteger(value) || (value as number) < 1) throw invalidOption(name, value, 'a whole number from 1 on');
}
