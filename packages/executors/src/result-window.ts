/**
 * Results that came before it was their turn, each in the slot that its position falls on. No Map: the table that one leaves behind when it
 * makes a new one keeps what it held, and is collected late, so that pages which nobody has any more outlived those that are read.
 */
export class ResultWindow<T> {
  readonly #slots: (T | undefined)[];

  /** @param size how far apart the positions of two results that are here at once may be, plus one */
  constructor(size: number) {
    this.#slots = Array.from({ length: size }, () => undefined);
  }

  put(position: number, result: T): void {
    this.#slots[position % this.#slots.length] = result;
  }

  /** The result, which is here no longer; undefined when it has not come. */
  take(position: number): T | undefined {
    const slot = position % this.#slots.length;
    const result = this.#slots[slot];
    this.#slots[slot] = undefined;
    return result;
  }

  clear(): void {
    this.#slots.fill(undefined);
  }
}
