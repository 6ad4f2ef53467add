import type { Page } from '@unifex/core';
import { assertSame } from '../assertions.ts';
import { group, type Runner } from '../runner.ts';
import { never, type Subject } from '../subject.ts';

export function testIsolation(runner: Runner, subject: Subject): void {
  group(runner, 'isolation', (test) => {
    test('reads every document while all are open, page by page in turn', async () => {
      // The first document is there twice: two readers of one document are two readers.
      const open = await Promise.all(
        [subject.first, ...subject.cases].map(async (item) => {
          const found: Page[] = [];
          return { item, found, reader: await subject.open(item) };
        }),
      );
      try {
        const longest = Math.max(...open.map(({ item }) => item.pageCount));
        for (let index = 0; index < longest; index += 1) {
          for (const { item, reader, found } of open) {
            if (index < item.pageCount) found.push(await reader.extractPage(index, { signal: never }));
          }
        }
      } finally {
        await Promise.all(open.map(({ reader }) => reader[Symbol.asyncDispose]()));
      }
      for (const { item, found } of open) {
        assertSame(await subject.pages(item), found, `the pages of "${item.name}", read between others`);
      }
    });

    test('reads all documents at once', async () => {
      const items = [subject.first, ...subject.cases];
      const all = await Promise.all(items.map((item) => subject.readPages(item)));
      for (const [i, item] of items.entries()) {
        assertSame(await subject.pages(item), all[i], `the pages of "${item.name}", read at the same time as others`);
      }
    });

    test('goes on when another reader of the same document is disposed of, or aborted', async () => {
      const pages = await subject.pages(subject.first);
      await using kept = await subject.open(subject.first);
      const other = await subject.open(subject.first);
      const aborted = other.extractPage(0, { signal: AbortSignal.abort() });
      await aborted.catch(() => undefined);
      await other[Symbol.asyncDispose]();
      assertSame(pages[0], await kept.extractPage(0, { signal: never }), 'the page of the reader that was kept');
    });
  });
}
