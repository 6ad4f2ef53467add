import type { HostMessage, WorkerMessage } from './protocol.ts';

/** How a worker ended. */
export interface WorkerExit {
  /** For people: `exit code 1`, `signal SIGKILL`, `out of memory`… */
  readonly reason: string;
  /** What it threw, where that is known. */
  readonly error?: unknown;
}

/** A worker that has been started, in one way or another. */
export interface WorkerHandle {
  send(message: HostMessage): void;
  /** Ends it at once, whatever it is doing. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Keeps the program alive. */
  ref(): void;
  /** Lets the program end. */
  unref(): void;
}

export interface WorkerEvents {
  onMessage(message: WorkerMessage): void;
  /** Called once, after the last message. */
  onExit(exit: WorkerExit): void;
}

/** A way to start workers. */
export interface Transport {
  /** What such a worker is called in messages. */
  readonly noun: 'worker thread' | 'worker process';
  start(events: WorkerEvents): WorkerHandle;
}
