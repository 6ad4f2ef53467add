import type { Page } from '@unifex/core';
import { formLines } from '@unifex/layout';
import { coverage, textBlocks } from '@unifex/pdf-common';
import { readContent, type ObjectList, type PageContent } from './content/read-content.ts';
import { layerVisibility } from './content/visibility.ts';
import type { HiddenLayers } from './document/layers.ts';
import type { OpenedPdfium } from './open-document.ts';
import type { PdfiumOptions } from './options.ts';
import { readFrame, type PageFrame } from './page/frame.ts';

/** What is known of a page before it is read. */
export interface PageSettings {
  readonly options: PdfiumOptions;
  /** Points to a unit of user space. */
  readonly userUnit: number;
  readonly hiddenLayers: HiddenLayers | undefined;
}

/** Reads a page: all that it draws and all that hangs on it, in points, origin top left, after /Rotate, inside the crop box. */
export function extractPage(opened: OpenedPdfium, index: number, settings: PageSettings): Page {
  const { options } = settings;
  const { frame, content } = opened.engine.run(() => readPage(opened, index, settings));
  const { width, height, rotation } = frame;
  const lines = formLines(content.glyphs);
  const result: Page = {
    index,
    width,
    height,
    unit: 'points',
    sizeInPoints: { width, height },
    rotation,
    texts: textBlocks(content, lines, options, width, height),
    tables: [],
  };
  if (options.graphics) {
    result.images = content.images;
    result.rulings = content.rulings;
    result.fills = content.fills;
  }
  result.coverage = coverage(content, lines, options);
  if (content.unmapped > 0) {
    result.warnings = [
      `${content.unmapped} glyphs are of fonts that do not say which characters they are; their codes stand in for them.`,
    ];
  }
  return result;
}

function readPage(
  opened: OpenedPdfium,
  index: number,
  { options, userUnit, hiddenLayers }: PageSettings,
): { frame: PageFrame; content: PageContent } {
  const { engine, handle, fonts } = opened;
  const { pdfium } = engine;
  fonts.trim();
  const page = pdfium.FPDF_LoadPage(handle, index);
  if (page === 0) throw new Error('PDFium cannot load it.');
  try {
    const frame = readFrame(engine, page, userUnit);
    const list: ObjectList = {
      count: pdfium.FPDFPage_CountObjects(page),
      at: (i) => pdfium.FPDFPage_GetObject(page, i),
      transform: frame.transform,
    };
    const content = readContent([list], {
      engine,
      fonts,
      width: frame.width,
      height: frame.height,
      graphics: options.graphics,
      isVisible: hiddenLayers && layerVisibility(engine, hiddenLayers),
    });
    return { frame, content };
  } finally {
    if (engine.broken === undefined) pdfium.FPDF_ClosePage(page);
  }
}
