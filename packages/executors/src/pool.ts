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
 * for them. It grows to the number of cores, or to the most that one run asks for. Where runs want more workers than there
 * are, whoever holds fewest is served first.
 */
export class WorkerPool {
  readonly transport: Transport;
  readonly #cores: number;
  readonly #workers: Set<PoolWorker> = new Set();
  readonly #requests: WorkerRequest[] = [];
  readonly #users: Set<PoolUser> = new Set();
  #closings = 0;

  /** @param cores workers that it may always grow to */
  constructor(transport: Transport, cores: number = availableParallelism()) {
    this.transport = transport;
    this.#cores = cores;
  }

  /** Number of workers, idle and lent. */
  get size(): number {
    return this.#workers.size;
  }

  /** How often it was closed. */
  get closings(): number {
    return this.#closings;
  }

  join(user: PoolUser): void {
    this.#users.add(user);
  }

  leave(user: PoolUser): void {
    this.#users.delete(user);
  }

  /** Grants the wish now or later. */
  request(request: WorkerRequest): void {
    this.#requests.push(request);
    this.#serve();
  }

  withdraw(borrower: Borrower): void {
    for (let i = this.#requests.length - 1; i >= 0; i--) {
      if (this.#requests[i]?.borrower === borrower) this.#requests.splice(i, 1);
    }
  }

  /** Number of workers that the neediest of the others who wait has now; undefined when no other waits. */
  fewestHeldByWaiting(borrower: Borrower): number | undefined {
    let fewest: number | undefined;
    for (const request of this.#requests) {
      if (request.borrower !== borrower) fewest = Math.min(fewest ?? Infinity, this.#heldBy(request.borrower));
    }
    return fewest;
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
    this.#closings += 1;
    for (const user of this.#users) user.onPoolClosed();
    await Promise.all([...this.#workers].map((worker) => worker.kill()));
  }

  #serve(): void {
    for (let granted = this.#nextGrant(); granted; granted = this.#nextGrant()) {
      const { request, worker } = granted;
      this.#requests.splice(this.#requests.indexOf(request), 1);
      worker.lend(request.borrower);
      request.grant(worker);
    }
  }

  #nextGrant(): { request: WorkerRequest; worker: PoolWorker } | undefined {
    // Sorting keeps the order of the wishes among those who hold the same.
    const wishes = this.#requests.map((request) => ({ request, held: this.#heldBy(request.borrower) }));
    for (const { request } of wishes.sort((a, b) => a.held - b.held)) {
      const worker = this.#find(request);
      if (worker) return { request, worker };
    }
    return undefined;
  }

  #heldBy(borrower: Borrower): number {
    let count = 0;
    for (const worker of this.#workers) if (worker.borrower === borrower) count += 1;
    return count;
  }

  #find({ documentId, maxWorkers }: WorkerRequest): PoolWorker | undefined {
    let found: PoolWorker | undefined;
    for (const worker of this.#workers) {
      if (!worker.idle) continue;
      if (worker.documents.has(documentId)) return worker;
      found ??= worker;
    }
    return found ?? (this.#workers.size < Math.max(this.#cores, maxWorkers) ? this.#start() : undefined);
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
