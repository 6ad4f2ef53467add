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
import { parseAnswer } from './answer.ts';
import { readImageHeader } from './image-header.ts';
import { parseOcrServerOptions, type OcrServerOptions } from './options.ts';
import { requestOcr } from './request.ts';
import { resultsToTexts } from './results-to-texts.ts';

/** Pixels an inch of an image that is not said to have another resolution. */
const DEFAULT_DPI = 96;

/**
 * Reads images with an OCR server that answers `POST /ocr` (multipart `file`, `language`) with
 * `{ results: [{ text, bbox: [x1, y1, x2, y2], confidence }] }`: the protocol that LiteParse defined (its OCR_API_SPEC.md), and
 * for which there are servers around EasyOCR, PaddleOCR and others. Pages of PDFs are read by `auto`, which draws them.
 */
export const ocrServerBackend: Backend<OcrServerOptions> = defineBackend({
  apiVersion: 1,
  type: 'ocr-server',
  module: '@unifex/ocr/server',
  supports: {
    mediaTypes: ['image/png', 'image/jpeg', 'image/tiff', 'image/webp', 'image/bmp', 'image/gif'],
    environments: ['node'],
    concurrency: 'shared',
    granularity: true,
    ocr: true,
    network: true,
  },
  parseOptions: parseOcrServerOptions,
  open: async (source, options, context) => openImage(source, options, context),
});

function openImage(source: Source, options: OcrServerOptions, { signal }: OpenContext): DocumentReader {
  if (signal.aborted) throw abortedError(signal);
  const { width, height } = readImageHeader(source.bytes, source.info.mediaType);
  const dpi = options.dpi ?? DEFAULT_DPI;
  const [pageWidth, pageHeight] = [(width * 72) / dpi, (height * 72) / dpi];
  let disposed = false;
  const check = (index = 0): void => {
    if (disposed)
      throw new UnifexError('EXTRACTOR_DISPOSED', 'The image was closed. Open it again before reading from it.');
    if (index !== 0) throw new UnifexError('PAGE_OUT_OF_RANGE', `There is no page ${index}: the image is page 0.`);
  };
  return {
    pageCount: 1,
    async extractPage(index, context): Promise<Page> {
      check(index);
      if (context.signal.aborted) throw abortedError(context.signal);
      const { mediaType, name = 'image' } = source.info;
      const answer = await requestOcr({ bytes: source.bytes, mediaType, name }, options, context.signal);
      const results = parseAnswer(answer, { width, height });
      return {
        index,
        width: pageWidth,
        height: pageHeight,
        unit: 'points',
        sizeInPoints: { width: pageWidth, height: pageHeight },
        rotation: 0,
        texts: resultsToTexts(results, { x: 72 / dpi, y: 72 / dpi }, options.granularity),
        tables: [],
        images: [
          {
            bbox: { x0: 0, y0: 0, x1: pageWidth, y1: pageHeight },
            rotation: 0,
            pixelWidth: width,
            pixelHeight: height,
          },
        ],
      };
    },
    async metadata() {
      check();
      return { pageCount: 1 };
    },
    [Symbol.asyncDispose]: async () => {
      disposed = true;
    },
  };
}
