import type { Page } from '@unifex/core';
import { formLines, releaseGlyphBuffer } from '@unifex/layout';
import { coverage, textBlocks } from '@unifex/pdf-common';
import type { PdfJsFont } from './content/fonts.ts';
import type { Matrix } from '@unifex/pdf-common';
import { createInterpreter } from './content/interpret.ts';
import { streamOperators } from './content/stream-operators.ts';
import type { PdfOptions } from './options.ts';
import { attempt } from './document/attempt.ts';
import type { Destinations } from './document/destinations.ts';
import { fetchAnnotations, sortAnnotations, type PageAnnotations } from './page/page-annotations.ts';
import type { LoadedPdfJs, PDFDocumentProxy, PDFPageProxy } from './pdfjs.ts';

export interface PageSettings {
  readonly options: PdfOptions;
  readonly pdfjs: LoadedPdfJs;
  readonly pdf: PDFDocumentProxy;
  readonly destinations: Destinations;
  /** One for each page, where the document has labels. */
  readonly pageLabels: readonly string[] | undefined;
  readonly isContentVisible: (group: unknown) => boolean;
}

/** Reads a page: all that it draws and all that hangs on it, in points, origin top left, after /Rotate, inside the crop box. */
export async function extractPage(page: PDFPageProxy, settings: PageSettings): Promise<Page> {
  const result = await extractContent(page, settings);
  const label = settings.pageLabels?.[result.index];
  if (label !== undefined) result.label = label;
  if (!settings.options.annotations) return result;
  const warnings: string[] = [];
  const sorted = await attempt('annotations of the page', () => readAnnotations(page, settings), warnings);
  if (warnings.length > 0) result.warnings = [...(result.warnings ?? []), ...warnings];
  if (!sorted) return result;
  const { links, annotations, formFields } = sorted;
  if (links.length > 0) result.links = links;
  if (annotations.length > 0) result.annotations = annotations;
  if (formFields.length > 0) result.formFields = formFields;
  return result;
}

async function readAnnotations(page: PDFPageProxy, settings: PageSettings): Promise<PageAnnotations | undefined> {
  const index = page.pageNumber - 1;
  const found = await fetchAnnotations(settings.pdf, index);
  if (found.length === 0) return undefined;
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const frame = { width, height, transform: transform as unknown as Matrix };
  return sortAnnotations(found, index, frame, settings.destinations);
}

async function extractContent(page: PDFPageProxy, settings: PageSettings): Promise<Page> {
  const { options, pdfjs } = settings;
  const viewport = page.getViewport({ scale: 1 });
  const { width, height } = viewport;
  const { content, interpret } = createInterpreter({
    ops: pdfjs.api.OPS,
    transform: viewport.transform as unknown as Matrix,
    width,
    height,
    graphics: options.graphics,
    fontById: (id) => (page.commonObjs.has(id) ? (page.commonObjs.get(id) as PdfJsFont) : undefined),
    isContentVisible: settings.isContentVisible,
  });
  const { ENABLE, DISABLE } = pdfjs.api.AnnotationMode;
  await streamOperators(page, pdfjs.api.OPS, options.annotations ? ENABLE : DISABLE, interpret);
  const lines = formLines(content.glyphs);
  const result: Page = {
    index: page.pageNumber - 1,
    width,
    height,
    unit: 'points',
    sizeInPoints: { width, height },
    rotation: normalizeRotation(page.rotate),
    texts: textBlocks(content, lines, options, width, height),
    tables: [],
  };
  if (options.graphics) {
    result.images = content.images;
    result.rulings = content.rulings;
    result.fills = content.fills;
    result.shapes = content.shapes;
  }
  result.coverage = coverage(content, lines, options);
  // A function that merges lines may have kept its arguments.
  if (typeof options.granularity !== 'function') releaseGlyphBuffer(content.glyphs);
  if (content.warnings.length > 0) result.warnings = content.warnings;
  return result;
}

function normalizeRotation(degrees: number): Page['rotation'] {
  return ((((degrees % 360) + 360) % 360) as Page['rotation']) || 0;
}
