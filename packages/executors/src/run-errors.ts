import { UnifexError } from '@unifex/core';
import type { Transport, WorkerExit } from './transport.ts';

type Noun = Transport['noun'];

/** @param index the page that it was on; without it, the document was being opened, by this worker and by the one before it */
export function workerCrashedError(noun: Noun, { reason, error }: WorkerExit, index?: number): UnifexError {
  const during =
    index === undefined ? 'opened the document, as did the one before it' : `read page ${index}; the other pages go on`;
  return new UnifexError('WORKER_CRASHED', `The ${noun} ended while it ${during}: ${reason}.`, {
    ...(error === undefined ? {} : { cause: error }),
    details: { ...(index === undefined ? {} : { page: index }), reason },
  });
}

export function pageTimeoutError(noun: Noun, index: number, pageTimeoutMs: number): UnifexError {
  return new UnifexError(
    'PAGE_TIMEOUT',
    `Page ${index} took longer than ${pageTimeoutMs} ms, and its ${noun} was ended. Raise \`pageTimeoutMs\`, or leave the page out.`,
    { details: { page: index, pageTimeoutMs } },
  );
}

/** What is said of a worker that was ended because the document was never open there. */
export function openTimeoutReason(limitMs: number): string {
  return `it was ended because the document was not open after ${limitMs} ms`;
}

export function poolClosedError(): UnifexError {
  return new UnifexError('ABORTED', 'The extraction ended because its pool of workers was closed.');
}
