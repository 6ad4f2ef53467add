import { abortedError, UnifexError } from '@unifex/core';
import { setTimeout as delay } from 'node:timers/promises';
import type { FakePage } from './document.ts';

/** A thread that nobody kills is given back after this time: longer than any test, and not for ever. */
const BUSY_MS = 300_000;
/** How often a page looks whether the others are there. */
const MEET_MS = 5;

/**
 * Does what the page is to do before it gives its content.
 * @param allMet whether every page that `meets` is under way
 */
export async function behave(page: FakePage, signal: AbortSignal, allMet: () => boolean): Promise<void> {
  if (typeof page === 'object') return 'takesMs' in page ? wait(page.takesMs, signal) : stop(page.stopsMs, signal);
  switch (page) {
    case 'ok':
    case 'uncloneable':
      return;
    case 'fails':
      throw new UnifexError('PROVIDER_ERROR', 'The fake provider is out of order.', {
        cause: new RangeError('out of paper'),
        details: { status: 503, retry: ['later', null] },
      });
    case 'throws':
      throw new TypeError('a fake mistake');
    case 'hangs':
      return untilAborted(signal);
    case 'deaf':
      return new Promise(() => undefined);
    case 'busy':
      return block();
    case 'meets':
      while (!allMet()) await wait(MEET_MS, signal);
      return;
    case 'prints':
      console.log('A page of the suite prints this on purpose, with console.log.');
      process.stdout.write('A page of the suite prints this on purpose, to the standard output.\n');
      return;
    case 'exits':
      process.exit(3);
    case 'crashes':
      setTimeout(() => {
        throw new Error('a fake crash');
      });
      return new Promise(() => undefined);
    case 'rejects':
      void Promise.reject(new Error('a fake rejection'));
      return new Promise(() => undefined);
  }
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch {
    // The only way in which a timer fails.
    throw abortedError(signal);
  }
}

async function stop(milliseconds: number, signal: AbortSignal): Promise<never> {
  try {
    return await untilAborted(signal);
  } finally {
    await delay(milliseconds);
  }
}

export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(abortedError(signal));
    signal.addEventListener('abort', () => reject(abortedError(signal)), { once: true });
  });
}

function block(): void {
  const end = performance.now() + BUSY_MS;
  while (performance.now() < end);
}
