import type { BackendRef, ErrorInfo, PageResult } from '@unifex/core';
import type { PackedResult } from './packed-result.ts';
import type { TravellingSource } from './travelling-source.ts';

/**
 * What the host says to a worker. Plain data; the same over a thread's port and a child process's channel. Messages are
 * handled in the order in which they were sent.
 */
export type HostMessage =
  /** Import the backend, and nothing else: makes a worker warm. Answered by `imported`. */
  | { kind: 'import'; backend: BackendRef }
  /** Open a document under a number of the host's. Answered by `opened` or `open-failed`. */
  | { kind: 'open'; documentId: number; backend: BackendRef; source: TravellingSource }
  /** Read these pages after those that are in hand already. Each is answered by a `result`, in this order. */
  | { kind: 'read'; documentId: number; pages: readonly number[] }
  /** Drop the pages in hand and abort what is being opened or read. Answered by `cancelled`. */
  | { kind: 'cancel' }
  | { kind: 'close'; documentId: number };

/** What a worker says to the host. */
export type WorkerMessage =
  | { kind: 'ready' }
  | { kind: 'imported'; error?: ErrorInfo }
  | { kind: 'opened'; documentId: number }
  | { kind: 'open-failed'; documentId: number; error: ErrorInfo }
  | { kind: 'result'; documentId: number; result: PageResult | PackedResult }
  | { kind: 'cancelled' }
  /** Last words of a child process; a thread has an event of its own for it. */
  | { kind: 'crashed'; error: { name: string; message: string; stack?: string } };

/** A backend's own code may write to the channel as well: some libraries say `ready` wherever there is a `process.send`. */
export function isWorkerMessage(value: unknown): value is WorkerMessage {
  return typeof value === 'object' && value !== null && typeof (value as { kind?: unknown }).kind === 'string';
}
