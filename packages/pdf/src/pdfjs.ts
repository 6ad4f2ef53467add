import { withPrivateCopy, withoutCanvas } from '#platform';
import type * as PdfJs from 'pdfjs-dist';
import { patchApi } from './api-patches.ts';
import type { InThreadPort } from './in-thread-port.ts';
import { patchParser } from './parser-patches.ts';

export type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js';

/** The two halves of pdf.js: the API and the parser that its "worker" runs. */
export interface LoadedPdfJs {
  readonly api: typeof PdfJs;
  readonly parser: { initializeFromPort(port: InThreadPort): void };
}

let loading: Promise<LoadedPdfJs> | undefined;

/** Loads pdf.js on first use. The legacy build carries polyfills for what Node 22 and 24 do not have yet. */
export function loadPdfJs(): Promise<LoadedPdfJs> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<LoadedPdfJs> {
  const importApi = (): Promise<typeof PdfJs> => import('pdfjs-dist/legacy/build/pdf.mjs') as Promise<typeof PdfJs>;
  const api = await withoutCanvas(() => withPrivateCopy('pdf.mjs', patchApi, importApi));
  const importParser = (): Promise<unknown> =>
    // @ts-expect-error pdfjs-dist declares no types for its parser half.
    import('pdfjs-dist/legacy/build/pdf.worker.mjs') as Promise<unknown>;
  const parser = (await withPrivateCopy('pdf.worker.mjs', patchParser, importParser)) as {
    WorkerMessageHandler: LoadedPdfJs['parser'];
  };
  return { api, parser: parser.WorkerMessageHandler };
}
