import {
  checkOptions,
  ExecutorType,
  optionsParser,
  UnifexError,
  type BackendRef,
  type ExecutorModule,
} from '@unifex/core';
import { PoolExecutor } from './pool-executor.ts';
import { processTransport } from './process-transport.ts';
import { threadTransport } from './thread-transport.ts';
import { fileSource, shareSource } from './travelling-source.ts';

/** What the workers of a pool may take. */
export interface PoolOptions {
  /**
   * Largest JavaScript heap of a worker, in MiB: a page that needs more takes its worker down and fails with `WORKER_CRASHED`.
   * Default: what Node.js takes for this machine, 2 to 4 GiB for each. Memory outside of the heap (buffers, WebAssembly) does
   * not count, and for threads a `--max-old-space-size` of the program itself comes first.
   */
  maxHeapMb?: number;
}

const shared = new Map<string, PoolExecutor>();

/**
 * A new executor on worker threads of its own, which end with its disposal. The process-wide one is `executor: 'thread'`.
 * @throws UnifexError `INVALID_OPTION`, `RUNTIME_UNSUPPORTED`
 */
export function threadExecutor(options?: PoolOptions): PoolExecutor {
  return new PoolExecutor(ExecutorType.THREAD, threadTransport(checkPoolOptions(options)), shareSource);
}

/**
 * A new executor on child processes of its own, which end with its disposal. The process-wide one is `executor: 'process'`.
 * @throws UnifexError `INVALID_OPTION`, `RUNTIME_UNSUPPORTED`
 */
export function processExecutor(options?: PoolOptions): PoolExecutor {
  return new PoolExecutor(ExecutorType.PROCESS, processTransport(checkPoolOptions(options)), fileSource);
}

function checkPoolOptions(options: unknown): PoolOptions {
  const { number } = optionsParser;
  return checkOptions(options, { maxHeapMb: number({ integer: true, min: 16 }) }, 'a pool of workers');
}

/** The process-wide executor of a type. @throws UnifexError `EXECUTOR_UNKNOWN` */
export function sharedExecutor(type: string): PoolExecutor {
  const found = shared.get(type);
  if (found) return found;
  const make =
    type === ExecutorType.THREAD ? threadExecutor : type === ExecutorType.PROCESS ? processExecutor : undefined;
  if (!make) {
    throw new UnifexError(
      'EXECUTOR_UNKNOWN',
      `@unifex/executors has no executor "${type}". Use one of thread, process.`,
      {
        details: { type, allowed: ['thread', 'process'] },
      },
    );
  }
  const made = make();
  shared.set(type, made);
  return made;
}

/**
 * Starts workers of a process-wide pool before the first document comes.
 * @param type `thread` or `process`
 * @param options.workers how many
 * @param options.backend imported in them as well (`refOf(backend)`): the first page is then not slower than the others
 * @throws UnifexError `EXECUTOR_UNKNOWN`, `INVALID_OPTION`, `WORKER_CRASHED`
 */
export async function warmPool(type: string, options: { workers: number; backend?: BackendRef }): Promise<void> {
  await sharedExecutor(type).warm(options.workers, options.backend);
}

/** Ends the workers of the process-wide pools. The next extraction starts new ones. */
export async function closePools(): Promise<void> {
  await Promise.all([...shared.values()].map((executor) => executor[Symbol.asyncDispose]()));
}

/** What `@unifex/core` looks for when an extraction names `thread` or `process`. */
export const executorModule: ExecutorModule = {
  apiVersion: 1,
  types: [ExecutorType.THREAD, ExecutorType.PROCESS],
  get: sharedExecutor,
};
