import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { WorkerMessage } from './protocol.ts';
import type { Transport } from './transport.ts';
import { moduleArguments } from './worker-arguments.ts';
import { workerFile } from './worker-file.ts';

/** Starts child processes. */
export const processTransport: Transport = {
  noun: 'worker process',
  start({ onMessage, onExit }) {
    const child = fork(fileURLToPath(workerFile), [], {
      execArgv: moduleArguments(),
      // Structured clone: keeps undefined, typed arrays and the like, as threads do.
      serialization: 'advanced',
      // What a backend prints must not end up between the program's own output.
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    let failure: unknown;
    let exited = false;
    const gone = Promise.withResolvers<void>();
    const exit = (reason: string): void => {
      if (exited) return;
      exited = true;
      onExit({ reason, ...(failure === undefined ? {} : { error: failure }) });
      gone.resolve();
    };
    child.on('message', (message: WorkerMessage) => {
      if (message.kind === 'crashed') failure ??= toError(message.error);
      else onMessage(message);
    });
    child.on('error', (error) => {
      failure ??= error;
      // A process that could not be started has no exit.
      if (child.pid === undefined) exit('it could not be started');
    });
    // `exit` may come before the last messages have been read; the channel's end comes after them.
    child.on('exit', (code, signal) => {
      const reason = signal === null ? `exit code ${code}` : `signal ${signal}`;
      if (child.connected) child.once('disconnect', () => exit(reason));
      else setImmediate(() => exit(reason));
    });
    return {
      send: (message) => {
        // It may be gone already, which its exit tells.
        if (child.connected) child.send(message, (error) => (failure ??= error ?? undefined));
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

function toError({ name, message, stack }: { name: string; message: string; stack?: string }): Error {
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
