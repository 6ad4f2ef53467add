import type { HostMessage, WorkerMessage } from './protocol.ts';

/** How a worker ended. */
export interface WorkerExit {
  /** For people: `exit code 1`, `out of memory`, `an uncaught TypeError: …` */
  readonly reason: string;
  /** What it threw, where that is known. */
  readonly error?: unknown;
}

/** A worker that has been started, in one way or another. */
export interface WorkerHandle {
  /** @throws DataCloneError when the message is no plain data */
  send(message: HostMessage): void;
  /** Ends it at once, whatever it is doing. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Keeps the program alive. */
  ref(): void;
  /** Lets the program end. */
  unref(): void;
}

export interface WorkerEvents {
  readonly onMessage: (message: WorkerMessage) => void;
  /** Called once, after the last message. */
  readonly onExit: (exit: WorkerExit) => void;
}

/** A way to start workers. */
export interface Transport {
  /** What such a worker is called in messages. */
  readonly noun: 'worker thread' | 'worker process';
  /** @throws what the system says when it has no room for one more */
  start(events: WorkerEvents): WorkerHandle;
}

/** What a worker may take. */
export interface WorkerLimits {
  /** Largest JavaScript heap, in MiB. Memory outside of it (buffers, WebAssembly) does not count. */
  readonly maxHeapMb?: number;
}

/**
 * Largest size of each half of the young generation of a worker's heap, in MiB. Left to itself, V8 lets it grow to four times that,
 * whatever lives in it, and a pool has many workers. Pages are read as fast with this one.
 */
export const SEMI_SPACE_MB = 16;
