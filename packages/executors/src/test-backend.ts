import {
  defineBackend,
  refOf,
  sourceFromBytes,
  UnifexError,
  type Backend,
  type BackendRef,
  type DocumentReader,
  type Page,
  type PageTask,
  type Source,
} from '@unifex/core';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, threadId } from 'node:worker_threads';

/** What a page of the test backend does before it is read, if it ever is. */
export type Act =
  | 'throw'
  | 'exit'
  | 'uncaught'
  | 'reject'
  | 'out-of-memory'
  | 'loop'
  | 'hang'
  | 'print'
  | 'not-cloneable'
  | 'odd-details'
  | 'chatter'
  | 'count'
  | 'nested'
  | `sleep ${number}`
  | `kill ${NodeJS.Signals}`;

/** What its opening does. `wait` heeds the signal, `hang` heeds nothing. */
export type OpenAct = 'hang' | 'wait' | 'loop' | 'exit' | 'throw' | 'dispose-throws' | `sleep ${number}`;

export interface TestOptions {
  pageCount?: number;
  /** By page. */
  acts?: Record<number, Act>;
  /** For pages that `acts` does not name. */
  every?: Act;
  opening?: OpenAct;
  /** A secret. */
  password?: string;
}

/** What a page says of the worker that read it, as JSON in its only text. */
export interface Witness {
  pid: number;
  threadId: number;
  /** Number of documents that this worker has opened so far. */
  opened: number;
  /** And closed. */
  closed: number;
  /** Whether the signal of the opening has been aborted by now. */
  openingAborted: boolean;
  argv: string[];
  execArgv: string[];
  /** Whether the source stands on shared memory. */
  shared: boolean;
  nested?: unknown;
}

let opened = 0;
let closed = 0;
const kept: unknown[] = [];

/** A backend whose pages do as they are told: the fixture of this package's tests. */
export const testBackend: Backend<TestOptions> = defineBackend({
  apiVersion: 1,
  type: 'test',
  module: import.meta.url,
  supports: { mediaTypes: ['*/*'], environments: ['node'], concurrency: 'exclusive', passwords: true },
  parseOptions: (input) => (input ?? {}) as TestOptions,
  open: async (source, options, { signal }) => {
    opened += 1;
    if (options.opening) await actAtOpening(options.opening, signal);
    return new TestReader(source, options, signal);
  },
});
export default testBackend;

/** A task on the test backend. */
export function testTask(pages: number | readonly number[], options: TestOptions = {}): PageTask {
  return { backend: testRef(options), source: testSource(), pages: typeof pages === 'number' ? range(pages) : pages };
}

export function testRef(options: TestOptions = {}): BackendRef {
  return refOf(testBackend, options);
}

/** What V8 writes when a process runs out of memory is no news here: the process gives its standard error to nobody. */
function muteDeath(): void {
  if (!isMainThread) return;
  closeSync(2);
  // Takes the lowest number that is free, which is the one that was closed.
  openSync(devNull, 'w');
}

/** Four bytes, on which the act `count` counts pages where the worker sees this very memory. */
export function testSource(): Source {
  return sourceFromBytes(new Uint8Array(4), 'test');
}

/** Number of pages that have been counted. */
export function countIn(source: Source): number {
  return Atomics.load(new Int32Array(source.bytes.buffer), 0);
}

export function witnessOf(page: Page): Witness {
  return JSON.parse(page.texts[0]?.text ?? '') as Witness;
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

class TestReader implements DocumentReader {
  readonly pageCount: number;
  readonly #source: Source;
  readonly #options: TestOptions;
  readonly #opening: AbortSignal;

  constructor(source: Source, options: TestOptions, opening: AbortSignal) {
    this.#source = source;
    this.#options = options;
    this.#opening = opening;
    this.pageCount = options.pageCount ?? 10_000;
  }

  async metadata(): Promise<{ pageCount: number }> {
    return { pageCount: this.pageCount };
  }

  async extractPage(index: number): Promise<Page> {
    const { acts, every } = this.#options;
    const act = acts?.[index] ?? every;
    const { bytes } = this.#source;
    const witness: Witness = {
      pid: process.pid,
      threadId,
      opened,
      closed,
      openingAborted: this.#opening.aborted,
      argv: process.argv,
      execArgv: process.execArgv,
      shared: bytes.buffer instanceof SharedArrayBuffer,
    };
    if (act === 'count') Atomics.add(new Int32Array(bytes.buffer), 0, 1);
    if (act === 'nested') witness.nested = await readNested();
    else if (act) await actOnPage(act, index);
    const size = { width: 100, height: 100 };
    const page: Page = {
      index,
      ...size,
      unit: 'points',
      sizeInPoints: size,
      rotation: 0,
      texts: [{ text: JSON.stringify(witness), bbox: { x0: 0, y0: 0, x1: 1, y1: 1 }, rotation: 0, origin: 'native' }],
      tables: [],
    };
    if (act === 'not-cloneable') (page as { secret?: unknown }).secret = () => index;
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    closed += 1;
    if (this.#options.opening === 'dispose-throws') throw new Error('this document does not close');
  }
}

async function actAtOpening(act: OpenAct, signal: AbortSignal): Promise<void> {
  if (act === 'wait') await sleep(600_000, undefined, { signal });
  if (act === 'hang') await forEver();
  if (act === 'loop') loop();
  if (act === 'exit') process.exit(3);
  if (act === 'throw') throw new UnifexError('PASSWORD_WRONG', 'The password is wrong.', { details: { tries: 1 } });
  if (act.startsWith('sleep ')) await sleep(Number(act.slice(6)));
}

async function actOnPage(act: Act, index: number): Promise<void> {
  switch (act) {
    case 'throw':
      throw new UnifexError('DOCUMENT_CORRUPT', `Page ${index} is torn.`, {
        cause: new RangeError('the cause'),
        details: { page: index, list: [1, 'two'] },
      });
    case 'odd-details':
      throw new UnifexError('PROVIDER_ERROR', 'The details are odd.', { details: { callback: () => index } });
    case 'exit':
      return process.exit(7);
    case 'uncaught':
      setImmediate(() => {
        throw new TypeError(`stray error of page ${index}`);
      });
      return forEver();
    case 'reject':
      void Promise.reject(new TypeError(`stray rejection of page ${index}`));
      return forEver();
    case 'out-of-memory':
      muteDeath();
      for (;;) kept.push(Array.from({ length: 1000 }, (_, item) => ({ item })));
    case 'loop':
      return loop();
    case 'hang':
      return forEver();
    case 'print':
      console.log(`printed on page ${index}`);
      process.stdout.write(`written on page ${index}\n`);
      return;
    case 'chatter':
      // As libraries do that greet a process manager.
      process.send?.('ready');
      process.send?.(null);
      return;
    case 'not-cloneable':
    case 'count':
    case 'nested':
      return;
    default:
      if (act.startsWith('sleep ')) return sleep(Number(act.slice(6)));
      process.kill(process.pid, act.slice(5));
      return forEver();
  }
}

/** A run within the worker, on threads and processes of its own. */
async function readNested(): Promise<unknown> {
  const { threadExecutor, processExecutor } = await import('./executors.ts');
  const pages: Witness[] = [];
  for (const executor of [threadExecutor(), processExecutor()]) {
    await using closing = executor;
    for await (const result of closing.run(testTask(2), { maxWorkers: 1 })) {
      if (!result.success) throw new Error(result.error.message);
      pages.push(witnessOf(result.page));
    }
  }
  return pages.map((page) => ({ pid: page.pid, threadId: page.threadId }));
}

function loop(): never {
  for (;;);
}

function forEver(): Promise<never> {
  return new Promise(() => undefined);
}
