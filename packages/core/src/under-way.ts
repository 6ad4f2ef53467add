/** Runs that an executor has not stopped after so long are given up, in milliseconds: ours take 150, and the time that the system needs to end a worker. */
const MOST_FOR_RUNS_MS = 10_000;
/** The same for a call that has been told to stop: what does not heed its signal cannot be stopped in this thread. An abort is to be over in 300 ms. */
const MOST_FOR_CALLS_MS = 250;

/** What an extractor has going on, so that its disposal can wait for the end of it. */
export class UnderWay {
  readonly #runs: Set<AsyncGenerator> = new Set();
  readonly #calls: Set<Promise<unknown>> = new Set();

  /** Takes up a run; to be disposed of with its end. */
  run(results: AsyncGenerator): Disposable {
    this.#runs.add(results);
    return { [Symbol.dispose]: () => void this.#runs.delete(results) };
  }

  /** What a call gives. */
  async call<T>(work: Promise<T>): Promise<T> {
    this.#calls.add(work);
    try {
      return await work;
    } finally {
      this.#calls.delete(work);
    }
  }

  /**
   * Resolves when all has ended that was told to stop before; never rejects. A run that waits for its consumer is left in the name of that
   * one, who may be waiting for this.
   * @param others what besides is to end as calls do
   */
  async ended(others: Promise<unknown>): Promise<void> {
    const runs = [...this.#runs].map((results) => results.return(undefined));
    await Promise.all([
      settledWithin(runs, MOST_FOR_RUNS_MS),
      settledWithin([...this.#calls, others], MOST_FOR_CALLS_MS),
    ]);
  }
}

async function settledWithin(work: readonly Promise<unknown>[], milliseconds: number): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, milliseconds);
  try {
    await Promise.race([Promise.allSettled(work), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
