import { Worker } from 'node:worker_threads';
import type { WorkerMessage } from './protocol.ts';
import type { Transport } from './transport.ts';
import { moduleArguments } from './worker-arguments.ts';
import { workerFile } from './worker-file.ts';

/** Starts worker threads. */
export const threadTransport: Transport = {
  noun: 'worker thread',
  start({ onMessage, onExit }) {
    const worker = new Worker(workerFile, { name: 'unifex', execArgv: moduleArguments() });
    let failure: unknown;
    worker.on('message', (message: WorkerMessage) => onMessage(message));
    worker.on('messageerror', (error) => (failure ??= error));
    worker.on('error', (error) => (failure ??= error));
    worker.on('exit', (code) => {
      const reason = isOutOfMemory(failure) ? 'out of memory' : `exit code ${code}`;
      onExit({ reason, ...(failure === undefined ? {} : { error: failure }) });
    });
    return {
      send: (message) => worker.postMessage(message),
      kill: async () => void (await worker.terminate()),
      ref: () => worker.ref(),
      unref: () => worker.unref(),
    };
  },
};

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: string } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
