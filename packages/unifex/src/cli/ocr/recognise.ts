import { toHocr } from '@unifex/ocr';
import { makeSearchablePdf, type SearchablePdfOptions } from '@unifex/ocr/searchable-pdf';
import { loadSource, type ErrorInfo, type SourceInput } from '@unifex/core';
import { createExtractor } from '../../create-extractor.ts';
import { registerHouse } from '../../house.ts';
import { defaultExecutor } from '../default-workers.ts';
import { workersFor } from '../workers-for.ts';

export type OcrFormat = 'pdf' | 'hocr';

/** What came of a document, in the format that was asked for. */
export interface Recognised {
  readonly content: Uint8Array | string;
  readonly errors: readonly { page: number; error: ErrorInfo }[];
  readonly pages: readonly { index: number; warnings?: string[] }[];
}

/** Reads a document, its pixels too. @throws UnifexError as `makeSearchablePdf` and `createExtractor` */
export async function recognise(
  input: SourceInput,
  wishes: {
    format: OcrFormat;
    options: SearchablePdfOptions & { signal: AbortSignal };
    dpi?: number;
  },
): Promise<Recognised> {
  const { format, options, dpi } = wishes;
  registerHouse();
  const { ocr, source, signal, password } = options;
  const loaded = await loadSource(input, { ...source, signal });
  const { executor, pageTimeoutMs } = options.extract ?? {};
  const reading = { ...(ocr ? { ocr } : {}), ...(password === undefined ? {} : { password }), signal };
  const maxWorkers =
    options.extract?.maxWorkers ??
    (await workersFor(loaded, allPages, {
      extractor: 'auto',
      ...reading,
      ...(typeof executor === 'string' ? { executor } : {}),
    }));
  const by = defaultExecutor(executor, pageTimeoutMs);
  const extract = { ...options.extract, maxWorkers, ...(by === undefined ? {} : { executor: by }) };
  if (format === 'pdf') {
    const { bytes, errors, pages } = await makeSearchablePdf(loaded, { ...options, extract });
    return { content: bytes, errors, pages };
  }
  await using extractor = await createExtractor(loaded, 'auto', reading);
  const { document, errors } = await extractor.extract({ ...extract, signal });
  const languages = ocr?.['languages'] as readonly string[] | undefined;
  const content = toHocr(document, {
    ...(dpi === undefined ? {} : { dpi }),
    ...(languages?.[0] ? { language: languages[0] } : {}),
  });
  return { content, errors, pages: document.pages };
}

function allPages(pageCount: number): number[] {
  return Array.from({ length: pageCount }, (_, index) => index);
}
