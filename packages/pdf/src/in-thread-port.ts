import { inNextTurn } from '#platform';
import { ChunkStream } from './chunk-stream.ts';
import { toPortMessage } from './port-messages.ts';

type Listener = (event: { data: unknown }) => void;

/** The part of a MessagePort that pdf.js uses. */
export interface InThreadPort {
  postMessage(data: unknown): void;
  addEventListener(type: string, listener: Listener, options?: { signal?: AbortSignal }): void;
  removeEventListener(type: string, listener: Listener): void;
  terminate(): void;
  /** For what a page's operators come through (`api-patches.ts`). */
  readonly ChunkStream: typeof ChunkStream;
}

/** For how long messages may follow each other without giving timers and events their turn: as long as pdf.js's parser works in one go. */
const TURN_MS = 20;

/**
 * A pair of connected ports that hand messages over by reference.
 *
 * pdf.js talks to its parser through a port even when both run in one thread, and copies every message by structured
 * clone. Here the two sides share their objects: operator lists are not cloned (a third of the time of a page), and the
 * document's bytes may stand on a SharedArrayBuffer, which a transfer list would refuse. Both sides treat messages as
 * read-only once sent, but for what {@link toPortMessage} sees to; delivery stays asynchronous, in order.
 *
 * A message is delivered as a microtask, but one every 20 ms waits for the next turn of the event loop, so that a long page
 * leaves room for timers and aborts: the parser waits for its reader.
 */
export function createInThreadPorts(): [InThreadPort, InThreadPort] {
  const a = new Set<Listener>();
  const b = new Set<Listener>();
  const deliver = createQueue();
  return [port(a, b, deliver), port(b, a, deliver)];
}

function createQueue(): (delivery: () => void) => void {
  const waiting: (() => void)[] = [];
  let lastTurn = performance.now();
  const schedule = (): void => {
    if (performance.now() - lastTurn < TURN_MS) queueMicrotask(next);
    else
      inNextTurn(() => {
        lastTurn = performance.now();
        next();
      });
  };
  const next = (): void => {
    const delivery = waiting.shift();
    if (waiting.length > 0) schedule();
    delivery?.();
  };
  return (delivery) => {
    if (waiting.push(delivery) === 1) schedule();
  };
}

function port(own: Set<Listener>, other: Set<Listener>, deliver: (delivery: () => void) => void): InThreadPort {
  return {
    postMessage(data) {
      const message = toPortMessage(data);
      deliver(() => {
        for (const listener of [...other]) listener({ data: message });
      });
    },
    addEventListener(_type, listener, options) {
      own.add(listener);
      options?.signal?.addEventListener('abort', () => own.delete(listener), { once: true });
    },
    removeEventListener(_type, listener) {
      own.delete(listener);
    },
    terminate() {
      own.clear();
    },
    ChunkStream,
  };
}
