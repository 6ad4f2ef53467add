/**
 * What is to be said of a worker's end, as the object of "it ended: …".
 * @param exit.code exit code, null when a signal ended it
 * @param exit.signal name of that signal
 * @param exit.error what it threw, where that is known
 */
export function describeExit(exit: { code: number | null; signal?: string | null; error?: unknown }): string {
  const { code, signal, error } = exit;
  if ((error as { code?: unknown } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'out of memory';
  if (error instanceof Error) return `an uncaught ${error.name}: ${error.message}`;
  // V8 aborts when a heap is full, and Linux kills the largest process when the machine is.
  if (signal === 'SIGABRT') return 'signal SIGABRT (most likely out of memory)';
  if (signal === 'SIGKILL') return 'signal SIGKILL (killed from outside, or by the system because memory ran out)';
  return signal ? `signal ${signal}` : `exit code ${code ?? 'unknown'}`;
}
