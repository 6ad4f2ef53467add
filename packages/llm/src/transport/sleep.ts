import { abortedError } from '@unifex/core';

/** Waits, unless it is called off. @throws UnifexError `ABORTED` */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(abortedError(signal));
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    const abort = (): void => {
      clearTimeout(timer);
      reject(abortedError(signal));
    };
    signal.addEventListener('abort', abort, { once: true });
  });
}

const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 8000;

/** Full jitter: anything up to 500 ms, doubled with every failure, up to 8 s (AWS Architecture Blog, "Exponential Backoff And Jitter"). */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  return random() * Math.min(FIRST_BACKOFF_MS * 2 ** failures, MAX_BACKOFF_MS);
}
