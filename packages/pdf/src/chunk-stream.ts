/** What pdf.js asks of the source of a stream. */
interface Source<T> {
  start(controller: Controller<T>): Promise<void>;
  pull(controller: Controller<T>): Promise<void>;
  cancel(reason: unknown): Promise<void>;
}

interface Controller<T> {
  readonly desiredSize: number;
  enqueue(chunk: T): void;
  close(): void;
  error(reason: Error): void;
}

type Result<T> = { value: T; done: false } | { value: undefined; done: true };

interface Wish<T> {
  resolve(result: Result<T>): void;
  reject(reason: unknown): void;
}

/**
 * What pdf.js needs of a `ReadableStream` for the operators of a page: one reader, one chunk ahead. The streams of Node.js outlive
 * collections of young objects, each with all that hangs on it (1.6 kB, which then waits for a collection of the whole heap).
 *
 * It is its own controller and its own reader. A literal with an accessor would do what those streams do: V8 makes a hidden class for
 * each one, among the old objects, and that holds whatever the accessor can see.
 */
export class ChunkStream<T> implements Controller<T> {
  readonly #source: Source<T>;
  readonly #queue: T[] = [];
  #wish: Wish<T> | undefined;
  #state: 'open' | 'closed' | { readonly error: Error } = 'open';
  /** From the beginning until the source has started, and while it is asked for more. */
  #busy = true;
  /** Whether more was wanted meanwhile. At first it is. */
  #again = true;

  constructor(source: Source<T>) {
    this.#source = source;
    this.#await(source.start(this));
  }

  get desiredSize(): number {
    return 1 - this.#queue.length;
  }

  /** There is one reader. */
  getReader(): this {
    return this;
  }

  read(): Promise<Result<T>> {
    if (this.#queue.length > 0) {
      const value = this.#queue.shift() as T;
      this.#pull();
      return Promise.resolve({ value, done: false });
    }
    if (typeof this.#state === 'object') return Promise.reject(this.#state.error);
    if (this.#state === 'closed') return Promise.resolve({ value: undefined, done: true });
    const read = Promise.withResolvers<Result<T>>();
    this.#wish = read;
    this.#pull();
    return read.promise;
  }

  async cancel(reason: unknown): Promise<void> {
    if (this.#state !== 'open') return;
    this.#queue.length = 0;
    this.close();
    await this.#source.cancel(reason);
  }

  enqueue(chunk: T): void {
    if (this.#state !== 'open') return;
    const wish = this.#wish;
    this.#wish = undefined;
    if (wish) wish.resolve({ value: chunk, done: false });
    else this.#queue.push(chunk);
    this.#pull();
  }

  close(): void {
    if (this.#state !== 'open') return;
    this.#state = 'closed';
    this.#wish?.resolve({ value: undefined, done: true });
    this.#wish = undefined;
  }

  error(error: Error): void {
    if (this.#state !== 'open') return;
    this.#state = { error };
    this.#queue.length = 0;
    this.#wish?.reject(error);
    this.#wish = undefined;
  }

  /** Asks the source for more, once for each chunk that was taken: it is not to be asked again and again while it works on one. */
  #pull(): void {
    if (this.#state !== 'open' || this.#queue.length > 0) return;
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.#again = false;
    this.#await(this.#source.pull(this));
  }

  #await(step: Promise<void>): void {
    step.then(
      () => {
        this.#busy = false;
        if (this.#again) this.#pull();
      },
      (error: unknown) => this.error(error as Error),
    );
  }
}
