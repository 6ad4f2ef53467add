import type { PageResult } from '@unifex/core';
import type { HostMessage, WorkerMessage } from './protocol.ts';
import type { Transport, WorkerEvents, WorkerHandle } from './transport.ts';

/** A worker that does nothing by itself: a test says what it answers. */
export class FakeWorker implements WorkerHandle {
  readonly sent: HostMessage[] = [];
  /** Whether it keeps the program alive. */
  referenced = true;
  killed = false;
  /** Set to false for one that takes its time to die. */
  diesAtOnce = true;
  readonly #events: WorkerEvents;
  readonly #gone: PromiseWithResolvers<void> = Promise.withResolvers();

  constructor(events: WorkerEvents) {
    this.#events = events;
  }

  send(message: HostMessage): void {
    this.sent.push(message);
  }

  kill(): Promise<void> {
    this.killed = true;
    if (this.diesAtOnce) this.exit('killed');
    return this.#gone.promise;
  }

  ref(): void {
    this.referenced = true;
  }

  unref(): void {
    this.referenced = false;
  }

  say(message: WorkerMessage): void {
    this.#events.onMessage(message);
  }

  exit(reason: string, error?: unknown): void {
    this.#events.onExit({ reason, ...(error === undefined ? {} : { error }) });
    this.#gone.resolve();
  }

  /** The messages of one kind that it was sent. */
  sentOf<Kind extends HostMessage['kind']>(kind: Kind): Extract<HostMessage, { kind: Kind }>[] {
    return this.sent.filter((message): message is Extract<HostMessage, { kind: Kind }> => message.kind === kind);
  }

  /** Number of the document that it was told to open last. */
  get documentId(): number {
    return this.sentOf('open').at(-1)?.documentId ?? -1;
  }

  /** Says that the document is open. */
  open(): void {
    this.say({ kind: 'opened', documentId: this.documentId });
  }

  /** Answers for a page. */
  answer(index: number, durationMs = 1000): void {
    const { documentId } = this.sentOf('read').at(-1) ?? { documentId: -1 };
    this.say({ kind: 'result', documentId, result: fakeResult(index, durationMs) });
  }
}

export function fakeResult(index: number, durationMs = 1): PageResult {
  const size = { width: 1, height: 1 };
  return {
    index,
    success: true,
    durationMs,
    page: { index, ...size, unit: 'points', sizeInPoints: size, rotation: 0, texts: [], tables: [] },
  };
}

/** A transport that starts nothing, and keeps what it was asked to start. */
export class FakeTransport implements Transport {
  readonly noun = 'worker thread';
  readonly started: FakeWorker[] = [];
  /** Thrown by the next start. */
  refusal: Error | undefined;

  start(events: WorkerEvents): FakeWorker {
    if (this.refusal) throw this.refusal;
    const worker = new FakeWorker(events);
    this.started.push(worker);
    return worker;
  }

  /** The n-th worker that was started. */
  at(index: number): FakeWorker {
    const worker = this.started[index];
    if (!worker) throw new Error(`only ${this.started.length} workers were started`);
    return worker;
  }
}
