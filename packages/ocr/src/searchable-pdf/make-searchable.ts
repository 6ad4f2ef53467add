import {
  createExtractor,
  loadSource,
  UnifexError,
  type CreateExtractorOptions,
  type ErrorInfo,
  type ExtractOptions,
  type Extractor,
  type OcrOptions,
  type Page,
  type Source,
  type SourceInput,
} from '@unifex/core';
import { PDFDocument } from '@cantoo/pdf-lib';
import { TextLayer } from './add-text-layer.ts';
import { imagePages } from './image-pages.ts';
import { checkProtection, openEncrypted } from './protection.ts';

export interface SearchablePdfOptions extends CreateExtractorOptions {
  /** How pixels are read, as `auto` takes it. A text layer that is in the document already is kept. */
  ocr?: Omit<OcrOptions, 'textLayer' | 'mode'>;
  /** User or owner password of an encrypted document. */
  password?: string;
  /** Adds text to a document with signatures too, which makes them invalid. Default false. */
  allowSigned?: boolean;
  /** How the pages are read: `maxWorkers`, `executor`, `pageTimeoutMs`, `onProgress`. */
  extract?: Pick<ExtractOptions, 'maxWorkers' | 'executor' | 'pageTimeoutMs' | 'onProgress'>;
}

export interface SearchablePdf {
  /** The new file. */
  bytes: Uint8Array;
  /** How many words were added to each page that was read (0 where nothing was in pixels only), and what its reader has warned of. */
  pages: { index: number; words: number; warnings?: string[] }[];
  /** Pages that could not be read: they are in the file without text. */
  errors: { page: number; error: ErrorInfo }[];
  /** True when every page was read. */
  success: boolean;
}

/**
 * Makes a PDF that can be searched: the pages as they are, and over what is in pixels the text that OCR reads there, invisibly.
 * Of an image it makes a PDF. The copy of an encrypted document is encrypted too, and opens with the same password.
 * @throws UnifexError `DOCUMENT_PROTECTED` for an encrypted document that its owner lets nobody else change, and for a signed one without
 *   `allowSigned`; what `createExtractor` throws; `ABORTED`
 */
export async function makeSearchablePdf(
  input: SourceInput,
  options: SearchablePdfOptions = {},
): Promise<SearchablePdf> {
  const { ocr = {}, allowSigned = false, extract = {}, ...opening } = options;
  const { signal } = opening;
  const source = await loadSource(input, { ...opening.source, ...(signal ? { signal } : {}) });
  await using extractor = await createExtractor(source, 'auto', { ...opening, ocr });
  if (source.info.mediaType !== 'application/pdf') return await ofImages(source, extractor, options);
  const metadata = await extractor.metadata();
  checkProtection(metadata, allowSigned);
  const encrypted = metadata.encryption?.encrypted;
  const layer = new TextLayer(
    await (encrypted ? openEncrypted(source, metadata, opening.password ?? '') : load(source)),
  );
  if (layer.pageCount !== extractor.pageCount)
    throw damaged(source, `${layer.pageCount} of ${extractor.pageCount} pages`);
  const made: Omit<SearchablePdf, 'bytes' | 'success'> = { pages: [], errors: [] };
  for await (const result of extractor.pageResults({ ...extract, ...(signal ? { signal } : {}) })) {
    if (result.success)
      made.pages.push({ index: result.index, words: layer.add(result.page), ...warningsOf(result.page) });
    else made.errors.push({ page: result.index, error: result.error });
  }
  return { bytes: await layer.save(), ...made, success: made.errors.length === 0 };
}

/** Every frame of an image; one that cannot be read has no size, and so no page. */
async function ofImages(source: Source, extractor: Extractor, options: SearchablePdfOptions): Promise<SearchablePdf> {
  const { extract = {}, signal } = options;
  const read: Page[] = [];
  const errors: SearchablePdf['errors'] = [];
  for await (const result of extractor.pageResults({ ...extract, ...(signal ? { signal } : {}) })) {
    if (result.success) read.push(result.page);
    else errors.push({ page: result.index, error: result.error });
  }
  const layer = new TextLayer(await imagePages(source, read));
  // Where a frame is left out, those after it move up; and what a camera held sideways is upright by now.
  const pages = read.map((page, at) => ({
    index: page.index,
    words: layer.add({ ...page, index: at, rotation: 0 }),
    ...warningsOf(page),
  }));
  return { bytes: await layer.save(), pages, errors, success: errors.length === 0 };
}

function warningsOf({ warnings = [] }: Page): { warnings?: string[] } {
  return warnings.length > 0 ? { warnings } : {};
}

async function load(source: Source): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(new Uint8Array(source.bytes), { updateMetadata: false, throwOnInvalidObject: false });
  } catch (cause) {
    throw damaged(source, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function damaged({ info }: Source, what: string, cause?: unknown): UnifexError {
  return new UnifexError(
    'DOCUMENT_CORRUPT',
    `${info.uri ?? info.name ?? 'The document'} is too damaged to add text to it (${what}). Print it to a new PDF first.`,
    { cause },
  );
}
