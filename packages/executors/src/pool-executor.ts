import {
  abortedError,
  assertRuntime,
  deserializeError,
  UnifexError,
  invalidOption,
  type BackendRef,
  type Executor,
  type PageResult,
  type PageTask,
  type RunOptions,
  type Source,
} from '@unifex/core';
import { PageRun } from './page-run.ts';
import { WorkerPool } from './pool.ts';
import { resolveModule } from './resolve-module.ts';
import type { Transport } from './transport.ts';
import type { PreparedSource } from './travelling-source.ts';

/** An executor on a pool of workers of one kind. The pool starts with the first page and stays until it is closed. */
export class PoolExecutor implements Executor {
  readonly type: string;
  readonly #pool: WorkerPool;
  readonly #prepare: (source: Source) => PreparedSource | Promise<PreparedSource>;

  /** @throws UnifexError `RUNTIME_UNSUPPORTED` */
  constructor(
    type: string,
    transport: Transport,
    prepare: (source: Source) => PreparedSource | Promise<PreparedSource>,
  ) {
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
   * @throws UnifexError `INVALID_OPTION`, `ABORTED`; `WORKER_CRASHED` when workers die while they open the document; whatever
   *   the backend throws at its opening
   */
  async *run(task: PageTask, options: RunOptions = {}): AsyncGenerator<PageResult, void, undefined> {
    const { maxWorkers = 1, signal, pageTimeoutMs } = options;
    checkCount('maxWorkers', maxWorkers);
    if (signal?.aborted) throw abortedError(signal);
    await using prepared = await this.#prepare(task.source);
    if (signal?.aborted) throw abortedError(signal);
    const run = new PageRun({
      pool: this.#pool,
      backend: { ...task.backend, module: resolveModule(task.backend.module) },
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
    const ref = backend && { ...backend, module: resolveModule(backend.module) };
    await Promise.all(
      this.#pool.grow(workers).map(async (worker) => {
        const borrower = { onMessage: () => undefined, onExit: () => undefined };
        // Lent to this call, which keeps the program alive meanwhile.
        worker.lend(borrower);
        try {
          await worker.ready();
          const answer = ref && (await worker.importBackend({ kind: 'import', backend: ref }));
          if (answer?.error) throw deserializeError(answer.error);
        } catch (error) {
          if (error instanceof UnifexError) throw error;
          throw new UnifexError('WORKER_CRASHED', (error as Error).message, { cause: (error as Error).cause });
        } finally {
          this.#pool.release(worker);
        }
      }),
    );
  }

  /** Ends all workers. A run that is going on fails with `ABORTED`; the next one starts new workers. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close();
  }
}

function checkCount(name: string, value: unknown): void {
  if (!Number.isInteger(value) || (value as number) < 1) throw invalidOption(name, value, 'a whole number from 1 on');
}
