import { UnifexError, type Extractor, type Page } from '@unifex/core';
import { rowsPage } from './grounding/test-page.ts';

/** What a test may know of an extractor, beside what it gives. */
export interface WatchedExtractor extends Extractor {
  /** Pages drawn, in order. */
  readonly drawn: number[];
  disposed: boolean;
}

/**
 * Test helper: a document of these pages, each given by its rows. An image is four pixels that say which page it is; a page of
 * which `broken` says so has none.
 */
export function fakeExtractor(
  pages: readonly (readonly string[])[],
  more: { broken?: (page: number) => unknown; unread?: (page: number) => boolean; images?: boolean } = {},
): WatchedExtractor {
  const { broken, unread, images = true } = more;
  const drawn: number[] = [];
  const extractor: WatchedExtractor = {
    type: 'fake',
    source: { mediaType: 'application/pdf', size: 1 },
    pageCount: pages.length,
    drawn,
    disposed: false,
    metadata: () => Promise.resolve({ pageCount: pages.length }),
    outline: () => Promise.resolve([]),
    extract: () => Promise.reject(new Error('not used')),
    async *pages({ pages: wanted = [] } = {}): AsyncGenerator<Page> {
      for (const index of wanted) {
        if (unread?.(index)) throw new UnifexError('PAGE_FAILED', 'cannot be read');
        yield { ...rowsPage(...pages[index]!), index };
      }
    },
    pageResults: () => {
      throw new Error('not used');
    },
    async renderPage(index, options = {}) {
      if (!images) throw new UnifexError('RUNTIME_UNSUPPORTED', 'no images');
      const error = broken?.(index);
      if (error !== undefined) throw error as Error;
      drawn.push(index);
      const data = Uint8Array.from({ length: 16 }, (_, i) => (i % 4 === 3 ? 255 : index));
      await Promise.resolve();
      return { index, width: 2, height: 2, format: options.format ?? 'png', data, transform: [1, 0, 0, 1, 0, 0] };
    },
    [Symbol.asyncDispose]: () => {
      extractor.disposed = true;
      return Promise.resolve();
    },
  };
  return extractor;
}
