/**
 * Work that is handed out at once to a worker is meant to last this long: long enough that the way to the worker and back
 * (well under a millisecond) does not count, short enough that the last workers finish together and an abort is quick.
 */
const BATCH_MS = 40;
/** Most pages in one worker's hand. */
const MAX_BATCH = 8;
/** Pages that may be finished or in hand before the one that is due, for each worker: bounds the memory of a run. */
const WINDOW_PER_WORKER = 16;
/** Weight of the newest page in the running mean of page times. */
const NEWEST_WEIGHT = 0.2;

/** Which pages are still to be handed out, how many at once, and how far ahead of the consumer. */
export class PageQueue {
  /** Number of pages, from the one that is due on, that may be finished or in hand. */
  readonly windowSize: number;
  readonly #count: number;
  readonly #maxWorkers: number;
  /** Pages that a lost worker had in hand, in ascending order. */
  #returned: number[] = [];
  #next = 0;
  #delivered = 0;
  #meanMs: number | undefined;

  /** @param count number of pages; they are known by their position, from 0 */
  constructor(count: number, maxWorkers: number) {
    this.#count = count;
    this.#maxWorkers = maxWorkers;
    this.windowSize = Math.min(count, WINDOW_PER_WORKER * maxWorkers);
  }

  /** Number of pages that may be handed out now. */
  get available(): number {
    const end = Math.min(this.#count, this.#delivered + this.windowSize);
    return this.#returned.length + Math.max(0, end - this.#next);
  }

  /** Takes up to so many positions: first those that came back. */
  take(count: number): number[] {
    const taken = this.#returned.splice(0, count);
    const end = Math.min(this.#count, this.#delivered + this.windowSize, this.#next + count - taken.length);
    while (this.#next < end) taken.push(this.#next++);
    return taken;
  }

  /** Positions that have to be read by another worker. */
  giveBack(positions: readonly number[]): void {
    this.#returned = [...this.#returned, ...positions].sort((a, b) => a - b);
  }

  /** The consumer has taken the next result: the window moves on. */
  deliver(): void {
    this.#delivered += 1;
  }

  measure(durationMs: number): void {
    this.#meanMs = this.#meanMs === undefined ? durationMs : this.#meanMs + NEWEST_WEIGHT * (durationMs - this.#meanMs);
  }

  /** How many pages a worker should have in hand: adapts to what pages cost, and to what is left to share. */
  get batchSize(): number {
    if (this.#meanMs === undefined) return 1;
    const byTime = Math.ceil(BATCH_MS / Math.max(this.#meanMs, BATCH_MS / MAX_BATCH));
    const share = Math.ceil((this.#count - this.#next + this.#returned.length) / (2 * this.#maxWorkers));
    return Math.max(1, Math.min(byTime, share));
  }
}
