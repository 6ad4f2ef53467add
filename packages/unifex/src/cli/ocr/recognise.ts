import { toHocr } from '@unifex/ocr';
import { makeSearchablePdf, type SearchablePdfOptions } from '@unifex/ocr/searchable-pdf';
import type { ErrorInfo, SourceInput } from '@unifex/core';
import { createExtractor } from '../../create-extractor.ts';
import { registerHouse } from '../../house.ts';

export type OcrFormat = 'pdf' | 'hocr';

/** What came of a document, in the format that was asked for. */
export interface Recognised {
  readonly content: Uint8Array | string;
  readonly errors: readonly { page: number; error: ErrorInfo }[];
}

/** Reads a document, its pixels too. @throws UnifexError as `makeSearchablePdf` and `createExtractor` */
export async function recognise(
  input: SourceInput,
  wishes: { format: OcrFormat; options: SearchablePdfOptions; password?: string; dpi?: number },
): Promise<Recognised> {
  const { format, options, password, dpi } = wishes;
  registerHouse();
  if (format === 'pdf') {
    const { bytes, errors } = await makeSearchablePdf(input, options);
    return { content: bytes, errors };
  }
  const { ocr, source, signal, extract } = options;
  await using extractor = await createExtractor(input, 'auto', {
    ...(ocr ? { ocr } : {}),
    ...(source ? { source } : {}),
    ...(signal ? { signal } : {}),
    ...(password === undefined ? {} : { password }),
  });
  const { document, errors } = await extractor.extract({ ...extract, ...(signal ? { signal } : {}) });
  const languages = ocr?.['languages'] as readonly string[] | undefined;
  const content = toHocr(document, {
    ...(dpi === undefined ? {} : { dpi }),
    ...(languages?.[0] ? { language: languages[0] } : {}),
  });
  return { content, errors };
}
