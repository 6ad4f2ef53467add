import type { Backend, DocumentReader, Page, SourceInput } from '@unifex/core';
import type { ReadAttachmentOptions } from '@unifex/pdf-common';
import { sourceOf } from './raw-pdf.ts';

/** A backend for PDFs, in the shape in which tests use it. */
export interface PdfUnderTest {
  /** Opens a document with some of the backend's options. */
  readonly openBytes: (bytes: Uint8Array, options?: object) => Promise<DocumentReader>;
  /** One page of a document, the first unless `index` says otherwise. */
  readonly readPage: (bytes: Uint8Array, options?: object, index?: number) => Promise<Page>;
}

/** How a backend's package hands out the files that a document carries. */
export interface AttachmentReader {
  readonly readAttachment: (input: SourceInput, name: string, options?: ReadAttachmentOptions) => Promise<Uint8Array>;
}

const { signal } = new AbortController();

export function underTest<Options extends object>(backend: Backend<Options>): PdfUnderTest {
  const openBytes = (bytes: Uint8Array, options: object = {}): Promise<DocumentReader> =>
    backend.open(sourceOf(bytes), backend.parseOptions(options), { signal });
  return {
    openBytes,
    async readPage(bytes, options = {}, index = 0) {
      await using reader = await openBytes(bytes, options);
      return await reader.extractPage(index, { signal });
    },
  };
}
