import type { Backend, BackendRef, DocumentReader } from './backend.ts';
import type { ErrorInfo } from './errors.ts';
import type { Page } from './model.ts';
import type { Source } from './source.ts';

export type PageResult =
  | { index: number; success: true; page: Page; durationMs: number }
  | { index: number; success: false; error: ErrorInfo; durationMs: number };

/** What is to be read. Plain data but for `local`, which never travels. */
export interface PageTask {
  readonly backend: BackendRef;
  readonly source: Source;
  /** 0-based indices in the order in which results are wanted. */
  readonly pages: readonly number[];
  /** For an executor that runs where the document is already open. */
  readonly local?: { readonly backend: Backend; readonly reader: DocumentReader };
}

export interface RunOptions {
  /** Number of pages read at once. At least 1. */
  maxWorkers?: number;
  signal?: AbortSignal;
  /** A page that takes longer fails with `PAGE_TIMEOUT`; a worker that is stuck on it is killed. */
  pageTimeoutMs?: number;
}

/**
 * How pages are shared out. One invariant: n pages asked for give n results, in the order asked for; a failed page is a
 * result, never an exception. An abort rejects with `ABORTED`; leaving the iteration early stops the run.
 */
export interface Executor extends AsyncDisposable {
  readonly type: string;
  run(task: PageTask, options?: RunOptions): AsyncIterable<PageResult>;
}

/** What `@unifex/executors` and other executor packages export by default. */
export interface ExecutorModule {
  readonly apiVersion: 1;
  readonly types: readonly string[];
  /** The process-wide executor of that type: warm, shared between documents. */
  get(type: string): Executor;
}

export interface ProgressEvent {
  done: number;
  total: number;
  failed: number;
  pagesPerSecond: number;
}
