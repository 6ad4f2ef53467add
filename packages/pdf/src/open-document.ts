import { assetBase } from '#platform';
import { abortedError, assertRuntime, UnifexError } from '@unifex/core';
import type { Source } from '@unifex/core';
import { createInThreadPorts } from './in-thread-port.ts';
import type { PdfOptions } from './options.ts';
import { loadPdfJs, type LoadedPdfJs, type PDFDocumentProxy } from './pdfjs.ts';

export interface OpenedPdf {
  readonly pdf: PDFDocumentProxy;
  readonly pdfjs: LoadedPdfJs;
  readonly close: () => Promise<void>;
}

/**
 * Opens a PDF with pdf.js in this thread.
 * @throws UnifexError `PASSWORD_REQUIRED`, `PASSWORD_WRONG`, `DOCUMENT_CORRUPT`, `ABORTED`, `RUNTIME_UNSUPPORTED`
 */
export async function openDocument(source: Source, options: PdfOptions, signal: AbortSignal): Promise<OpenedPdf> {
  assertRuntime();
  if (signal.aborted) throw abortedError(signal);
  const pdfjs = await loadPdfJs();
  const [apiPort, parserPort] = createInThreadPorts();
  pdfjs.parser.initializeFromPort(parserPort);
  const worker = new pdfjs.api.PDFWorker({ port: apiPort as unknown as null, verbosity: 0 });
  const assets = options.assets ?? assetBase();
  const task = pdfjs.api.getDocument({
    data: source.bytes,
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
    ...(assets === undefined
      ? {}
      : {
          cMapUrl: `${assets}cmaps/`,
          cMapPacked: true,
          standardFontDataUrl: `${assets}standard_fonts/`,
          wasmUrl: `${assets}wasm/`,
          iccUrl: `${assets}iccs/`,
        }),
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
    return { pdf, pdfjs, close };
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
