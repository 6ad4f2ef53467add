import { abortedError, toUnifexError, UnifexError } from '@unifex/core';
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
  const opened = await openDocument(source, options, context.signal);
  return new PdfReader(opened, source, options);
}

class PdfReader implements DocumentReader {
  readonly pageCount: number;
  readonly #opened: OpenedPdf;
  readonly #source: Source;
  readonly #options: PdfOptions;
  #closing: Promise<void> | undefined;
  readonly #destinations: Destinations;
  #settings: Promise<PageSettings> | undefined;
  #metadata: Promise<DocumentMetadata> | undefined;
  #outline: Promise<OutlineItem[]> | undefined;

  constructor(opened: OpenedPdf, source: Source, options: PdfOptions) {
    this.#opened = opened;
    this.#source = source;
    this.#options = options;
    this.#destinations = new Destinations(opened.pdf);
    this.pageCount = opened.pdf.numPages;
  }

  async extractPage(index: number, { signal }: PageContext): Promise<Page> {
    this.#assertOpen();
    if (signal.aborted) throw abortedError(signal);
    if (!Number.isInteger(index) || index < 0 || index >= this.pageCount) {
      throw new UnifexError(
        'PAGE_OUT_OF_RANGE',
        `Page ${index} does not exist: the document has ${this.pageCount} pages, 0 to ${this.pageCount - 1}.`,
      );
    }
    const settings = await (this.#settings ??= this.#loadSettings());
    const proxy = await this.#opened.pdf.getPage(index + 1).catch((error: unknown) => {
      throw toUnifexError(error, 'PAGE_FAILED', `Page ${index} cannot be read`);
    });
    try {
      const page = await extractPage(proxy, settings);
      if (signal.aborted) throw abortedError(signal);
      return page;
    } finally {
      proxy.cleanup();
    }
  }

  async metadata(): Promise<DocumentMetadata> {
    this.#assertOpen();
    this.#metadata ??= readMetadata(this.#opened.pdf, this.#source, this.#options.password);
    // What is handed out may be changed by whoever gets it.
    return structuredClone(await this.#metadata);
  }

  async outline(): Promise<OutlineItem[]> {
    this.#assertOpen();
    this.#outline ??= readOutline(this.#opened.pdf, this.#destinations);
    return structuredClone(await this.#outline);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (this.#closing ??= this.#opened.close());
  }

  async #loadSettings(): Promise<PageSettings> {
    const { pdf } = this.#opened;
    const [layers, pageLabels] = await Promise.all([pdf.getOptionalContentConfig(), readPageLabels(pdf)]);
    return {
      pdf,
      pageLabels,
      destinations: this.#destinations,
      options: this.#options,
      pdfjs: this.#opened.pdfjs,
      isContentVisible: (group) => layers.isVisible(group),
    };
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
