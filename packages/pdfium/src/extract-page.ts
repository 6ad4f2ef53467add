import type { Page } from '@unifex/core';
import { formLines, releaseGlyphBuffer } from '@unifex/layout';
import { coverage, markDamaged, markRepaired, textBlocks } from '@unifex/pdf-common';
import { nameGlyphs } from './content/name-glyphs.ts';
import { readContent, type PageContent } from './content/read-content.ts';
import { layerVisibility } from './content/visibility.ts';
import { findHiddenObjects, type HiddenObjects } from './document/hidden-objects.ts';
import { findContentFault } from './file/content-faults.ts';
import { fontDifferences } from './file/font-differences.ts';
import type { OpenedPdfium } from './open-document.ts';
import type { PdfiumOptions } from './options.ts';
import { readAnnotations, type PageAnnotation } from './page/annotation-dictionaries.ts';
import { openAppearances } from './page/appearances.ts';
import { readFrame, type PageFrame } from './page/frame.ts';
import { sortAnnotations } from './page/sort-annotations.ts';
import type { Session } from './session.ts';

/** Reads a page: all that it draws and all that hangs on it, in points, origin top left, after /Rotate, inside the crop box. */
export async function extractPage(session: Session, index: number, options: PdfiumOptions): Promise<Page> {
  const { opened } = session;
  const facts = await session.facts();
  const dictionary = await facts?.pages.dictionary(index);
  const userUnit = (await facts?.pages.userUnit(dictionary)) ?? 1;
  const annotations =
    facts && options.annotations ? await readAnnotations(facts.file, dictionary, facts.needAppearances) : [];
  const hidden = facts?.hiddenLayers;
  const layers = hidden && (await findHiddenObjects(facts.file, dictionary, hidden, annotations));
  const settings = { options, userUnit, annotations, layers };
  let read = opened.engine.run(() => readPage(opened, index, settings));
  if (read.content.unmapped > 0 && dictionary && facts && opened.fonts.nameless().length > 0) {
    const differences = await fontDifferences(facts.file, await facts.pages.resources(dictionary));
    const known = opened.engine.run(() => nameGlyphs(opened, differences));
    if (known) read = opened.engine.run(() => readPage(opened, index, settings));
  }
  const { frame, content } = read;
  const result = toPage(index, frame, content, options);
  const fault = facts && dictionary && (await findContentFault(facts.file, dictionary));
  if (fault !== undefined) markDamaged(result, 'pdfium', fault);
  if (opened.repaired !== undefined) markRepaired(result, 'pdfium', opened.repaired);
  const label = facts?.pageLabels?.[index];
  if (label !== undefined) result.label = label;
  if (!facts || annotations.length === 0) return result;
  const sorted = await sortAnnotations(annotations, index, frame, facts.file, facts.destinations);
  if (sorted.links.length > 0) result.links = sorted.links;
  if (sorted.annotations.length > 0) result.annotations = sorted.annotations;
  if (sorted.formFields.length > 0) result.formFields = sorted.formFields;
  return result;
}

function toPage(index: number, frame: PageFrame, content: PageContent, options: PdfiumOptions): Page {
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
    result.shapes = content.shapes;
  }
  result.coverage = coverage(content, lines, options);
  // A function that merges lines may have kept its arguments.
  if (typeof options.granularity !== 'function') releaseGlyphBuffer(content.glyphs);
  if (content.unmapped > 0) {
    const { unmapped } = content;
    result.warnings = [
      unmapped === 1
        ? '1 glyph is of a font that does not say which character it is; its code stands in for it.'
        : `${unmapped} glyphs are of fonts that do not say which characters they are; their codes stand in for them.`,
    ];
  }
  return result;
}

interface PageSettings {
  readonly options: PdfiumOptions;
  /** Points to a unit of user space. */
  readonly userUnit: number;
  readonly annotations: readonly PageAnnotation[];
  /** Undefined where no layer is switched off. */
  readonly layers: HiddenObjects | undefined;
}

function readPage(
  { engine, handle, fonts }: OpenedPdfium,
  index: number,
  { options, userUnit, annotations, layers }: PageSettings,
): { frame: PageFrame; content: PageContent } {
  const { pdfium } = engine;
  fonts.trim();
  const page = pdfium.FPDF_LoadPage(handle, index);
  if (page === 0) throw new Error('PDFium cannot load it.');
  const frame = readFrame(engine, page, userUnit);
  const appearances = openAppearances(engine, page, annotations, frame, layers);
  const content = readContent(
    [
      {
        count: pdfium.FPDFPage_CountObjects(page),
        at: (i) => pdfium.FPDFPage_GetObject(page, i),
        transform: frame.transform,
      },
      ...appearances.lists,
    ],
    {
      engine,
      fonts,
      width: frame.width,
      height: frame.height,
      graphics: options.graphics,
      layers: layers && layerVisibility(engine, layers),
    },
  );
  appearances.close();
  pdfium.FPDF_ClosePage(page);
  return { frame, content };
}
