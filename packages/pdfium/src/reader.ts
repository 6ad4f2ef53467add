import { inNextTurn } from '#platform';
import { abortedError, toUnifexError, UnifexError } from '@unifex/core';
import type {
  DocumentMetadata,
  DocumentReader,
  OpenContext,
  OutlineItem,
  Page,
  PageContext,
  RenderedPage,
  RenderOptions,
  Source,
} from '@unifex/core';
import { readMetadata } from './document/metadata.ts';
import { readOutline } from './document/outline.ts';
import { extractPage } from './extract-page.ts';
import { openDocument } from './open-document.ts';
import type { PdfiumOptions } from './options.ts';
import { renderPage } from './render/render-page.ts';
import { Session } from './session.ts';

/** How long pages may be read without a turn for timers and whatever else waits, in milliseconds. */
const TURN_MS = 10;
/**
 * After so many pages the document is opened anew: as long as it is open, PDFium keeps the objects of every page that was read. The
 * opening costs less than a hundredth of the time of the pages.
 */
const PAGES_A_SESSION = 1000;

export async function openPdfium(
  source: Source,
  options: PdfiumOptions,
  context: OpenContext,
): Promise<DocumentReader> {
  const opened = await openDocument(source, options, context.signal);
  return new PdfiumReader(new Session(opened, source), options);
}

class PdfiumReader implements DocumentReader {
  readonly pageCount: number;
  readonly repaired?: string;
  readonly #source: Source;
  readonly #options: PdfiumOptions;
  #session: Promise<Session>;
  #closing: Promise<void> | undefined;
  #lastTurn = performance.now();

  constructor(session: Session, options: PdfiumOptions) {
    this.#session = Promise.resolve(session);
    this.#source = session.source;
    this.#options = options;
    this.pageCount = session.opened.pageCount;
    const { repaired } = session.opened;
    if (repaired !== undefined) this.repaired = repaired;
  }

  async extractPage(index: number, { signal }: PageContext): Promise<Page> {
    this.#checkIndex(index, signal);
    await this.#leaveRoom();
    if (signal.aborted) throw abortedError(signal);
    return this.#withSession(`Page ${index} cannot be read`, 'PAGE_FAILED', (session) => {
      session.pages++;
      return extractPage(session, index, this.#options);
    });
  }

  async renderPage(index: number, options: RenderOptions, { signal }: PageContext): Promise<RenderedPage> {
    this.#checkIndex(index, signal);
    await this.#leaveRoom();
    if (signal.aborted) throw abortedError(signal);
    return this.#withSession(`Page ${index} cannot be drawn`, 'PAGE_FAILED', (session) => {
      session.pages++;
      return renderPage(session, index, options, signal);
    });
  }

  async metadata(): Promise<DocumentMetadata> {
    return this.#withSession('The metadata cannot be read', 'DOCUMENT_CORRUPT', async (session) => {
      const facts = await session.facts();
      return readMetadata(session.opened, facts?.file, this.#source, this.#options.password);
    });
  }

  async outline(): Promise<OutlineItem[]> {
    return this.#withSession('The outline cannot be read', 'DOCUMENT_CORRUPT', async (session) => {
      const facts = await session.facts();
      return facts ? readOutline(facts.file, facts.destinations) : [];
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#session.then(
      (session) => session.opened.close(),
      // What could not be opened again holds nothing.
      () => undefined,
    );
    await this.#closing;
  }

  /** PDFium works in one go: a loop over pages that never waits for anything else would hold up timers, and signals with them. */
  async #leaveRoom(): Promise<void> {
    if (performance.now() - this.#lastTurn < TURN_MS) return;
    await new Promise<void>((resolve) => inNextTurn(resolve));
    this.#lastTurn = performance.now();
  }

  async #withSession<T>(
    context: string,
    code: 'PAGE_FAILED' | 'DOCUMENT_CORRUPT',
    use: (session: Session) => Promise<T>,
  ): Promise<T> {
    const session = await this.#enterSession();
    try {
      this.#assertOpen();
      return await use(session);
    } catch (error) {
      throw toUnifexError(error, code, context);
    } finally {
      session.calls--;
    }
  }

  /**
   * The session of the moment, with one call more. After a trap the engine is of no use any more: the document is opened anew, on
   * another one. So it is after many pages, when nobody else is at work.
   */
  async #enterSession(): Promise<Session> {
    for (;;) {
      this.#assertOpen();
      const opening = this.#session;
      const session = await opening.catch(() => undefined);
      if (this.#session !== opening) continue;
      if (session && isSound(session)) {
        session.calls++;
        return session;
      }
      session?.opened.close();
      this.#session = this.#reopen();
      // Whoever waits for it is told; when nobody does, it is tried again at the next call.
      this.#session.catch(() => undefined);
      await this.#session;
    }
  }

  async #reopen(): Promise<Session> {
    const never = new AbortController().signal;
    return new Session(await openDocument(this.#source, this.#options, never), this.#source);
  }

  #checkIndex(index: number, signal: AbortSignal): void {
    this.#assertOpen();
    if (signal.aborted) throw abortedError(signal);
    if (Number.isInteger(index) && index >= 0 && index < this.pageCount) return;
    throw new UnifexError(
      'PAGE_OUT_OF_RANGE',
      `Page ${index} does not exist: the document has ${this.pageCount} ${this.pageCount === 1 ? 'page' : 'pages'}, 0 to ${this.pageCount - 1}.`,
    );
  }

  #assertOpen(): void {
    if (this.#closing) {
      throw new UnifexError(
        'EXTRACTOR_DISPOSED',
        `The document ${this.#source.info.uri ?? ''} was closed. Open it again before reading from it.`,
      );
    }
  }
}

function isSound({ opened, pages, calls }: Session): boolean {
  return opened.engine.broken === undefined && (pages < PAGES_A_SESSION || calls > 0);
}
