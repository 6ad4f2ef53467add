import { abortedError, UnifexError, type DocumentReader, type OpenContext, type Source } from '@unifex/core';
import type { TesseractOptions } from './options.ts';

/**
 * Opens an image or a PDF for reading with Tesseract.
 * @throws UnifexError `DOCUMENT_CORRUPT`, `ABORTED`, `RUNTIME_UNSUPPORTED`
 */
export async function openImages(
  _source: Source,
  _options: TesseractOptions,
  context: OpenContext,
): Promise<DocumentReader> {
  if (context.signal.aborted) throw abortedError(context.signal);
  throw new UnifexError('RUNTIME_UNSUPPORTED', 'This version has no engine yet. Use a later one.');
}
