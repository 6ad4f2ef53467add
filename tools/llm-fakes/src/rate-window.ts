/** So many requests in so many milliseconds; who asks for more is told when to come back. */
export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
  /** In which form the wait is told; `none`: not at all. */
  readonly form: 'seconds' | 'date' | 'milliseconds' | 'retry-info' | 'none';
}

/** A sliding window over the times at which requests were let through. */
export class RateWindow {
  readonly #limit: RateLimit;
  readonly #admitted: number[] = [];

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Milliseconds to wait, or 0 when the request is let through. */
  admit(now: number): number {
    const { requests, perMs } = this.#limit;
    while (this.#admitted.length > 0 && this.#admitted[0]! <= now - perMs) this.#admitted.shift();
    if (this.#admitted.length >= requests) return Math.max(1, Math.ceil(this.#admitted[0]! + perMs - now));
    this.#admitted.push(now);
    return 0;
  }
}
