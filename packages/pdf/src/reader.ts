import { abortedError, rejectOnAbort, toUnifexError, UnifexError } from '@unifex/core';
import { markRepaired } from '@unifex/pdf-common';
import type {
  DocumentMetadata,
  DocumentReader,
  OpenContext,
  OutlineItem,
  Page,
  PageContext,
  Source,
} from '@unifex/core';
import { Destinations } from './document/destinations.ts';
import { readMetadata } from './document/metadata.ts';
import { readOutline } from './document/outline.ts';
import { readPageLabels } from './document/page-labels.ts';
import { extractPage, type PageSettings } from './extract-page.ts';
import { openDocument, type OpenedPdf } from './open-document.ts';
import type { PdfOptions } from './options.ts';

export async function openPdf(source: Source, options: PdfOptions, context: OpenContext): Promise<DocumentReader> {
  return new PdfReader(await openSession(source, options, context.signal), source, options);
}

/** A document opened by pdf.js, and what has been learned of it. */
interface Session extends OpenedPdf {
  readonly destinations: Destinations;
  settings?: Promise<PageSettings>;
  /** Set when it was let go of; resolves when it is gone. */
  abandoned?: Promise<void>;
}

async function openSession(source: Source, options: PdfOptions, signal: AbortSignal): Promise<Session> {
  const opened = await openDocument(source, options, signal);
  return { ...opened, destinations: new Destinations(opened.pdf) };
}

class PdfReader implements DocumentReader {
  readonly pageCount: number;
  readonly repaired?: string;
  readonly #source: Source;
  readonly #options: PdfOptions;
  /** Undefined after an abort, until somebody asks for more of the document. */
  #session: Promise<Session> | undefined;
  /** What was let go of, and is not yet gone. */
  #abandoned: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;
  /** Aborts with the disposal: what pdf.js was asked before, it then never answers. */
  readonly #lifetime = new AbortController();

  constructor(session: Session, source: Source, options: PdfOptions) {
    this.#session = Promise.resolve(session);
    this.#source = source;
    this.#options = options;
    this.pageCount = session.pdf.numPages;
    // A signal that loses its last listener with every page makes a new table of listeners with every page (`api-patches.ts` says more).
    this.#lifetime.signal.addEventListener('abort', () => undefined);
    if (session.repaired !== undefined) this.repaired = session.repaired;
  }

  async extractPage(index: number, { signal }: PageContext): Promise<Page> {
    this.#assertOpen();
    if (signal.aborted) throw abortedError(signal);
    if (!Number.isInteger(index) || index < 0 || index >= this.pageCount) {
      throw new UnifexError(
        'PAGE_OUT_OF_RANGE',
        `Page ${index} does not exist: the document has ${this.pageCount} ${this.pageCount === 1 ? 'page' : 'pages'}, 0 to ${this.pageCount - 1}.`,
      );
    }
    using aborted = rejectOnAbort(signal, abortedError);
    const session = await this.#unlessClosed(Promise.race([this.#enter(), aborted.promise]));
    try {
      const page = await this.#unlessClosed(Promise.race([this.#readPage(index, session), aborted.promise]));
      if (signal.aborted) throw abortedError(signal);
      return page;
    } catch (error) {
      if (signal.aborted && !this.#closing) await this.#abandon(session);
      throw error;
    }
  }

  async metadata(): Promise<DocumentMetadata> {
    this.#assertOpen();
    const read = async (): Promise<DocumentMetadata> =>
      readMetadata(await this.#enter(), this.#source, this.#options.password);
    return this.#unlessClosed(read());
  }

  async outline(): Promise<OutlineItem[]> {
    this.#assertOpen();
    const read = async (): Promise<OutlineItem[]> => {
      const { pdf, destinations } = await this.#enter();
      return readOutline(pdf, destinations);
    };
    return this.#unlessClosed(read());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    this.#lifetime.abort();
    await this.#closing;
  }

  /** What the work gives, unless the document is closed first. */
  async #unlessClosed<T>(work: Promise<T>): Promise<T> {
    using closed = rejectOnAbort(this.#lifetime.signal, () => this.#disposedError());
    return await Promise.race([work, closed.promise]);
  }

  async #readPage(index: number, session: Session): Promise<Page> {
    const settings = await (session.settings ??= this.#loadSettings(session));
    const proxy = await session.pdf.getPage(index + 1).catch((error: unknown) => {
      throw toUnifexError(error, 'PAGE_FAILED', `Page ${index} cannot be read`);
    });
    try {
      const page = await extractPage(proxy, settings);
      const failure = session.assets.failure();
      if (failure) throw failure;
      if (session.repaired !== undefined) markRepaired(page, 'pdf', session.repaired);
      return page;
    } catch (error) {
      throw toUnifexError(error, 'PAGE_FAILED', `Page ${index} cannot be read`);
    } finally {
      proxy.cleanup();
    }
  }

  async #close(): Promise<void> {
    // What could not be opened again holds nothing.
    const session = await this.#session?.catch(() => undefined);
    await Promise.all([this.#abandoned, session?.close()]);
  }

  /** The document, which is opened anew after an abort. */
  #enter(): Promise<Session> {
    this.#session ??= this.#reopen();
    return this.#session;
  }

  async #reopen(): Promise<Session> {
    await this.#abandoned;
    return openSession(this.#source, this.#options, this.#lifetime.signal);
  }

  /**
   * Stops what pdf.js is doing, and waits for its end. It cannot drop one page: its parser goes on until the whole document is let go. The
   * document is opened anew for whoever asks for another page.
   */
  async #abandon(session: Session): Promise<void> {
    if (!session.abandoned) {
      this.#session = undefined;
      this.#abandoned = session.abandoned = session.close();
    }
    await session.abandoned;
  }

  async #loadSettings({ pdf, pdfjs, destinations }: Session): Promise<PageSettings> {
    // Broken layers hide nothing, and broken labels name no page; the metadata tells of the latter.
    const layers = await pdf.getOptionalContentConfig().catch(() => undefined);
    const pageLabels = await readPageLabels(pdf).catch(() => undefined);
    return {
      pdf,
      pdfjs,
      pageLabels,
      destinations,
      options: this.#options,
      isContentVisible: (group) =>
        isEmptyMembership(group) || ((layers?.isVisible(group) as boolean | undefined) ?? true),
    };
  }

  #assertOpen(): void {
    if (this.#closing) throw this.#disposedError();
  }

  #disposedError(): UnifexError {
    return new UnifexError(
      'EXTRACTOR_DISPOSED',
      `The document ${this.#source.info.uri ?? ''} was closed. Open it again before reading from it.`,
    );
  }
}

/** A membership dictionary without groups hides nothing (ISO 32000-2, table 97); pdf.js finds none of them visible. */
function isEmptyMembership(group: unknown): boolean {
  const { type, ids, expression } = (group ?? {}) as { type?: string; ids?: readonly unknown[]; expression?: unknown };
  return type === 'OCMD' && ids?.length === 0 && !expression;
}
