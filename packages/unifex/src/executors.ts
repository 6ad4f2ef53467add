import type { BackendRef } from '@unifex/core';
import type * as Executors from '@unifex/executors';

let loading: Promise<typeof Executors> | undefined;

/** `@unifex/executors`, imported when it is first needed. */
export function loadExecutors(): Promise<typeof Executors> {
  return (loading ??= import('@unifex/executors'));
}

/** Ends the workers of the process-wide pools, if there are any. The next extraction starts new ones. */
export async function closePools(): Promise<void> {
  // Nothing has been started by what was never loaded.
  const executors = await loading;
  await executors?.closePools();
}

/**
 * Starts workers of a process-wide pool before the first document comes.
 *
 * @param type `thread` or `process`
 * @param options.workers how many
 * @param options.backend imported in them as well (`refOf(pdfBackend)`)
 * @throws UnifexError `EXECUTOR_UNKNOWN`, `INVALID_OPTION`, `WORKER_CRASHED`
 */
export async function warmPool(type: string, options: { workers: number; backend?: BackendRef }): Promise<void> {
  const executors = await loadExecutors();
  await executors.warmPool(type, options);
}
