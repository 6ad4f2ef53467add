import { pageText, type PageText } from './page-content.ts';
import type { Run } from './settings.ts';

/** Pages that are read before it is their turn: more would gain nothing, since one is read as soon as one is taken. */
const AHEAD = 2;

/**
 * Reads the text of pages in their order, a few of them before they are asked for: this thread has nothing else to do while it waits for
 * the model. Only for questions without images, of which none is made ahead.
 */
export class ReadAhead {
  readonly #run: Run;
  readonly #ready = new Map<number, Promise<PageText>>();
  #next = 0;

  constructor(run: Run) {
    this.#run = run;
  }

  /** @throws UnifexError `ABORTED` */
  async take(page: number): Promise<PageText> {
    const reading = this.#ready.get(page) ?? pageText(this.#run, page, 1);
    this.#ready.delete(page);
    this.#next = Math.max(this.#next, this.#run.pages.indexOf(page) + 1);
    const text = await reading;
    this.#fill();
    return text;
  }

  #fill(): void {
    const { pages, signal } = this.#run;
    while (this.#ready.size < AHEAD && this.#next < pages.length && !signal.aborted) {
      const page = pages[this.#next++]!;
      const reading = pageText(this.#run, page, 1);
      // Whoever takes it hears of it; an abort may come before.
      reading.catch(() => undefined);
      this.#ready.set(page, reading);
    }
  }
}
