import { toUnifexError, type Page } from '@unifex/core';
import type { PageRows } from '../contracts.ts';
import { LlmError } from '../errors.ts';
import { pageRows } from '../grounding/visual-rows.ts';
import type { LlmWarning } from '../types.ts';
import { lookAtText } from './look-at-text.ts';
import { pageImage, type SentImage } from './page-image.ts';
import type { ShownPage } from './prompt.ts';
import type { Run } from './settings.ts';

/** A page as it is shown to the model, and what its values are looked for in. */
export interface PageContent extends ShownPage {
  /** The text for grounding, shown or not. Undefined where nobody reads it. */
  readonly text: PageRows | undefined;
  readonly warnings: readonly LlmWarning[];
  /** The image anew at a part of its size; undefined where that cannot be had. */
  readonly smaller: (() => Promise<SentImage | undefined>) | undefined;
}

/** The text of a page and its size. */
export interface PageText {
  readonly rows: PageRows | undefined;
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly warnings: readonly LlmWarning[];
}

/** A page whose text cannot be read may still be looked at, so that this is a warning. @throws UnifexError `ABORTED` */
export async function pageText({ document, signal }: Run, page: number, firstId: number): Promise<PageText> {
  const { extractor } = document;
  if (!extractor) return { rows: undefined, size: undefined, warnings: [noText(page)] };
  let read: Page;
  try {
    read = await readPage(extractor, page, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const { message } = toUnifexError(error, 'PAGE_FAILED', 'unknown');
    const warning = { code: 'text_unreadable', message: `The text of page ${page} could not be read: ${message}` };
    return { rows: undefined, size: undefined, warnings: [warning] };
  }
  const rows = pageRows(read, firstId);
  return { rows, size: { width: read.width, height: read.height }, warnings: rowWarnings(page, rows) };
}

/** What is to be told of the text of a page. */
function rowWarnings(page: number, rows: PageRows): LlmWarning[] {
  const hidden = rows.rows.filter((row) => row.hidden !== undefined);
  const warnings: LlmWarning[] = [];
  if (rows.rows.length === hidden.length) warnings.push(noText(page));
  if (hidden.length > 0) {
    const reasons = [...new Set(hidden.map((row) => row.hidden))].join(', ');
    const message = `${hidden.length} rows of page ${page} that a person does not see (${reasons}) were not shown to the model, and prove nothing.`;
    warnings.push({ code: 'hidden_text', message });
  }
  return warnings;
}

async function readPage(
  extractor: NonNullable<Run['document']['extractor']>,
  page: number,
  signal: AbortSignal,
): Promise<Page> {
  for await (const read of extractor.pages({ pages: [page], executor: 'inline', signal })) return read;
  throw new LlmError('PAGE_FAILED', `The extractor gave nothing for page ${page}.`, { page });
}

/**
 * Image and text of a page, as the run shows them.
 * @throws LlmError `RENDER_FAILED`; UnifexError `ABORTED`
 */
export async function pageContent(run: Run, page: number, text: PageText): Promise<PageContent> {
  const { input, asking } = run;
  const rows = text.rows && (await lookAtText(run, page, text.rows));
  const hasText = rows?.rows.some((row) => row.hidden === undefined) ?? false;
  const showText = input === 'text' || input === 'image+text' || (input === 'auto' && asking.schema.cites && hasText);
  const showImage = input === 'auto' || input === 'image' || input === 'image+text';
  const warnings = [...(rows && rows !== text.rows ? rowWarnings(page, rows) : text.warnings)];
  const draw = (part: number): Promise<SentImage | undefined> => drawPage(run, page, text, part);
  const image = showImage ? await draw(1) : undefined;
  if (!showImage || image) {
    const smaller = image && run.document.extractor ? () => draw(0.5) : undefined;
    return { page, rows: showText ? rows : undefined, image, text: rows, warnings, smaller };
  }
  if (input === 'image' || !hasText) {
    const message = `Page ${page} cannot be shown: the extractor makes no images. Install @unifex/pdfium, or choose \`input: 'text'\`.`;
    throw new LlmError('RENDER_FAILED', message, { page });
  }
  const message = `The extractor makes no images of pages: the text of page ${page} was sent alone. Install @unifex/pdfium.`;
  warnings.push({ code: 'no_image', message });
  return { page, rows, image: undefined, text: rows, warnings, smaller: undefined };
}

async function drawPage(
  { document, image, signal }: Run,
  page: number,
  text: PageText,
  part: number,
): Promise<SentImage | undefined> {
  const { extractor } = document;
  // A picture goes as it is: nothing is gained by drawing it anew.
  if (document.image && part === 1) return document.image;
  if (!extractor) return undefined;
  const settings = { ...image, dpi: image.dpi * part, maxDimension: Math.floor(image.maxDimension * part) };
  return await pageImage(extractor, page, settings, text.size, signal);
}

function noText(page: number): LlmWarning {
  return { code: 'no_text_layer', message: `Page ${page} has no text to check values against; OCR would give it one.` };
}
