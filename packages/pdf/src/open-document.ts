import { openAssets } from '#platform';
import { abortedError, assertRuntime, isUnifexError, UnifexError } from '@unifex/core';
import type { Source } from '@unifex/core';
import type { Assets } from './assets.ts';
import { createInThreadPorts } from './in-thread-port.ts';
import type { PdfOptions } from './options.ts';
import { loadPdfJs, type LoadedPdfJs, type PDFDocumentProxy } from './pdfjs.ts';

export interface OpenedPdf {
  readonly pdf: PDFDocumentProxy;
  readonly pdfjs: LoadedPdfJs;
  /** What was wrong with the file and had to be repaired to open it. */
  readonly repaired: string | undefined;
  readonly assets: Assets;
  readonly close: () => Promise<void>;
}

/**
 * Opens a PDF with pdf.js in this thread. pdf.js finds the objects of a file whose tables are lost, but gives up where the catalog or
 * the page tree is: those are made anew, and the file tried again.
 * @throws UnifexError `PASSWORD_REQUIRED`, `PASSWORD_WRONG`, `DOCUMENT_CORRUPT`, `ABORTED`, `RUNTIME_UNSUPPORTED`
 */
export async function openDocument(source: Source, options: PdfOptions, signal: AbortSignal): Promise<OpenedPdf> {
  assertRuntime();
  try {
    return await openBytes(source, plain(source.bytes), undefined, options, signal);
  } catch (error) {
    if (!isUnifexError(error) || error.code !== 'DOCUMENT_CORRUPT') throw error;
    const { repairPdf } = await import('@unifex/pdf-common/repair');
    const repaired = await repairPdf(source.bytes).catch(() => undefined);
    if (!repaired) throw error;
    return await openBytes(source, repaired.bytes, repaired.what, options, signal);
  }
}

/** pdf.js refuses a Buffer, which is a Uint8Array with methods of its own: the same memory without them. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

async function openBytes(
  source: Source,
  bytes: Uint8Array,
  repaired: string | undefined,
  options: PdfOptions,
  signal: AbortSignal,
): Promise<OpenedPdf> {
  if (signal.aborted) throw abortedError(signal);
  const pdfjs = await loadPdfJs();
  const [apiPort, parserPort] = createInThreadPorts();
  pdfjs.parser.initializeFromPort(parserPort);
  const worker = new pdfjs.api.PDFWorker({ port: apiPort as unknown as null, verbosity: 0 });
  const assets = openAssets(options.assets);
  const task = pdfjs.api.getDocument({
    data: bytes,
    worker,
    verbosity: 0,
    // Ascent, descent, widths and the real name of each font.
    fontExtraProperties: true,
    // Where there are no font faces (Node.js, by default), pdf.js outlines every glyph that a page shows.
    disableFontFace: false,
    isEvalSupported: false,
    useSystemFonts: false,
    useWorkerFetch: false,
    stopAtErrors: false,
    ...(options.password === undefined ? {} : { password: options.password }),
    ...assets.parameters,
  } as Parameters<typeof pdfjs.api.getDocument>[0]);
  const close = async (): Promise<void> => {
    await task.destroy();
    worker.destroy();
    apiPort.terminate();
    parserPort.terminate();
  };
  const onAbort = (): void => void task.destroy();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const pdf = await task.promise;
    return { pdf, pdfjs, repaired, assets, close };
  } catch (error) {
    await close();
    if (signal.aborted) throw abortedError(signal);
    throw openingError(error, source, options);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** pdf.js's exception names and codes (shared/util.js: PasswordResponses) as coded errors. */
function openingError(error: unknown, source: Source, options: PdfOptions): UnifexError {
  const { name, message, code } = error as { name?: string; message?: string; code?: number };
  const what = source.info.uri ?? source.info.name ?? 'the document';
  if (name === 'PasswordException') {
    return code === 2 || options.password !== undefined
      ? new UnifexError('PASSWORD_WRONG', `The password given does not open ${what}. Check the \`password\` option.`, {
          cause: error,
        })
      : new UnifexError(
          'PASSWORD_REQUIRED',
          `${what} is encrypted and needs a password. Give it in the \`password\` option.`,
          { cause: error },
        );
  }
  return new UnifexError(
    'DOCUMENT_CORRUPT',
    `${what} cannot be opened as a PDF (${source.info.size} bytes): ${message ?? String(error)} Check that the file is complete.`,
    { cause: error, details: { size: source.info.size } },
  );
}
