import {
  abortedError,
  deserializeError,
  failedPage,
  type UnifexError,
  type BackendRef,
  type PageResult,
} from '@unifex/core';
import { Lease } from './lease.ts';
import { unpackResult, type PackedResult } from './packed-result.ts';
import { PageQueue } from './page-queue.ts';
import type { PoolWorker } from './pool-worker.ts';
import type { WorkerPool } from './pool.ts';
import type { WorkerMessage } from './protocol.ts';
import { ResultWindow } from './result-window.ts';
import { openTimeoutReason, pageTimeoutError, poolClosedError, workerCrashedError } from './run-errors.ts';
import type { WorkerExit } from './transport.ts';
import type { TravellingSource } from './travelling-source.ts';

/** How long a worker may take to let go of a page after an abort before it is killed. An abort is to be over in 300 ms. */
const CANCEL_GRACE_MS = 150;
/** Workers that may die before they have opened the document, with none that has, until the run gives up. */
const MAX_OPEN_CRASHES = 2;
/** Least time for starting a worker and opening the document, in milliseconds, where pages have a limit. */
const MIN_OPEN_MS = 30_000;
/** How long a run may keep its only worker while another run has none, in milliseconds. */
const TURN_MS = 1_000;

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
  /** As they came: a page is unpacked when it is its turn. */
  readonly #results: ResultWindow<PageResult | PackedResult>;
  /** Workers that were killed and are not gone yet. */
  readonly #dying: Set<Promise<void>> = new Set();
  /** Workers that it still tries to have. */
  #capacity: number;
  #requested = 0;
  #openCrashes = 0;
  #failure: UnifexError | undefined;
  #stopped: Promise<void> | undefined;
  #wake: (() => void) | undefined;

  constructor(options: PageRunOptions) {
    this.#options = options;
    this.#pool = options.pool;
    this.#queue = new PageQueue(options.pages.length, options.maxWorkers);
    this.#results = new ResultWindow(this.#queue.windowSize);
    this.#capacity = options.maxWorkers;
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
        const result = this.#results.take(position);
        if (!result) {
          const woken = new Promise<void>((resolve) => (this.#wake = resolve));
          this.#handOut();
          await woken;
          continue;
        }
        position += 1;
        this.#queue.deliver();
        this.#handOut();
        yield unpackResult(result);
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#pool.leave(this);
      await this.#stop();
    }
  }

  onPoolClosed(): void {
    this.#fail(poolClosedError());
  }

  /** Gives every worker what it should have in hand, lets go of those that have nothing to do, and asks for more. */
  #handOut(): void {
    if (this.#stopped) return;
    let held = this.#leases.size;
    let fewest = this.#pool.fewestHeldByWaiting(this);
    for (const [worker, lease] of this.#leases) {
      if (fewest !== undefined && this.#givesWay(lease, held, fewest)) {
        // It finishes what it has in hand.
        held -= 1;
        fewest += 1;
      } else {
        this.#give(worker, lease);
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
        maxWorkers: this.#options.maxWorkers,
        grant: (worker) => this.#receiveWorker(worker),
      });
    }
  }

  /** Another run waits that has fewer workers: one by one they come to the same number, or take turns on a last one. */
  #givesWay(lease: Lease, held: number, fewest: number): boolean {
    return held - fewest > 1 || (held === 1 && fewest === 0 && performance.now() - lease.since > TURN_MS);
  }

  #wantsWorker(): boolean {
    const batches = Math.ceil(this.#queue.available / this.#queue.batchSize);
    return this.#leases.size + this.#requested < this.#capacity && this.#requested < batches;
  }

  #receiveWorker(worker: PoolWorker): void {
    this.#requested -= 1;
    if (this.#stopped || this.#queue.available === 0) {
      // Not within the pool's own loop over its requests.
      queueMicrotask(() => this.#pool.release(worker));
      return;
    }
    const lease = new Lease(worker.documents.has(this.#documentId));
    this.#leases.set(worker, lease);
    this.#give(worker, lease);
  }

  /** Fills the worker's hand when it is half empty. */
  #give(worker: PoolWorker, lease: Lease): void {
    const { backend, source, pages } = this.#options;
    const size = this.#queue.batchSize;
    if (lease.inHand.length * 2 > size) return;
    const positions = this.#queue.take(size - lease.inHand.length);
    if (positions.length === 0) return;
    const documentId = this.#documentId;
    if (!lease.asked) {
      lease.asked = true;
      worker.send({ kind: 'open', documentId, backend, source });
      this.#startOpening(worker, lease);
    }
    worker.send({ kind: 'read', documentId, pages: positions.map((position) => pages[position] as number) });
    const idle = lease.inHand.length === 0;
    lease.inHand.push(...positions);
    if (idle && lease.opened) this.#startPage(worker, lease);
  }

  onMessage(worker: PoolWorker, message: WorkerMessage): void {
    const lease = this.#leases.get(worker);
    if (!lease) return;
    // The worker may still have something to say of another run's document.
    if ('documentId' in message && message.documentId !== this.#documentId) return;
    switch (message.kind) {
      case 'opened':
        lease.opened = true;
        this.#openCrashes = 0;
        this.#startPage(worker, lease);
        break;
      case 'open-failed':
        this.#fail(deserializeError(message.error));
        break;
      case 'result':
        if (this.#stopped) break;
        this.#settle(lease, message.result);
        this.#startPage(worker, lease);
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
    lease.stopClock();
    this.#leases.delete(worker);
    lease.onFree?.();
    if (!this.#stopped) this.#replace(lease, exit);
  }

  /** Goes on without a worker that is gone: the page that it was on has failed, the others in its hand are read by another. */
  #replace(lease: Lease, exit: WorkerExit): void {
    const [position] = lease.inHand;
    if (!lease.opened) {
      this.#openCrashes += 1;
      // Where others are at work, they go on by themselves: what is missing may be memory for one more.
      if (this.#leases.size > 0) this.#capacity = Math.max(1, this.#capacity - 1);
      else if (this.#openCrashes >= MAX_OPEN_CRASHES) {
        this.#fail(workerCrashedError(this.#pool.transport.noun, exit));
        return;
      }
    } else if (position !== undefined) {
      const index = this.#options.pages[position] as number;
      const error = workerCrashedError(this.#pool.transport.noun, exit, index);
      this.#settle(lease, failedPage(index, error, lease.elapsedMs));
    }
    this.#queue.giveBack(lease.inHand);
    this.#handOut();
  }

  /** The page that the worker was on is done, one way or another. */
  #settle(lease: Lease, result: PageResult | PackedResult): void {
    lease.stopClock();
    const position = lease.inHand.shift();
    if (position === undefined) return;
    this.#results.put(position, result);
    this.#wake?.();
  }

  /** Starts the clock of the page that the worker is on now. */
  #startPage(worker: PoolWorker, lease: Lease): void {
    const { pageTimeoutMs, pages } = this.#options;
    const position = lease.inHand[0];
    if (position === undefined || this.#stopped) return;
    lease.begin(pageTimeoutMs, () => {
      if (this.#leases.get(worker) !== lease || this.#stopped) return;
      const index = pages[position] as number;
      const error = pageTimeoutError(this.#pool.transport.noun, index, pageTimeoutMs as number);
      this.#settle(lease, failedPage(index, error, lease.elapsedMs));
      this.#leases.delete(worker);
      this.#queue.giveBack(lease.inHand);
      void this.#kill(worker);
      this.#handOut();
    });
  }

  /** Starts the clock of the opening, which has one where pages have one. */
  #startOpening(worker: PoolWorker, lease: Lease): void {
    const { pageTimeoutMs } = this.#options;
    const limitMs = pageTimeoutMs === undefined ? undefined : Math.max(MIN_OPEN_MS, pageTimeoutMs);
    lease.begin(limitMs, () => {
      if (this.#leases.get(worker) !== lease || this.#stopped) return;
      this.#leases.delete(worker);
      void this.#kill(worker);
      this.#replace(lease, { reason: openTimeoutReason(limitMs as number) });
    });
  }

  async #kill(worker: PoolWorker): Promise<void> {
    const gone = worker.kill();
    this.#dying.add(gone);
    await gone;
    this.#dying.delete(gone);
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
    await Promise.all([
      ...this.#dying,
      ...[...this.#leases].map(async ([worker, lease]) => {
        lease.stopClock();
        if (lease.inHand.length > 0 && !(await this.#cancel(worker, lease))) {
          await worker.kill();
          return;
        }
        this.#leases.delete(worker);
        this.#pool.release(worker);
      }),
    ]);
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
