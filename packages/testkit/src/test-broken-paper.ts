import { inlineExecutor, type Backend, type DocumentMetadata, type DocumentReader, type Page } from '@unifex/core';
import { testBackend, type TestBackendOptions } from './test-backend.ts';
import { Collector } from './test-collector.ts';
import { openPaper, paperBackend, paperBytes, type PaperOptions, type PaperReader } from './test-paper.ts';

export const CASES: TestBackendOptions['cases'] = [
  { name: 'two pages', source: paperBytes({ pages: [['Hello (paper)', 'second line'], ['Page two']] }), pageCount: 2 },
  { name: 'secret', source: paperBytes({ pages: [['secret']], password: 'x1y2' }), pageCount: 1, password: 'x1y2' },
];

/** What the suite finds: the names of the groups in which a test fails. @param only runs these groups; default all */
export async function failingGroups(
  backend: Backend,
  more: Partial<TestBackendOptions> = {},
  only?: readonly string[],
): Promise<string[]> {
  const collector = new Collector();
  const { describe, it } = collector;
  // An executor of this thread: faults of a backend are found without workers.
  testBackend({ backend, cases: CASES, executors: [inlineExecutor], ...more, describe, it });
  const failures = await collector.run(only);
  return [...new Set(failures.map((failure) => failure.group))].sort();
}

/** The paper backend with something else in place of a part. */
export function change(parts: Partial<Backend<PaperOptions>>): Backend {
  return { ...paperBackend, ...parts };
}

export function manifest(parts: object): Backend {
  return change({ supports: { ...paperBackend.supports, ...parts } });
}

/** The paper backend, whose readers are changed after they were opened. */
export function withReader(patch: (reader: PaperReader) => Partial<PaperReader>): Backend {
  return change({
    open: async (source, options, context) => {
      const reader = await openPaper(source, options, context.signal);
      return Object.assign(reader, patch(reader));
    },
  });
}

/** The paper backend, whose pages are changed. */
export function withPage(edit: (page: Page) => unknown): Backend {
  return withReader((reader) => ({ extractPage: edited(reader, edit) }));
}

export function withMetadata(edit: (metadata: DocumentMetadata, reader: PaperReader) => object): Backend {
  return withReader((reader) => {
    const metadata = reader.metadata.bind(reader);
    return { metadata: async () => edit(await metadata(), reader) as DocumentMetadata };
  });
}

export function withText(edit: (text: Page['texts'][number]) => object): Backend {
  return withPage((page) => ({ ...page, texts: page.texts.map((text) => ({ ...text, ...edit(text) })) }));
}

/** What the reader gives for a page, changed. */
export function edited(reader: PaperReader, edit: (page: Page) => unknown): DocumentReader['extractPage'] {
  const extractPage = reader.extractPage.bind(reader);
  return async (index, context) => edit(await extractPage(index, context)) as Page;
}
