import {
  abortedError,
  defineBackend,
  UnifexError,
  type Backend,
  type DocumentReader,
  type OpenContext,
  type Page,
  type Source,
} from '@unifex/core';
import { DEFAULT_DPI, openImagePages } from '../document/image-pages.ts';
import type { PageImages } from '../document/page-images.ts';
import { openPdfPages } from '../document/pdf-pages.ts';
import { parseAnswer } from './answer.ts';
import { parseOcrServerOptions, type OcrServerOptions } from './options.ts';
import { requestOcr } from './request.ts';
import { resultsToTexts } from './results-to-texts.ts';
import { imageToSend } from './image-to-send.ts';

/**
 * Reads images, and PDFs as images of their pages, with an OCR server that answers `POST /ocr` (multipart `file`, `language`) with
 * `{ results: [{ text, bbox: [x1, y1, x2, y2], confidence }] }`: the protocol that LiteParse defined (its OCR_API_SPEC.md), and
 * for which there are servers around EasyOCR, PaddleOCR and others.
 */
export const ocrServerBackend: Backend<OcrServerOptions> = defineBackend({
  apiVersion: 1,
  type: 'ocr-server',
  module: '@unifex/ocr/server',
  supports: {
    mediaTypes: ['image/png', 'image/jpeg', 'image/tiff', 'image/webp', 'image/bmp', 'image/gif', 'application/pdf'],
    environments: ['node'],
    concurrency: 'shared',
    passwords: true,
    granularity: true,
    ocr: true,
    network: true,
  },
  parseOptions: parseOcrServerOptions,
  open: async (source, options, context) => {
    if (context.signal.aborted) throw abortedError(context.signal);
    return new ServerReader(source, await openPages(source, options, context), options);
  },
});

function openPages(source: Source, options: OcrServerOptions, context: OpenContext): Promise<PageImages> {
  const { dpi, maxPixels, password } = options;
  if (source.info.mediaType !== 'application/pdf') return openImagePages(source, { dpi, maxPixels });
  const renderer = options.renderer ?? { apiVersion: 1, type: 'pdfium', module: '@unifex/pdfium', options: {} };
  const secret = password === undefined ? {} : { password };
  const drawing = { ...renderer, options: { ...renderer.options, ...secret } };
  return openPdfPages(source, { dpi: dpi ?? DEFAULT_DPI, maxPixels, renderer: drawing }, context);
}

class ServerReader implements DocumentReader {
  readonly pageCount: number;
  readonly #source: Source;
  readonly #images: PageImages;
  readonly #options: OcrServerOptions;
  readonly #lifetime: AbortController = new AbortController();
  #disposed: Promise<void> | undefined;

  constructor(source: Source, images: PageImages, options: OcrServerOptions) {
    this.#source = source;
    this.#images = images;
    this.#options = options;
    this.pageCount = images.pageCount;
  }

  async extractPage(index: number, { signal }: { signal: AbortSignal }): Promise<Page> {
    this.#assertOpen();
    if (signal.aborted) throw abortedError(signal);
    if (!(Number.isInteger(index) && index >= 0 && index < this.pageCount)) {
      throw new UnifexError(
        'PAGE_OUT_OF_RANGE',
        `There is no page ${index}: the document has ${this.pageCount}, from 0 on.`,
      );
    }
    const page = await this.#images.page(index, signal);
    const { width, height, rotation, image, warnings } = page;
    const sent = await imageToSend(this.#source, page, this.pageCount);
    let answer: string;
    try {
      answer = await requestOcr(sent, this.#options, AbortSignal.any([signal, this.#lifetime.signal]));
    } catch (error) {
      this.#assertOpen();
      throw error;
    }
    const results = parseAnswer(answer, image, this.#options.url);
    const scale = { x: width / image.width, y: height / image.height };
    return {
      index,
      width,
      height,
      unit: 'points',
      sizeInPoints: { width, height },
      rotation,
      texts: resultsToTexts(results, scale, this.#options.granularity),
      tables: [],
      ...(warnings.length > 0 ? { warnings: [...warnings] } : {}),
    };
  }

  async metadata(): ReturnType<DocumentReader['metadata']> {
    this.#assertOpen();
    return await this.#images.metadata();
  }

  async outline(): ReturnType<PageImages['outline']> {
    this.#assertOpen();
    return await this.#images.outline();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#lifetime.abort();
    return (this.#disposed ??= (async () => this.#images[Symbol.asyncDispose]())());
  }

  #assertOpen(): void {
    if (!this.#disposed) return;
    throw new UnifexError('EXTRACTOR_DISPOSED', 'The document was closed. Open it again before reading from it.');
  }
}
