import { abortedError, assertRuntime, isUnifexError, UnifexError } from '@unifex/core';
import type { Source } from '@unifex/core';
import { Fonts } from './content/fonts.ts';
import { acquire, release } from './engine/acquire.ts';
import { EngineTrap, type Engine } from './engine/engine.ts';
import type { PdfiumOptions } from './options.ts';

/** A document on an engine's heap. */
export interface OpenedPdfium {
  readonly engine: Engine;
  /** Address of PDFium's document. */
  readonly handle: number;
  readonly pageCount: number;
  readonly fonts: Fonts;
  /** The file as PDFium reads it: that of the source, or what was repaired of it. */
  readonly bytes: Uint8Array;
  /** What was wrong with the file and had to be repaired to open it. */
  readonly repaired: string | undefined;
  /** Frees what the document takes of the heap. */
  close(): void;
}

/** What FPDF_GetLastError says (fpdfview.h). */
const PASSWORD_ERROR = 4;
const SECURITY_ERROR = 5;

/**
 * Opens a PDF with PDFium in this thread.
 * @throws UnifexError `PASSWORD_REQUIRED`, `PASSWORD_WRONG`, `DOCUMENT_CORRUPT`, `SOURCE_TOO_LARGE`, `ABORTED`, `RUNTIME_UNSUPPORTED`
 */
export async function openDocument(source: Source, options: PdfiumOptions, signal: AbortSignal): Promise<OpenedPdfium> {
  assertRuntime();
  if (signal.aborted) throw abortedError(signal);
  const engine = await acquire(options.assets);
  try {
    if (signal.aborted) throw abortedError(signal);
    return await loadOrRepair(engine, source, options.password);
  } catch (error) {
    release(engine);
    if (!(error instanceof EngineTrap)) throw error;
    throw corrupt(source, `PDFium crashed on it (${error.message}).`, error.cause);
  }
}

/** PDFium refuses a file whose end is cut off: its table of objects is there. It is made anew, and the file tried again. */
async function loadOrRepair(engine: Engine, source: Source, password: string | undefined): Promise<OpenedPdfium> {
  try {
    return engine.run(() => load(engine, source, source.bytes, password, undefined));
  } catch (error) {
    if (!isUnifexError(error) || error.code !== 'DOCUMENT_CORRUPT') throw error;
    const { repairPdf } = await import('@unifex/pdf-common/repair');
    const repaired = await repairPdf(source.bytes).catch(() => undefined);
    if (!repaired) throw error;
    return engine.run(() => load(engine, source, repaired.bytes, password, repaired.what));
  }
}

function load(
  engine: Engine,
  source: Source,
  bytes: Uint8Array,
  password: string | undefined,
  repaired: string | undefined,
): OpenedPdfium {
  const { pdfium } = engine;
  const data = engine.allocate(bytes);
  const secret = password === undefined ? 0 : engine.allocate(new TextEncoder().encode(`${password}\0`));
  const handle = pdfium.FPDF_LoadMemDocument64(data, bytes.length, secret);
  const reason = handle === 0 ? pdfium.FPDF_GetLastError() : 0;
  if (secret !== 0) {
    engine.u8.fill(0, secret, secret + new TextEncoder().encode(password).length);
    pdfium.free(secret);
  }
  const pageCount = handle === 0 ? 0 : pdfium.FPDF_GetPageCount(handle);
  if (pageCount === 0) {
    if (handle !== 0) pdfium.FPDF_CloseDocument(handle);
    pdfium.free(data);
    throw openingError(source, password, reason);
  }
  const fonts = new Fonts(engine);
  let closed = false;
  const close = (): void => {
    if (closed) return;
    closed = true;
    try {
      // The heap of a broken engine is let go of as a whole.
      if (engine.broken !== undefined) return;
      engine.run(() => {
        fonts.close();
        pdfium.FPDF_CloseDocument(handle);
        pdfium.free(data);
      });
    } catch (error) {
      if (!(error instanceof EngineTrap)) throw error;
    } finally {
      release(engine);
    }
  };
  return { engine, handle, pageCount, fonts, bytes, repaired, close };
}

function openingError(source: Source, password: string | undefined, reason: number): UnifexError {
  const what = nameOf(source);
  if (reason === PASSWORD_ERROR) {
    return password !== undefined
      ? new UnifexError('PASSWORD_WRONG', `The password given does not open ${what}. Check the \`password\` option.`)
      : new UnifexError(
          'PASSWORD_REQUIRED',
          `${what} is encrypted and needs a password. Give it in the \`password\` option.`,
        );
  }
  if (reason === SECURITY_ERROR)
    return corrupt(source, 'it is encrypted in a way that PDFium does not know.', undefined);
  return corrupt(source, 'PDFium finds no pages in it.', undefined);
}

function corrupt(source: Source, reason: string, cause: unknown): UnifexError {
  return new UnifexError(
    'DOCUMENT_CORRUPT',
    `${nameOf(source)} cannot be opened as a PDF (${source.info.size} bytes): ${reason} Check that the file is complete.`,
    { details: { size: source.info.size }, ...(cause === undefined ? {} : { cause }) },
  );
}

function nameOf(source: Source): string {
  return source.info.uri ?? source.info.name ?? 'the document';
}
