import { setImmediate as nextTurn } from 'node:timers/promises';
import { pageText, type PageText } from './page-content.ts';
import type { Run } from './settings.ts';

/**
 * Reads the text of pages in their order, before they are asked for: this thread has nothing else to do while it waits for the model. As many
 * pages are ready as requests may be under way, so that the reading is done in the pauses and not when a request could be sent. Between
 * two pages the event loop comes round, so that no answer and no request waits for more than one of them. Only for questions without images,
 * of which none is made ahead.
 */
export class ReadAhead {
  readonly #run: Run;
  readonly #ready = new Map<number, Promise<PageText>>();
  /** Pages up to here have been begun. */
  #next = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(run: Run) {
    this.#run = run;
  }

  /** @throws UnifexError `ABORTED` */
  async take(page: number): Promise<PageText> {
    const reading = this.#ready.get(page) ?? this.#read(page);
    this.#ready.delete(page);
    this.#next = Math.max(this.#next, this.#run.pages.indexOf(page) + 1);
    const text = await reading;
    this.#fill();
    return text;
  }

  #fill(): void {
    const { pages, signal, maxWorkers } = this.#run;
    while (this.#ready.size < maxWorkers && this.#next < pages.length && !signal.aborted) {
      const page = pages[this.#next++]!;
      this.#ready.set(page, this.#read(page));
    }
  }

  /** After the page that was begun before this one. */
  #read(page: number): Promise<PageText> {
    const reading = this.#last.then(() => nextTurn()).then(() => pageText(this.#run, page, 1));
    // Whoever takes it hears of it; an abort may come before.
    this.#last = reading.catch(() => undefined);
    return reading;
  }
}
