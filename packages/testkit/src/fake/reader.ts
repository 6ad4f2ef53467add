import {
  abortedError,
  UnifexError,
  type DocumentMetadata,
  type DocumentReader,
  type OpenContext,
  type Page,
  type PageContext,
  type Source,
} from '@unifex/core';
import { threadId } from 'node:worker_threads';
import { behave, untilAborted } from './behaviour.ts';
import { parseFakeDocument, type FakeDocument } from './document.ts';
import { readJournal, writeJournal, type JournalEvent } from './journal.ts';
import type { FakeOptions } from './options.ts';
import { fakePageContent } from './page.ts';

let count = 0;

/** @param exclusive whether two pages at once are a mistake of the executor */
export async function openFake(
  source: Source,
  options: FakeOptions,
  { signal }: OpenContext,
  exclusive: boolean,
): Promise<DocumentReader> {
  if (signal.aborted) throw abortedError(signal);
  const document = parseFakeDocument(source);
  const reader = new FakeReader(document, options, exclusive);
  if (document.opening === 'exits') process.exit(4);
  if (document.opening === 'hangs') await untilAborted(signal);
  return reader;
}

class FakeReader implements DocumentReader {
  readonly pageCount: number;
  readonly #document: FakeDocument;
  readonly #options: FakeOptions;
  readonly #exclusive: boolean;
  readonly #name = `${process.pid}-${threadId}-${++count}`;
  #reading = 0;
  #disposed = false;

  constructor(document: FakeDocument, options: FakeOptions, exclusive: boolean) {
    this.pageCount = document.pages.length;
    this.#document = document;
    this.#options = options;
    this.#exclusive = exclusive;
    this.#note('open');
  }

  async extractPage(index: number, { signal }: PageContext): Promise<Page> {
    this.#assertOpen();
    const page = this.#document.pages[index];
    if (page === undefined) throw new UnifexError('PAGE_OUT_OF_RANGE', `There is no page ${index}.`);
    if (signal.aborted) throw abortedError(signal);
    if (this.#exclusive && this.#reading > 0) throw new Error('Two pages are read at once on an exclusive reader.');
    this.#reading += 1;
    this.#note('start', index);
    try {
      await behave(page, signal, () => this.#haveAllMet());
      const content = fakePageContent(this.#options.label, index);
      return page === 'uncloneable' ? ({ ...content, callback: () => index } as Page) : content;
    } finally {
      this.#reading -= 1;
      this.#note('end', index);
    }
  }

  async metadata(): Promise<DocumentMetadata> {
    this.#assertOpen();
    return { pageCount: this.pageCount, title: this.#options.label };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#note('close');
  }

  /** Whether every page that `meets` has been started, by this reader or another of the same document. */
  #haveAllMet(): boolean {
    const { journal, label } = this.#options;
    if (journal === undefined) throw new Error('Pages that meet find each other in the journal: give its path.');
    const started = new Set(
      readJournal(journal)
        .filter((entry) => entry.event === 'start' && entry.label === label)
        .map((entry) => entry.page),
    );
    return this.#document.pages.every((page, index) => page !== 'meets' || started.has(index));
  }

  #assertOpen(): void {
    if (this.#disposed) throw new UnifexError('EXTRACTOR_DISPOSED', 'The fake document was closed.');
  }

  #note(event: JournalEvent, page?: number): void {
    const { journal, label } = this.#options;
    if (journal === undefined) return;
    const place = page === undefined ? {} : { page };
    writeJournal(journal, { event, label, reader: this.#name, pid: process.pid, ...place });
  }
}
