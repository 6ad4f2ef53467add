import { Worker } from 'node:worker_threads';
import { describeExit } from './describe-exit.ts';
import { isWorkerMessage } from './protocol.ts';
import { SEMI_SPACE_MB, type Transport, type WorkerLimits } from './transport.ts';
import { moduleArguments } from './worker-arguments.ts';
import { workerFile } from './worker-file.ts';

/** Starts worker threads. */
export function threadTransport({ maxHeapMb }: WorkerLimits = {}): Transport {
  return {
    noun: 'worker thread',
    start: ({ onMessage, onExit }) => {
      const worker = new Worker(workerFile, {
        name: 'unifex',
        execArgv: moduleArguments(),
        resourceLimits: {
          // Two halves, and as much again for large objects.
          maxYoungGenerationSizeMb: SEMI_SPACE_MB * 3,
          ...(maxHeapMb === undefined ? {} : { maxOldGenerationSizeMb: maxHeapMb }),
        },
      });
      let failure: unknown;
      const kill = async (): Promise<void> => {
        await worker.terminate();
      };
      worker.on('message', (message: unknown) => {
        if (isWorkerMessage(message)) onMessage(message);
      });
      worker.on('messageerror', (error: unknown) => {
        // A message was lost: whoever waits for it hears of the worker's end instead.
        failure ??= error;
        void kill();
      });
      worker.on('error', (error: unknown) => (failure ??= error));
      worker.on('exit', (code) => {
        const reason = describeExit({ code, error: failure });
        onExit({ reason, ...(failure === undefined ? {} : { error: failure }) });
      });
      return {
        send: (message) => worker.postMessage(message),
        kill,
        ref: () => worker.ref(),
        unref: () => worker.unref(),
      };
    },
  };
}
