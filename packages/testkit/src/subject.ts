import {
  createExtractor,
  loadSource,
  type Backend,
  type DocumentReader,
  type Executor,
  type Extractor,
  type Page,
  type Source,
} from '@unifex/core';
import type { BackendCase } from './backend-case.ts';

/** A signal that nobody aborts. */
export const never: AbortSignal = new AbortController().signal;

/** The backend that is tested, and what the groups of tests do with it. */
export class Subject {
  readonly backend: Backend;
  readonly cases: readonly BackendCase[];
  readonly executors: readonly (string | Executor)[];
  readonly #options: object;
  readonly #sources = new Map<BackendCase, Promise<Source>>();
  readonly #pages = new Map<BackendCase, Promise<readonly Page[]>>();

  constructor(init: {
    backend: Backend;
    options: object;
    cases: readonly BackendCase[];
    executors: readonly (string | Executor)[];
  }) {
    this.backend = init.backend;
    this.#options = init.options;
    this.cases = init.cases;
    this.executors = init.executors;
  }

  /** The first case, on which is tested what does not depend on the document. */
  get first(): BackendCase {
    return this.cases[0] as BackendCase;
  }

  /** The options of a case as an author would write them. @param more replaces some; `undefined` takes one away */
  rawOptions(item: BackendCase, more: object = {}): Record<string, unknown> {
    const all = { ...this.#options, ...item.options, password: item.password, ...more };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }

  /** The document's bytes, read once. */
  source(item: BackendCase): Promise<Source> {
    let source = this.#sources.get(item);
    if (!source) this.#sources.set(item, (source = loadSource(item.source)));
    return source;
  }

  /** A reader of its own; the caller disposes of it. */
  async open(item: BackendCase, more: object = {}): Promise<DocumentReader> {
    const source = await this.source(item);
    return this.backend.open(source, this.backend.parseOptions(this.rawOptions(item, more)), { signal: never });
  }

  /** The document as an app opens it. */
  async extractor(item: BackendCase): Promise<Extractor> {
    return createExtractor(await this.source(item), this.backend, this.rawOptions(item));
  }

  /** All pages, read one by one from first to last: once for all tests, which do not change them. */
  pages(item: BackendCase): Promise<readonly Page[]> {
    let pages = this.#pages.get(item);
    if (!pages) this.#pages.set(item, (pages = this.readPages(item)));
    return pages;
  }

  /** All pages, read anew. */
  async readPages(item: BackendCase, more: object = {}): Promise<Page[]> {
    await using reader = await this.open(item, more);
    const pages: Page[] = [];
    for (let index = 0; index < reader.pageCount; index += 1) {
      pages.push(await reader.extractPage(index, { signal: never }));
    }
    return pages;
  }
}

/** What a page says, without its white space: the same however it is cut into blocks. */
export function compactText(page: Page): string {
  return compact(page.texts.map((block) => block.text).join(''));
}

export function compact(text: string): string {
  return text.replace(/\s+/gu, '');
}
