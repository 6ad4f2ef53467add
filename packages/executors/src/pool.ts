import { availableParallelism } from 'node:os';
import { PoolWorker, type Borrower } from './pool-worker.ts';
import type { Transport } from './transport.ts';

/** A run that uses the pool. */
export interface PoolUser {
  /** The pool ends its workers: the run is over. */
  onPoolClosed(): void;
}

/** A wish for one worker. */
export interface WorkerRequest {
  readonly borrower: Borrower;
  /** A worker that has this document open already is preferred. */
  readonly documentId: number;
  /** The most workers that the borrower has use for: the pool grows to it. */
  readonly maxWorkers: number;
  grant(worker: PoolWorker): void;
}

/**
 * Workers that are started when they are first needed and then kept: lent to one run at a time for as long as it has pages
 * for them, so that runs take turns. It grows to the number of cores, or to the most that one run asks for.
 */
export class WorkerPool {
  readonly transport: Transport;
  readonly #workers: Set<PoolWorker> = new Set();
  readonly #requests: WorkerRequest[] = [];
  readonly #users: Set<PoolUser> = new Set();

  constructor(transport: Transport) {
    this.transport = transport;
  }

  /** Number of workers, idle and lent. */
  get size(): number {
    return this.#workers.size;
  }

  /** Whether somebody waits for a worker. */
  get contended(): boolean {
    return this.#requests.length > 0;
  }

  join(user: PoolUser): void {
    this.#users.add(user);
  }

  leave(user: PoolUser): void {
    this.#users.delete(user);
  }

  /** Grants the wish now or later, in the order of the wishes. */
  request(request: WorkerRequest): void {
    this.#requests.push(request);
    this.#serve();
  }

  withdraw(borrower: Borrower): void {
    for (let i = this.#requests.length - 1; i >= 0; i--) {
      if (this.#requests[i]?.borrower === borrower) this.#requests.splice(i, 1);
    }
  }

  release(worker: PoolWorker): void {
    worker.takeBack();
    this.#serve();
  }

  /** Tells every worker that has the document open to close it. */
  closeDocument(documentId: number): void {
    for (const worker of this.#workers) worker.send({ kind: 'close', documentId });
  }

  /** Starts workers until there are so many. Returns those that are idle, at most `count`. */
  grow(count: number): PoolWorker[] {
    while (this.#workers.size < count) this.#start();
    return [...this.#workers].filter((worker) => worker.idle).slice(0, count);
  }

  /** Ends all runs and all workers. The pool starts anew with the next request. */
  async close(): Promise<void> {
    for (const user of this.#users) user.onPoolClosed();
    await Promise.all([...this.#workers].map((worker) => worker.kill()));
  }

  #serve(): void {
    for (let request = this.#requests[0]; request; request = this.#requests[0]) {
      const worker = this.#find(request);
      if (!worker) return;
      this.#requests.shift();
      worker.lend(request.borrower);
      request.grant(worker);
    }
  }

  #find({ documentId, maxWorkers }: WorkerRequest): PoolWorker | undefined {
    let found: PoolWorker | undefined;
    for (const worker of this.#workers) {
      if (!worker.idle) continue;
      if (worker.documents.has(documentId)) return worker;
      found ??= worker;
    }
    if (found) return found;
    return this.#workers.size < Math.max(availableParallelism(), maxWorkers) ? this.#start() : undefined;
  }

  #start(): PoolWorker {
    const worker = new PoolWorker(this.transport, (gone) => {
      this.#workers.delete(gone);
      // After the borrower has heard of it: it may want another one.
      queueMicrotask(() => this.#serve());
    });
    this.#workers.add(worker);
    return worker;
  }
}
