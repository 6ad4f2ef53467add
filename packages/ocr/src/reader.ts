import {
  abortedError,
  toUnifexError,
  UnifexError,
  type DocumentMetadata,
  type DocumentReader,
  type OpenContext,
  type OutlineItem,
  type Page,
  type PageContext,
  type Source,
} from '@unifex/core';
import { DEFAULT_DPI, openImagePages } from './document/image-pages.ts';
import type { PageImages } from './document/page-images.ts';
import { openPdfPages } from './document/pdf-pages.ts';
import type { LanguageData } from './engine/job.ts';
import { enginePool } from './engine/pool.ts';
import { languageData } from './languages/find-data.ts';
import type { TesseractOptions } from './options.ts';
import { adaptPage } from './page/adapt-page.ts';

/**
 * Opens an image or a PDF for reading with Tesseract.
 * @throws UnifexError `DOCUMENT_CORRUPT`, `SOURCE_TOO_LARGE`, `INVALID_OPTION` (no data of a language), `PROVIDER_ERROR` (a download
 *   that fails), `RUNTIME_UNSUPPORTED`, `ABORTED`, and what the backend throws that draws the pages of a PDF
 */
export async function openImages(
  source: Source,
  options: TesseractOptions,
  context: OpenContext,
): Promise<DocumentReader> {
  if (context.signal.aborted) throw abortedError(context.signal);
  const languages = await languageData(options.languages, options, context.signal);
  const images = await openPages(source, options, context);
  return new OcrReader(images, languages, options);
}

function openPages(source: Source, options: TesseractOptions, context: OpenContext): Promise<PageImages> {
  const { dpi, maxPixels, password } = options;
  if (source.info.mediaType !== 'application/pdf') return openImagePages(source, { dpi, maxPixels });
  const renderer = options.renderer ?? { apiVersion: 1, type: 'pdfium', module: '@unifex/pdfium', options: {} };
  const secret = password === undefined ? {} : { password };
  return openPdfPages(
    source,
    {
      dpi: dpi ?? DEFAULT_DPI,
      maxPixels,
      renderer: { ...renderer, options: { ...renderer.options, ...secret } },
    },
    context,
  );
}

class OcrReader implements DocumentReader {
  readonly pageCount: number;
  readonly #images: PageImages;
  readonly #languages: readonly LanguageData[];
  readonly #options: TesseractOptions;
  readonly #lifetime: AbortController = new AbortController();
  #disposed: Promise<void> | undefined;

  constructor(images: PageImages, languages: readonly LanguageData[], options: TesseractOptions) {
    this.#images = images;
    this.#languages = languages;
    this.#options = options;
    this.pageCount = images.pageCount;
  }

  async extractPage(index: number, { signal }: PageContext): Promise<Page> {
    this.#assertOpen();
    if (signal.aborted) throw abortedError(signal);
    if (!(Number.isInteger(index) && index >= 0 && index < this.pageCount)) {
      throw new UnifexError(
        'PAGE_OUT_OF_RANGE',
        `Page ${index} does not exist: the document has ${this.pageCount} ${this.pageCount === 1 ? 'page' : 'pages'}, 0 to ${this.pageCount - 1}.`,
      );
    }
    try {
      return await this.#read(index, signal);
    } catch (error) {
      if (this.#disposed) this.#assertOpen();
      throw toUnifexError(error, 'PAGE_FAILED', `Page ${index} cannot be read`);
    }
  }

  async metadata(): Promise<DocumentMetadata> {
    this.#assertOpen();
    return this.#images.metadata();
  }

  async outline(): Promise<OutlineItem[]> {
    this.#assertOpen();
    return this.#images.outline();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#lifetime.abort();
    return (this.#disposed ??= this.#close());
  }

  async #close(): Promise<void> {
    await this.#images[Symbol.asyncDispose]();
  }

  async #read(index: number, signal: AbortSignal): Promise<Page> {
    const page = await this.#images.page(index, signal);
    const { parameters, initParameters, whitelist, pageSegmentation, minConfidence } = this.#options;
    const { orientation, deskew, scale, contrast, secondReading } = this.#options;
    const reading = await enginePool.read(
      {
        image: page.image,
        languages: this.#languages,
        initParameters,
        parameters: { ...parameters, ...(whitelist === undefined ? {} : { tessedit_char_whitelist: whitelist }) },
        pageSegmentation,
        minConfidence,
        preprocessing: { orientation, deskew, scale, contrast, secondReading },
      },
      AbortSignal.any([signal, this.#lifetime.signal]),
    );
    return adaptPage(index, page, reading, this.#options);
  }

  #assertOpen(): void {
    if (!this.#disposed) return;
    throw new UnifexError('EXTRACTOR_DISPOSED', 'The document was closed. Open it again before reading from it.');
  }
}
