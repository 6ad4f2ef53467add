import type { HostMessage, WorkerMessage } from './protocol.ts';
import type { Transport, WorkerExit, WorkerHandle } from './transport.ts';

/** Who has borrowed a worker, and hears what it says. */
export interface Borrower {
  onMessage(worker: PoolWorker, message: WorkerMessage): void;
  /** The worker is gone; the pool knows. */
  onExit(worker: PoolWorker, exit: WorkerExit): void;
}

type ImportMessage = Extract<HostMessage, { kind: 'import' }>;
type ImportedMessage = Extract<WorkerMessage, { kind: 'imported' }>;

/** A worker of the pool: idle, or lent to one borrower. It keeps the program alive only while it is lent. */
export class PoolWorker {
  /** Documents that it was told to open and not yet to close. */
  readonly documents: Set<number> = new Set();
  readonly #handle: WorkerHandle;
  readonly #ready: PromiseWithResolvers<void> = Promise.withResolvers();
  #imported: PromiseWithResolvers<ImportedMessage> | undefined;
  #borrower: Borrower | undefined;
  #dying = false;
  #exited = false;

  constructor(transport: Transport, onGone: (worker: PoolWorker) => void) {
    // Whoever is interested asks `ready()`.
    this.#ready.promise.catch(() => undefined);
    const onExit = (exit: WorkerExit): void => {
      this.#exited = true;
      this.#ready.reject(new Error(`The ${transport.noun} did not start: ${exit.reason}`, { cause: exit.error }));
      this.#imported?.reject(new Error(`The ${transport.noun} ended: ${exit.reason}`, { cause: exit.error }));
      onGone(this);
      this.#borrower?.onExit(this, exit);
      this.#borrower = undefined;
    };
    try {
      this.#handle = transport.start({ onMessage: (message) => this.#receive(message), onExit });
    } catch (error) {
      // As one that ends at once: whoever asked for it does not have it yet.
      this.#handle = {
        send: () => undefined,
        kill: async () => undefined,
        ref: () => undefined,
        unref: () => undefined,
      };
      const reason = `it could not be started (${error instanceof Error ? error.message : String(error)})`;
      queueMicrotask(() => onExit({ reason, error }));
    }
    this.#handle.unref();
  }

  get idle(): boolean {
    return this.#borrower === undefined && !this.#dying && !this.#exited;
  }

  /** Who has it now. */
  get borrower(): Borrower | undefined {
    return this.#borrower;
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
    if (message.kind === 'close' && !this.documents.delete(message.documentId)) return;
    if (message.kind === 'open') this.documents.add(message.documentId);
    this.#handle.send(message);
  }

  /** Resolves when the worker listens. @throws when it ended before */
  ready(): Promise<void> {
    return this.#ready.promise;
  }

  /** Sends an `import` and waits for its answer. @throws when the worker ends before */
  importBackend(message: ImportMessage): Promise<ImportedMessage> {
    this.#imported = Promise.withResolvers();
    this.send(message);
    return this.#imported.promise;
  }

  /** Ends it, and resolves when it is gone. It is not lent any more. */
  kill(): Promise<void> {
    this.#dying = true;
    if (this.#exited) return Promise.resolve();
    // Whoever waits for the end would otherwise see the program end first: nothing else may keep it alive.
    this.#handle.ref();
    return this.#handle.kill();
  }

  #receive(message: WorkerMessage): void {
    if (message.kind === 'ready') this.#ready.resolve();
    else if (message.kind === 'imported') this.#imported?.resolve(message);
    else this.#borrower?.onMessage(this, message);
  }
}
