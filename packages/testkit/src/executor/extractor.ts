import assert from 'node:assert/strict';
import { createExtractor, type Extractor, type ProgressEvent } from '@unifex/core';
import { assertPlainData, assertSame } from '../assertions.ts';
import { fakeBackend } from '../fake-backends.ts';
import { fakeSource, type FakePage } from '../fake/document.ts';
import { fakePageContent } from '../fake/page.ts';
import { group, type Runner } from '../runner.ts';
import type { Lab } from './lab.ts';
import { inLab } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';

const PAGES: readonly FakePage[] = ['ok', { takesMs: 10 }, 'fails', 'ok', 'ok'];

/** As an app uses it. */
export function testExtractor(runner: Runner, subject: ExecutorSubject): void {
  const open = (lab: Lab, pages = PAGES): Promise<Extractor> =>
    createExtractor(fakeSource({ pages }), fakeBackend, { label: 'app', journal: lab.journal });

  group(runner, 'extractor', (add) => {
    const test = inLab(add, subject);

    test('gives a result that says how each page went', async (lab) => {
      await using extractor = await open(lab);
      const events: ProgressEvent[] = [];
      const result = await extractor.extract({
        executor: lab.executor,
        maxWorkers: 2,
        onProgress: (event) => events.push(event),
      });
      assertPlainData(result, 'the result');
      assert.equal(result.success, false);
      assert.deepEqual(
        result.errors.map(({ page, error }) => [page, error.code]),
        [[2, 'PROVIDER_ERROR']],
      );
      const expected = [0, 1, 3, 4].map((index) => fakePageContent('app', index));
      assertSame(expected, result.document.pages, 'the pages of the document');
      assert.deepEqual(
        events.map(({ done, total, failed }) => [done, total, failed]),
        [
          [1, 5, 0],
          [2, 5, 0],
          [3, 5, 1],
          [4, 5, 1],
          [5, 5, 1],
        ],
        'the progress: done, total, failed',
      );
    });

    test('streams pages in the order asked for', async (lab) => {
      await using extractor = await open(lab);
      const indices: number[] = [];
      for await (const page of extractor.pages({ executor: lab.executor, maxWorkers: 2, pages: [4, 0, 3] })) {
        indices.push(page.index);
      }
      assert.deepEqual(indices, [4, 0, 3]);
    });

    test('serves extractions of one document at once', async (lab) => {
      await using extractor = await open(lab, ['ok', { takesMs: 5 }, 'ok', 'ok']);
      const options = { executor: lab.executor, maxWorkers: 2 };
      const results = await Promise.all([extractor.extract(options), extractor.extract(options)]);
      for (const { document, success } of results) {
        assert.ok(success, 'both extractions succeed');
        assert.equal(document.pages.length, 4, 'the pages of both extractions');
      }
    });
  });
}
