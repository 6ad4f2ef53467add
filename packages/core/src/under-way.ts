/**
 * What surely ends is given up after so long, in milliseconds: runs, of which ours take 150 and the time that the system needs to end a
 * worker, and images, which nobody can stop while they are packed.
 */
const MOST_FOR_SURE_MS = 10_000;
/** The same for a page and what else is read in this thread: what does not heed its signal cannot be stopped. An abort is to be over in 300 ms. */
const MOST_FOR_READS_MS = 250;

/** What an extractor has going on, so that its disposal can wait for the end of it. */
export class UnderWay {
  readonly #runs: Set<AsyncGenerator> = new Set();
  readonly #images: Set<Promise<unknown>> = new Set();
  readonly #reads: Set<Promise<unknown>> = new Set();

  /** Takes up a run; to be disposed of with its end. */
  run(results: AsyncGenerator): Disposable {
    this.#runs.add(results);
    return { [Symbol.dispose]: () => void this.#runs.delete(results) };
  }

  /** An image that is being drawn. */
  image<T>(work: Promise<T>): Promise<T> {
    return noted(this.#images, work);
  }

  /** What is being read besides pages. */
  read<T>(work: Promise<T>): Promise<T> {
    return noted(this.#reads, work);
  }

  /**
   * Resolves when all has ended that was told to stop before; never rejects. A run that waits for its consumer is left in the name of that
   * one, who may be waiting for this.
   * @param pages resolves when the pages that are read in this thread have ended
   */
  async ended(pages: Promise<unknown>): Promise<void> {
    const runs = [...this.#runs].map((results) => results.return(undefined));
    await Promise.all([
      settledWithin([...runs, ...this.#images], MOST_FOR_SURE_MS),
      settledWithin([...this.#reads, pages], MOST_FOR_READS_MS),
    ]);
  }
}

async function noted<T>(all: Set<Promise<unknown>>, work: Promise<T>): Promise<T> {
  all.add(work);
  try {
    return await work;
  } finally {
    all.delete(work);
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
