/** `describe` of the author's test runner. */
export type Describe = (name: string, body: () => void) => unknown;

/** `it` of the author's test runner. What does not take a limit (node:test) lets the third argument go. */
export type It = (name: string, body: () => Promise<void>, timeoutMs?: number) => unknown;

/** The runner that a suite is written into: vitest, node:test, or any other of this shape. */
export interface Runner {
  readonly describe: Describe;
  readonly it: It;
  /** Limit of one test. What hangs longer fails. */
  readonly timeoutMs: number;
}

/** How long one test may take unless the author says otherwise, in milliseconds. */
export const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * What ought to be over in a blink (an abort, a disposal) may take this share of the limit: a machine may be busy with other
 * things, and what hangs does so for longer.
 */
export function soon(runner: Runner): number {
  return runner.timeoutMs / 4;
}

/** The runner's own limit comes after ours, which says what hung. */
const RUNNER_GRACE_MS = 10_000;

/** Writes tests into the group that `describe` has opened. `over` aborts with the end of the test, also of one that hangs. */
export type AddTest = (name: string, body: (over: AbortSignal) => Promise<void>) => void;

/** Opens a group of tests; a test that hangs fails in time, under every runner. */
export function group(runner: Runner, name: string, fill: (test: AddTest) => void): void {
  const { describe, it, timeoutMs } = runner;
  describe(name, () => {
    fill((title, body) => {
      const run = async (): Promise<void> => {
        const over = new AbortController();
        // The clock runs before the test does: a test that counts timers finds it there from the start.
        const running = Promise.resolve().then(() => body(over.signal));
        try {
          await within(timeoutMs, `the test "${title}"`, running);
        } finally {
          over.abort();
        }
      };
      it(title, run, timeoutMs + RUNNER_GRACE_MS);
    });
  });
}

/**
 * What the promise gives, if it gives it in time.
 * @throws Error that says what hung
 */
export async function within<T>(milliseconds: number, what: string, promise: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`${what} was not over after ${milliseconds} ms: something hangs.`)),
    milliseconds,
  );
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
