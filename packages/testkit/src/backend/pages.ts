import assert from 'node:assert/strict';
import type { Page } from '@unifex/core';
import { assertSame } from '../assertions.ts';
import type { BackendCase, PageExpectations } from '../backend-case.ts';
import { findPageFaults } from '../page-faults.ts';
import { group, type Runner } from '../runner.ts';
import { compact, compactText, never, type Subject } from '../subject.ts';

export function testPages(runner: Runner, subject: Subject): void {
  group(runner, 'pages', (test) => {
    for (const item of subject.cases) {
      test(`${item.name}: has the number of pages that it is known to have`, async () => {
        await using reader = await subject.open(item);
        assert.equal(reader.pageCount, item.pageCount, 'pageCount of the reader');
        assert.equal((await reader.metadata()).pageCount, item.pageCount, 'pageCount of the metadata');
      });

      test(`${item.name}: gives pages as the model has them`, async () => {
        const pages = await subject.pages(item);
        const faults = pages.flatMap((page, index) =>
          findPageFaults(page, index).map((fault) => `page ${index}: ${fault}`),
        );
        assert.deepEqual(faults, [], faults.join('\n'));
      });

      test(`${item.name}: gives the same page whenever it is asked for`, async () => {
        const pages = await subject.pages(item);
        await using reader = await subject.open(item);
        const order = pages.map((page) => page.index).reverse();
        for (const index of [...order, ...order.slice(0, 1)]) {
          assertSame(
            pages[index],
            await reader.extractPage(index, { signal: never }),
            `page ${index}, asked for again`,
          );
        }
      });

      test(`${item.name}: comes page by page in the order asked for`, async () => {
        await using extractor = await subject.extractor(item);
        const order = Array.from({ length: item.pageCount }, (_, index) => index).reverse();
        const { document, errors } = await extractor.extract({ pages: order });
        assert.deepEqual(errors, [], 'pages that failed');
        assert.deepEqual(
          document.pages.map((page) => page.index),
          order,
        );
      });

      if (item.expect) {
        test(`${item.name}: says what it is known to say`, async () => checkExpectations(subject, item));
      }
    }

    test('finds text in a case: without it most of this suite proves nothing', async () => {
      for (const item of subject.cases) {
        if ((await subject.pages(item)).some((page) => page.texts.length > 0)) return;
      }
      assert.fail('No case has text on any page. Add a document with text.');
    });

    if (subject.backend.supports.concurrency === 'shared') {
      test('gives the same pages when they are read at once', async () => {
        for (const item of subject.cases) {
          const pages = await subject.pages(item);
          await using reader = await subject.open(item);
          const found = await Promise.all(pages.map(({ index }) => reader.extractPage(index, { signal: never })));
          assertSame(pages, found, `the pages of "${item.name}", read at once`);
        }
      });
    }
  });
}

async function checkExpectations(subject: Subject, item: BackendCase): Promise<void> {
  const { texts = [], pages: known = [], metadata } = item.expect ?? {};
  const pages = await subject.pages(item);
  const all = pages.map(compactText);
  for (const text of texts) {
    const found = all.some((page) => page.includes(compact(text)));
    assert.ok(found, `${JSON.stringify(text)} is on no page. These say: ${JSON.stringify(all).slice(0, 2000)}`);
  }
  known.forEach((expected, index) => checkPage(pages[index], expected, index));
  if (metadata) {
    await using reader = await subject.open(item);
    const found = await reader.metadata();
    const named = Object.fromEntries(Object.keys(metadata).map((key) => [key, found[key as keyof typeof found]]));
    assertSame(metadata, named, 'the metadata');
  }
}

function checkPage(page: Page | undefined, expected: PageExpectations, index: number): void {
  assert.ok(page, `page ${index} is expected, and the document has none`);
  const text = compactText(page);
  for (const piece of expected.texts ?? []) {
    assert.ok(text.includes(compact(piece)), `${JSON.stringify(piece)} is not on page ${index}, which says: ${text}`);
  }
  for (const side of ['width', 'height'] as const) {
    const size = expected[side];
    if (size === undefined) continue;
    assert.ok(Math.abs(page[side] - size) < 0.01, `the ${side} of page ${index} is ${page[side]}, and not ${size}`);
  }
  if (expected.rotation !== undefined) assert.equal(page.rotation, expected.rotation, `rotation of page ${index}`);
}
