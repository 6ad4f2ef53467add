/** A signal that aborts with the first of several, and can be let go of again. */
export interface LinkedSignal extends Disposable {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

/** Unlike `AbortSignal.any`, it leaves no trace on long-lived signals once it is disposed of. */
export function linkSignals(...signals: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const controller = new AbortController();
  const undo: (() => void)[] = [];
  for (const signal of signals) {
    if (!signal) continue;
    if (signal.aborted) controller.abort(signal.reason);
    const onAbort = (): void => controller.abort(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    undo.push(() => signal.removeEventListener('abort', onAbort));
  }
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    [Symbol.dispose]() {
      for (const remove of undo) remove();
    },
  };
}

/** A promise that rejects when the signal aborts, with what `makeError` gives. Never left unhandled. */
export function rejectOnAbort(
  signal: AbortSignal,
  makeError: (signal: AbortSignal) => unknown,
): Disposable & { promise: Promise<never> } {
  const { promise, reject } = Promise.withResolvers<never>();
  // Nobody may be waiting at the moment of the abort.
  promise.catch(() => undefined);
  const onAbort = (): void => reject(makeError(signal));
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return { promise, [Symbol.dispose]: () => signal.removeEventListener('abort', onAbort) };
}

/**
 * What the work gives, unless the signal aborts first. Every wait has a promise of its own for the abort: one that outlives
 * many races holds on to what each of them gave.
 */
export async function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  makeError: (signal: AbortSignal) => unknown,
): Promise<T> {
  using aborted = rejectOnAbort(signal, makeError);
  return await Promise.race([work, aborted.promise]);
}
