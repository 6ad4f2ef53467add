import { isMainThread, parentPort } from 'node:worker_threads';
import { watchLifeline } from './lifeline.ts';
import type { HostMessage, WorkerMessage } from './protocol.ts';
import { serve } from './serve.ts';

// The entry of every worker, thread or process. It has nothing to export: starting it is its use.
if (!isMainThread && parentPort) {
  const port = parentPort;
  // What a backend prints must not end up between the program's own output. (Reading `worker.stdout` on the other side would
  // do as well, but keeps the program alive for as long as the worker stands.)
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const receive = serve(async (message, transfer) => port.postMessage(message, transfer));
  port.on('message', (message: HostMessage) => receive(message));
} else if (process.send) {
  const receive = serve((message) => sendToParent(message));
  process.on('message', (message: HostMessage) => receive(message));
  // The parent is gone: nobody waits for a result any more.
  process.on('disconnect', () => process.exit());
  // The same for a page that never lets this thread hear it.
  watchLifeline();
  // Ctrl+C reaches the whole group of processes; the parent decides what becomes of its workers.
  process.on('SIGINT', () => undefined);
  process.on('uncaughtException', (error: unknown) => {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const words: WorkerMessage = {
      kind: 'crashed',
      error: { name, message, ...(stack === undefined ? {} : { stack }) },
    };
    void sendToParent(words).finally(() => process.exit(1));
  });
}

/** Resolves when the message has left this process, so that a crash on the next page cannot take it along. */
function sendToParent(message: WorkerMessage): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected) resolve();
    else process.send?.(message, undefined, undefined, () => resolve());
  });
}
