import { Worker } from 'node:worker_threads';

/** File descriptor of the pipe between a worker process and the process that started it. */
export const LIFELINE_FD = 4;

const WATCH = `
  const { Socket } = require('node:net');
  const end = () => process.kill(process.pid, 'SIGKILL');
  new Socket({ fd: ${LIFELINE_FD} }).on('error', end).on('close', end).resume();`;

/**
 * For a worker process: it ends with the process that started it, even in the midst of a page that never lets go of the main
 * thread. The pipe is watched by a small thread of its own (10 MB), because such a page keeps `disconnect` from being heard,
 * and a process that nobody waits for would run on for ever.
 */
export function watchLifeline(): void {
  new Worker(WATCH, {
    eval: true,
    name: 'unifex lifeline',
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 },
  })
    // Without it a worker still ends when it hears `disconnect`.
    .on('error', () => undefined)
    .unref();
}
