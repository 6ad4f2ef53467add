import {
  abortedError,
  deserializeError,
  failedPage,
  UnifexError,
  type BackendRef,
  type PageResult,
} from '@unifex/core';
import { PageQueue } from './page-queue.ts';
import type { PoolWorker } from './pool-worker.ts';
import type { WorkerPool } from './pool.ts';
import type { WorkerMessage } from './protocol.ts';
import type { WorkerExit } from './transport.ts';
import type { TravellingSource } from './travelling-source.ts';

/** How long a worker may take to let go of a page after an abort before it is killed. An abort is to be over in 300 ms. */
const CANCEL_GRACE_MS = 150;
/** Workers that may die before they have opened the document, one after another, until the run gives up. */
const MAX_OPEN_CRASHES = 2;

/** A worker that this run has borrowed. */
interface Lease {
  opened: boolean;
  /** Positions of the pages that it has been given, the one that it is on first. */
  readonly inHand: number[];
  timer: NodeJS.Timeout | undefined;
  /** Set when the run ends: called when the worker holds no page any more. */
  onFree?: () => void;
}

export interface PageRunOptions {
  readonly pool: WorkerPool;
  readonly backend: BackendRef;
  readonly source: TravellingSource;
  readonly pages: readonly number[];
  readonly maxWorkers: number;
  readonly pageTimeoutMs: number | undefined;
  readonly signal: AbortSignal | undefined;
}

let documentCount = 0;

/** The pages of one task on the workers of a pool. */
export class PageRun {
  readonly #options: PageRunOptions;
  readonly #pool: WorkerPool;
  readonly #queue: PageQueue;
  readonly #documentId: number = ++documentCount;
  readonly #leases: Map<PoolWorker, Lease> = new Map();
  readonly #results: Map<number, PageResult> = new Map();
  #requested = 0;
  #openCrashes = 0;
  #failure: UnifexError | undefined;
  #stopped: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(options: PageRunOptions) {
    this.#options = options;
    this.#pool = options.pool;
    this.#queue = new PageQueue(options.pages.length, options.maxWorkers);
  }

  /** Results in the order of the pages. */
  async *results(): AsyncGenerator<PageResult, void, undefined> {
    const { pages, signal } = this.#options;
    // Also while the consumer is busy elsewhere: an abort stops the workers at once.
    const onAbort = (): void => {
      if (signal) this.#fail(abortedError(signal));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#pool.join(this);
    try {
      for (let position = 0; position < pages.length;) {
        if (this.#failure) throw this.#failure;
        const result = this.#results.get(position);
        if (!result) {
          const woken = new Promise<void>((resolve) => (this.#wake = resolve));
          this.#handOut();
          await woken;
          continue;
        }
        this.#results.delete(position);
        position += 1;
        this.#queue.deliver();
        this.#handOut();
        yield result;
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#pool.leave(this);
      await this.#stop();
    }
  }

  onPoolClosed(): void {
    this.#fail(new UnifexError('ABORTED', 'The extraction ended because its pool of workers was closed.'));
  }

  /** Gives every worker what it should have in hand, lets go of those that have nothing to do, and asks for more. */
  #handOut(): void {
    if (this.#stopped) return;
    const { pages, maxWorkers } = this.#options;
    const size = this.#queue.batchSize;
    for (const [worker, lease] of this.#leases) {
      // Others wait, and this run has more than one: it finishes what this one has in hand, and lets go of it.
      const giveWay = this.#pool.contended && this.#requested === 0 && this.#leases.size > 1;
      if (!giveWay && lease.inHand.length * 2 <= size) {
        const positions = this.#queue.take(size - lease.inHand.length);
        if (positions.length > 0) {
          worker.send({
            kind: 'read',
            documentId: this.#documentId,
            pages: positions.map((position) => pages[position] as number),
          });
          const idle = lease.inHand.length === 0;
          lease.inHand.push(...positions);
          if (idle && lease.opened) this.#startTimer(worker, lease);
        }
      }
      if (lease.inHand.length === 0) {
        this.#leases.delete(worker);
        this.#pool.release(worker);
      }
    }
    // Counted anew each time: a request may be granted at once, and the worker then takes pages from the queue.
    while (this.#wantsWorker()) {
      this.#requested += 1;
      this.#pool.request({
        borrower: this,
        documentId: this.#documentId,
        maxWorkers,
        grant: (worker) => this.#receiveWorker(worker),
      });
    }
  }

  #wantsWorker(): boolean {
    const batches = Math.ceil(this.#queue.available / this.#queue.batchSize);
    return this.#leases.size + this.#requested < this.#options.maxWorkers && this.#requested < batches;
  }

  #receiveWorker(worker: PoolWorker): void {
    this.#requested -= 1;
    if (this.#stopped || this.#queue.available === 0) {
      // Not within the pool's own loop over its requests.
      queueMicrotask(() => this.#pool.release(worker));
      return;
    }
    const opened = worker.documents.has(this.#documentId);
    if (!opened) {
      const { backend, source } = this.#options;
      worker.send({ kind: 'open', documentId: this.#documentId, backend, source });
    }
    this.#leases.set(worker, { opened, inHand: [], timer: undefined });
    this.#handOut();
  }

  onMessage(worker: PoolWorker, message: WorkerMessage): void {
    const lease = this.#leases.get(worker);
    if (!lease) return;
    switch (message.kind) {
      case 'opened':
        lease.opened = true;
        this.#openCrashes = 0;
        this.#startTimer(worker, lease);
        break;
      case 'open-failed':
        this.#fail(deserializeError(message.error));
        break;
      case 'result':
        if (this.#stopped) break;
        this.#settle(lease, message.result);
        this.#startTimer(worker, lease);
        this.#queue.measure(message.result.durationMs);
        this.#handOut();
        break;
      case 'cancelled':
        lease.onFree?.();
        break;
    }
  }

  onExit(worker: PoolWorker, exit: WorkerExit): void {
    const lease = this.#leases.get(worker);
    if (!lease) return;
    clearTimeout(lease.timer);
    this.#leases.delete(worker);
    lease.onFree?.();
    if (this.#stopped) return;
    if (lease.opened) {
      const position = lease.inHand[0];
      if (position !== undefined) {
        const index = this.#options.pages[position] as number;
        const error = this.#crash(`while it read page ${index}`, exit, 'The other pages were read.', { page: index });
        this.#settle(lease, failedPage(index, error, 0));
      }
    } else {
      this.#openCrashes += 1;
      if (this.#openCrashes >= MAX_OPEN_CRASHES) {
        this.#fail(this.#crash('while it opened the document, and so did the one before it', exit, '', {}));
        return;
      }
    }
    this.#queue.giveBack(lease.inHand);
    this.#handOut();
  }

  #crash(when: string, exit: WorkerExit, then: string, details: Record<string, unknown>): UnifexError {
    const message = `The ${this.#pool.transport.noun} ended ${when}: ${exit.reason}. ${then}`.trimEnd();
    return new UnifexError('WORKER_CRASHED', message, {
      ...(exit.error === undefined ? {} : { cause: exit.error }),
      details: { ...details, reason: exit.reason },
    });
  }

  /** The page that the worker was on is done, one way or another. */
  #settle(lease: Lease, result: PageResult): void {
    clearTimeout(lease.timer);
    const position = lease.inHand.shift();
    if (position === undefined) return;
    this.#results.set(position, result);
    this.#wake?.();
  }

  /** Starts the clock of the page that the worker is on now. */
  #startTimer(worker: PoolWorker, lease: Lease): void {
    const { pageTimeoutMs, pages } = this.#options;
    const position = lease.inHand[0];
    if (pageTimeoutMs === undefined || position === undefined || this.#stopped) return;
    clearTimeout(lease.timer);
    lease.timer = setTimeout(() => {
      // This thread may itself have been busy: its messages are heard first.
      setImmediate(() => {
        if (lease.inHand[0] !== position || !this.#leases.has(worker) || this.#stopped) return;
        const index = pages[position] as number;
        const error = new UnifexError(
          'PAGE_TIMEOUT',
          `Page ${index} took longer than ${pageTimeoutMs} ms, and its ${this.#pool.transport.noun} was ended. ` +
            'Raise `pageTimeoutMs`, or leave the page out.',
          { details: { page: index, pageTimeoutMs } },
        );
        this.#settle(lease, failedPage(index, error, pageTimeoutMs));
        this.#leases.delete(worker);
        this.#queue.giveBack(lease.inHand);
        void worker.kill();
        this.#handOut();
      });
    }, pageTimeoutMs);
  }

  /** The whole run fails: the consumer hears of it at its next step, the workers at once. */
  #fail(error: UnifexError): void {
    this.#failure ??= error;
    this.#wake?.();
    void this.#stop();
  }

  #stop(): Promise<void> {
    this.#stopped ??= this.#letGo();
    return this.#stopped;
  }

  /** Nothing of this run is left when it resolves: no page in hand, no open document, no wish for a worker. */
  async #letGo(): Promise<void> {
    this.#pool.withdraw(this);
    await Promise.all(
      [...this.#leases].map(async ([worker, lease]) => {
        clearTimeout(lease.timer);
        if (lease.inHand.length > 0 && !(await this.#cancel(worker, lease))) {
          await worker.kill();
          return;
        }
        this.#leases.delete(worker);
        this.#pool.release(worker);
      }),
    );
    this.#results.clear();
    this.#pool.closeDocument(this.#documentId);
  }

  /** Whether the worker let go of its pages in time. */
  #cancel(worker: PoolWorker, lease: Lease): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), CANCEL_GRACE_MS);
      lease.onFree = () => {
        clearTimeout(timer);
        resolve(true);
      };
      worker.send({ kind: 'cancel' });
    });
  }
}
