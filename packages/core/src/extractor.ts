import { refOf } from './backend-ref.ts';
import type { Backend, BackendRef, DocumentReader } from './backend.ts';
import { completeResults } from './complete-results.ts';
import { ExecutorType } from './constants.ts';
import { convertPage } from './convert-page.ts';
import { abortedError, deserializeError, toUnifexError, UnifexError, type ErrorInfo } from './errors.ts';
import type { PageResult, PageTask } from './executor.ts';
import {
  checkExtractOptions,
  type CheckedExtractOptions,
  type ExtractOptions,
  type PagesOptions,
} from './extract-options.ts';
import { findExecutor } from './find-executor.ts';
import { linkSignals, rejectOnAbort } from './link-signals.ts';
import type { Document, DocumentMetadata, OutlineItem, Page, SourceInfo } from './model.ts';
import { untilIdle } from './page-turns.ts';
import { failedPage } from './read-page.ts';
import type { Registry } from './registry.ts';
import type { RenderedPage, RenderOptions } from './render.ts';
import type { Source } from './source.ts';
import { UnderWay } from './under-way.ts';

/** Everything that was asked for, and how it went. */
export interface ExtractionResult {
  /** The pages that succeeded, in the order asked for, and the metadata. */
  document: Document;
  /** One for every page asked for, in that order. */
  pageResults: PageResult[];
  /** True when every page succeeded. */
  success: boolean;
  /** The pages that failed. */
  errors: { page: number; error: ErrorInfo }[];
}

/**
 * One opened document. Dispose of it (`await using`) to free it; disposing twice is fine, and a disposed extractor throws
 * `EXTRACTOR_DISPOSED`. Several extractions may run on it at once.
 *
 * Disposal stops what goes on, as an abort does, and has waited for the end of it when it resolves: pages that are being read, in whatever
 * worker, and images that are being drawn. It may come from anywhere, also from a loop over the pages. What does not end is given up: a page
 * or metadata that are read in this thread and heed no signal after a quarter of a second, images and workers after ten seconds.
 */
export interface Extractor extends AsyncDisposable {
  /** Type of the backend that reads the document. */
  readonly type: string;
  readonly source: SourceInfo;
  readonly pageCount: number;
  metadata(): Promise<DocumentMetadata>;
  /** Bookmarks; empty where there are none, or the backend reads none. */
  outline(): Promise<OutlineItem[]>;
  /**
   * Turns a page into an image, where the backend can (`pdfium` does).
   * @param index 0-based
   * @throws UnifexError `INVALID_OPTION`, `PAGE_OUT_OF_RANGE`, `PAGE_FAILED`, `ABORTED`, `EXTRACTOR_DISPOSED`, `RUNTIME_UNSUPPORTED`
   */
  renderPage(index: number, options?: RenderOptions, context?: { signal?: AbortSignal }): Promise<RenderedPage>;
  /**
   * Reads pages and gathers them. A page that fails is in `errors`, and the others are read.
   * @throws UnifexError `INVALID_OPTION`, `PAGE_OUT_OF_RANGE`, `EXECUTOR_UNKNOWN`, `EXECUTOR_NOT_INSTALLED`, `NOT_CLONEABLE`,
   *   `ABORTED`, `EXTRACTOR_DISPOSED`
   */
  extract(options?: ExtractOptions): Promise<ExtractionResult>;
  /**
   * Streams pages in the order asked for, with bounded memory. A page that fails throws at its turn, unless `onPageError` is
   * given. Leaving the loop stops the reading. Bad options throw at the call.
   * @throws UnifexError as {@link Extractor.extract}, and a failed page's own error
   */
  pages(options?: PagesOptions): AsyncIterable<Page>;
  /** Streams a result for every page asked for, failed ones among them. @throws UnifexError as {@link Extractor.extract} */
  pageResults(options?: ExtractOptions): AsyncIterable<PageResult>;
}

/** What an extractor is made of. */
export interface OpenedDocument {
  readonly backend: Backend;
  /** As `parseOptions` gave them. */
  readonly options: object;
  readonly source: Source;
  readonly reader: DocumentReader;
  readonly registry: Registry;
}

/** An extraction that has passed every check. */
interface PreparedRun {
  readonly options: CheckedExtractOptions;
  readonly task: PageTask;
}

/** Why what still runs at a disposal is aborted. One for all of them: an error takes its time to note where it was made. */
const CLOSED = new UnifexError('EXTRACTOR_DISPOSED', 'The document was closed.');

/** The extractor of an opened document; from here on it owns the reader. */
export class DocumentExtractor implements Extractor {
  readonly type: string;
  readonly source: SourceInfo;
  readonly pageCount: number;
  readonly #opened: OpenedDocument;
  readonly #lifetime: AbortController = new AbortController();
  readonly #underWay: UnderWay = new UnderWay();
  #disposed: Promise<void> | undefined;
  #metadata: Promise<DocumentMetadata> | undefined;

  constructor(opened: OpenedDocument) {
    this.#opened = opened;
    this.type = opened.backend.type;
    this.source = opened.source.info;
    this.pageCount = opened.reader.pageCount;
  }

  async metadata(): Promise<DocumentMetadata> {
    this.#assertOpen();
    this.#metadata ??= this.#read(() => this.#opened.reader.metadata(), 'metadata');
    try {
      return await this.#metadata;
    } catch (error) {
      // What failed once may work the next time.
      this.#metadata = undefined;
      throw error;
    }
  }

  async outline(): Promise<OutlineItem[]> {
    this.#assertOpen();
    return (await this.#read(async () => this.#opened.reader.outline?.(), 'outline')) ?? [];
  }

  async renderPage(
    index: number,
    options: RenderOptions = {},
    context: { signal?: AbortSignal } = {},
  ): Promise<RenderedPage> {
    this.#assertOpen();
    const { reader } = this.#opened;
    if (!reader.renderPage) {
      throw new UnifexError(
        'RUNTIME_UNSUPPORTED',
        `The extractor '${this.type}' makes no images of pages. Install @unifex/pdfium and open the document with 'pdfium'.`,
      );
    }
    using linked = linkSignals(this.#lifetime.signal, context.signal);
    return await this.#underWay.image(reader.renderPage(index, options, { signal: linked.signal }));
  }

  async extract(options?: ExtractOptions): Promise<ExtractionResult> {
    const run = this.#prepare(options);
    // Before anything is read: an executor that is not installed is the caller's to mend.
    await findExecutor(run.options.executor, this.#opened.registry);
    const { metadata, outline } = await this.#head(run.options.signal);
    const pageResults: PageResult[] = [];
    const pages: Page[] = [];
    const errors: ExtractionResult['errors'] = [];
    for await (const result of this.#run(run)) {
      pageResults.push(result);
      if (result.success) pages.push(result.page);
      else errors.push({ page: result.index, error: result.error });
    }
    const document: Document = { source: this.source, pages, metadata };
    if (outline.length > 0) document.outline = outline;
    return { document, pageResults, success: errors.length === 0, errors };
  }

  pages(options?: PagesOptions): AsyncIterable<Page> {
    const run = this.#prepare(options);
    return this.#successful(this.#run(run), run.options.onPageError);
  }

  pageResults(options?: ExtractOptions): AsyncIterable<PageResult> {
    return this.#run(this.#prepare(options));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#disposed ??= this.#dispose();
    return this.#disposed;
  }

  async #dispose(): Promise<void> {
    const { reader } = this.#opened;
    this.#lifetime.abort(CLOSED);
    // At once: a reader that is closed has no need to make itself ready for another page after the abort.
    const closing = reader[Symbol.asyncDispose]();
    await Promise.all([this.#underWay.ended(untilIdle(reader)), closing]);
  }

  /** Everything that can be checked before any work. */
  #prepare(input: unknown): PreparedRun {
    this.#assertOpen();
    const { backend, registry } = this.#opened;
    const options = checkExtractOptions(input, { pageCount: this.pageCount, backend, registry });
    const { executor, pages } = options;
    const type = typeof executor === 'string' ? executor : executor.type;
    return { options, task: this.#task(pages, type === ExecutorType.INLINE) };
  }

  /** What stands around the pages, unless it is called off meanwhile: a reader gets no signal for it. */
  async #head(signal: AbortSignal | undefined): Promise<{ metadata: DocumentMetadata; outline: OutlineItem[] }> {
    using linked = linkSignals(this.#lifetime.signal, signal);
    using aborted = rejectOnAbort(linked.signal, abortedError);
    const head = async (): Promise<{ metadata: DocumentMetadata; outline: OutlineItem[] }> => ({
      metadata: await this.metadata(),
      outline: await this.outline(),
    });
    try {
      if (linked.signal.aborted) throw abortedError(linked.signal);
      return await Promise.race([head(), aborted.promise]);
    } catch (error) {
      if (this.#disposed) throw this.#disposedError(error);
      throw error;
    }
  }

  async #read<T>(read: () => Promise<T>, what: string): Promise<T> {
    try {
      return await this.#underWay.read(read());
    } catch (error) {
      throw toUnifexError(error, 'DOCUMENT_CORRUPT', `The ${what} of ${this.#name()} could not be read`);
    }
  }

  async *#successful(
    results: AsyncIterable<PageResult>,
    onPageError: PagesOptions['onPageError'],
  ): AsyncGenerator<Page, void, undefined> {
    for await (const result of results) {
      if (result.success) yield result.page;
      else if (onPageError) onPageError(deserializeError(result.error), result.index);
      else throw deserializeError(result.error);
    }
  }

  /** The extraction loop: a result for every page, in order, in the unit asked for. */
  async *#run({ options, task }: PreparedRun): AsyncGenerator<PageResult, void, undefined> {
    this.#assertOpen();
    const { pages, maxWorkers, pageTimeoutMs } = options;
    using linked = linkSignals(this.#lifetime.signal, options.signal);
    const progress = progressOf(options);
    try {
      const executor = await findExecutor(options.executor, this.#opened.registry);
      const results = executor.run(task, {
        maxWorkers,
        signal: linked.signal,
        ...(pageTimeoutMs === undefined ? {} : { pageTimeoutMs }),
      });
      const complete = completeResults(results, pages, executor.type);
      using _ = this.#underWay.run(complete);
      let left = pages.length;
      for await (const result of complete) {
        const finished = inUnit(result, options);
        left -= 1;
        progress(finished);
        yield finished;
      }
      // A disposal leaves a run that waits for its consumer.
      if (left > 0) throw abortedError(linked.signal);
    } catch (error) {
      if (this.#disposed) throw this.#disposedError(error);
      throw error;
    }
  }

  #task(pages: readonly number[], inline: boolean): PageTask {
    const { backend, options, source, reader } = this.#opened;
    // In this thread nothing travels, so that an option may be a function.
    const ref: BackendRef = inline
      ? { apiVersion: 1, type: backend.type, module: backend.module, options }
      : refOf(backend, options);
    return { backend: ref, source, pages, local: { backend, reader } };
  }

  #assertOpen(): void {
    if (this.#disposed) throw this.#disposedError();
  }

  #disposedError(cause?: unknown): UnifexError {
    const message = `${this.#name()} was closed. Open it again with createExtractor.`;
    return new UnifexError('EXTRACTOR_DISPOSED', message, { cause });
  }

  #name(): string {
    return this.source.uri ?? this.source.name ?? 'The document';
  }
}

function inUnit(result: PageResult, { unit, dpi }: CheckedExtractOptions): PageResult {
  if (!result.success || (result.page.unit === unit && result.page.dpi === dpi)) return result;
  try {
    return { ...result, page: convertPage(result.page, unit, dpi === undefined ? {} : { dpi }) };
  } catch (error) {
    // The backend's page is no page of the model. That costs this page, and not those after it.
    return failedPage(result.index, error, result.durationMs);
  }
}

function progressOf({ pages, onProgress }: CheckedExtractOptions): (result: PageResult) => void {
  const start = performance.now();
  let done = 0;
  let failed = 0;
  return (result) => {
    done += 1;
    if (!result.success) failed += 1;
    const seconds = (performance.now() - start) / 1000;
    onProgress?.({ done, total: pages.length, failed, pagesPerSecond: seconds > 0 ? done / seconds : 0 });
  };
}
