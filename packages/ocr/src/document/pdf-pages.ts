import {
  importBackend,
  UnifexError,
  type BackendRef,
  type DocumentReader,
  type OpenContext,
  type Source,
} from '@unifex/core';
import { share } from '../image/share.ts';
import type { PageImages, SourcePage } from './page-images.ts';

export interface PdfPagesOptions {
  /** Pixels an inch. */
  readonly dpi: number;
  /** Larger pages are drawn with fewer pixels an inch. */
  readonly maxPixels: number;
  /** A backend that draws the pages of PDFs. */
  readonly renderer: BackendRef;
}

/**
 * The pages of a PDF, drawn by another backend.
 * @throws UnifexError `RUNTIME_UNSUPPORTED` for a backend that draws no pages, and what opening it throws
 */
export async function openPdfPages(
  source: Source,
  { dpi, maxPixels, renderer }: PdfPagesOptions,
  context: OpenContext,
): Promise<PageImages> {
  const backend = await (context.resolve ?? importBackend)(renderer);
  const reader = await backend.open(source, backend.parseOptions(renderer.options), { ...context });
  if (!reader.renderPage) {
    await reader[Symbol.asyncDispose]();
    throw new UnifexError(
      'RUNTIME_UNSUPPORTED',
      `The extractor "${backend.type}" draws no pages. Name another one as \`renderer\`: "pdfium" does.`,
    );
  }
  return {
    pageCount: reader.pageCount,
    page: (index, signal) => drawPage(reader, index, { dpi, maxPixels }, signal),
    metadata: () => reader.metadata(),
    outline: async () => (await reader.outline?.()) ?? [],
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  };
}

async function drawPage(
  reader: DocumentReader,
  index: number,
  { dpi, maxPixels }: { readonly dpi: number; readonly maxPixels: number },
  signal: AbortSignal,
): Promise<SourcePage> {
  // Its size is not known before it is drawn: once as a thumbnail, whose scale tells the size in points.
  const thumbnail = await reader.renderPage!(index, { width: 16, format: 'rgba' }, { signal });
  const width = thumbnail.width / thumbnail.transform[0];
  const height = thumbnail.height / thumbnail.transform[3];
  const fitting = Math.sqrt(maxPixels / (width * height)) * 72 * 0.999;
  const drawn = await reader.renderPage!(index, { dpi: Math.min(dpi, fitting), format: 'rgba' }, { signal });
  const warnings =
    fitting < dpi ? [`The page is large: it was read at ${Math.round(fitting)} dpi instead of ${dpi}.`] : [];
  return {
    image: { data: share(drawn.data), width: drawn.width, height: drawn.height, channels: 4 },
    width: drawn.width / drawn.transform[0],
    height: drawn.height / drawn.transform[3],
    rotation: 0,
    warnings,
  };
}
