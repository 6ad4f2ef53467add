import { fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describeExit } from './describe-exit.ts';
import { LIFELINE_FD } from './lifeline.ts';
import { isWorkerMessage } from './protocol.ts';
import { SEMI_SPACE_MB, type Transport, type WorkerLimits } from './transport.ts';
import { processArguments } from './worker-arguments.ts';
import { workerFile } from './worker-file.ts';

/** Starts child processes. */
export function processTransport({ maxHeapMb }: WorkerLimits = {}): Transport {
  return {
    noun: 'worker process',
    start: ({ onMessage, onExit }) => {
      const child = fork(fileURLToPath(workerFile), [], {
        execArgv: [`--max-semi-space-size=${SEMI_SPACE_MB}`, ...processArguments(process.execArgv, maxHeapMb)],
        // Structured clone: keeps undefined, typed arrays and the like, as threads do.
        serialization: 'advanced',
        // What a backend prints must not end up between the program's own output.
        stdio: ['ignore', 2, 2, 'ipc', 'pipe'],
      });
      const lifeline = child.stdio[LIFELINE_FD] as Socket | undefined;
      // Nothing is ever written to it: its end says that this process is gone.
      lifeline?.on('error', () => undefined).unref();
      let failure: unknown;
      let exited = false;
      const gone = Promise.withResolvers<void>();
      const exit = (reason: string): void => {
        if (exited) return;
        exited = true;
        onExit({ reason, ...(failure === undefined ? {} : { error: failure }) });
        gone.resolve();
      };
      child.on('message', (message: unknown) => {
        if (!isWorkerMessage(message)) return;
        if (message.kind === 'crashed') failure ??= toError(message.error);
        else onMessage(message);
      });
      child.on('error', (error) => {
        failure ??= error;
        // A process that could not be started has no exit.
        if (child.pid === undefined) exit(`it could not be started (${error.message})`);
      });
      // `exit` may come before the last messages have been read; the channel's end comes after them.
      child.on('exit', (code, signal) => {
        const end = (): void => exit(describeExit({ code, signal, error: failure }));
        if (child.connected) child.once('disconnect', end);
        else setImmediate(end);
      });
      return {
        send: (message) => {
          // It may be gone already, which its exit tells.
          if (child.connected) child.send(message, () => undefined);
        },
        kill: async () => {
          child.kill('SIGKILL');
          await gone.promise;
        },
        ref: () => {
          child.ref();
          child.channel?.ref();
        },
        unref: () => {
          child.unref();
          child.channel?.unref();
        },
      };
    },
  };
}

function toError({ name, message, stack }: { name: string; message: string; stack?: string }): Error {
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
