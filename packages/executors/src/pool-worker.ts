import type { HostMessage, WorkerMessage } from './protocol.ts';
import type { Transport, WorkerExit, WorkerHandle } from './transport.ts';

/** Who has borrowed a worker, and hears what it says. */
export interface Borrower {
  onMessage(worker: PoolWorker, message: WorkerMessage): void;
  /** The worker is gone; the pool knows. */
  onExit(worker: PoolWorker, exit: WorkerExit): void;
}

/** A worker of the pool: idle, or lent to one borrower. It keeps the program alive only while it is lent. */
export class PoolWorker {
  /** Documents that it was told to open and not yet to close. */
  readonly documents: Set<number> = new Set();
  readonly #handle: WorkerHandle;
  readonly #ready: PromiseWithResolvers<void> = Promise.withResolvers();
  #borrower: Borrower | undefined;
  #exited = false;
  #answer: ((message: Extract<WorkerMessage, { kind: 'imported' }>) => void) | undefined;

  constructor(transport: Transport, onGone: (worker: PoolWorker) => void) {
    // Whoever is interested asks `ready()`.
    this.#ready.promise.catch(() => undefined);
    this.#handle = transport.start({
      onMessage: (message) => this.#receive(message),
      onExit: (exit) => {
        this.#exited = true;
        this.#ready.reject(new Error(`The ${transport.noun} did not start: ${exit.reason}`, { cause: exit.error }));
        onGone(this);
        this.#borrower?.onExit(this, exit);
        this.#borrower = undefined;
      },
    });
    this.#handle.unref();
  }

  get idle(): boolean {
    return this.#borrower === undefined && !this.#exited;
  }

  lend(borrower: Borrower): void {
    this.#borrower = borrower;
    this.#handle.ref();
  }

  takeBack(): void {
    this.#borrower = undefined;
    if (!this.#exited) this.#handle.unref();
  }

  send(message: HostMessage): void {
    if (this.#exited) return;
    if (message.kind === 'open') this.documents.add(message.documentId);
    if (message.kind === 'close' && !this.documents.delete(message.documentId)) return;
    this.#handle.send(message);
  }

  /** Resolves when the worker listens. @throws when it ended before */
  ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Sends an `import` and waits for its answer. */
  importBackend(
    message: Extract<HostMessage, { kind: 'import' }>,
  ): Promise<Extract<WorkerMessage, { kind: 'imported' }>> {
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.send(message);
    });
  }

  kill(): Promise<void> {
    return this.#exited ? Promise.resolve() : this.#handle.kill();
  }

  #receive(message: WorkerMessage): void {
    if (message.kind === 'ready') this.#ready.resolve();
    else if (message.kind === 'imported') this.#answer?.(message);
    else this.#borrower?.onMessage(this, message);
  }
}
