import assert from 'node:assert/strict';
import { createExtractor, type Extractor } from '@unifex/core';
import { assertRejects } from '../assertions.ts';
import { fakeSource, type FakePage } from '../fake/document.ts';
import { group, soon, within, type Runner } from '../runner.ts';
import { BACKENDS, inLab, repeat, type Lab } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';

/** A page that stops a while after it was told to, within the time that an abort may take: 300 ms. */
const SLOW_TO_STOP: FakePage = { stopsMs: 100 };

/** What an app does that leaves before all is read. */
export function testExtractorDisposal(runner: Runner, subject: ExecutorSubject): void {
  // A page that blocks its thread blocks the caller, too, unless it is read apart from it.
  const stuck = subject.supports.isolation ? (['hangs', 'deaf', 'busy'] as const) : (['hangs', 'deaf'] as const);
  const open = (lab: Lab, pages: readonly FakePage[], backend = BACKENDS[0]!): Promise<Extractor> =>
    createExtractor(fakeSource({ pages }), backend, { label: 'app', journal: lab.journal });
  const dispose = (extractor: Extractor): Promise<void> =>
    within(soon(runner), 'the disposal of the extractor', Promise.resolve(extractor[Symbol.asyncDispose]()));

  group(runner, 'disposal of an extractor', (add) => {
    const test = inLab(add, subject);

    for (const backend of BACKENDS) {
      const { concurrency } = backend.supports;
      test(`has waited for what was being read when it resolves (${concurrency})`, async (lab) => {
        const extractor = await open(lab, ['ok', SLOW_TO_STOP, SLOW_TO_STOP, 'ok'], backend);
        const running = extractor.extract({ executor: lab.executor, maxWorkers: 2 });
        running.catch(() => undefined);
        await lab.untilStarted(1, 'app');
        // Whoever disposes of it a second time waits as well.
        await Promise.all([dispose(extractor), dispose(extractor)]);
        const before = pagesOf(lab);
        await assertRejects(running, 'EXTRACTOR_DISPOSED', 'an extraction whose extractor was disposed of');
        await lab.untilQuiet();
        assert.deepEqual(pagesOf(lab), before, 'what was read, at the end of the disposal and later');
      });
    }

    for (const page of stuck) {
      test(`ends a page that is stuck (${page})`, async (lab) => {
        const extractor = await open(lab, ['ok', page, 'ok']);
        const running = extractor.extract({ executor: lab.executor });
        running.catch(() => undefined);
        await lab.untilStarted(1, 'app');
        await dispose(extractor);
        await assertRejects(running, 'EXTRACTOR_DISPOSED', 'an extraction whose extractor was disposed of');
      });
    }

    test('may come from the loop over its pages', async (lab) => {
      const extractor = await open(lab, repeat('ok', 50));
      const read = async (): Promise<void> => {
        for await (const _ of extractor.pages({ executor: lab.executor, maxWorkers: 2 })) await dispose(extractor);
      };
      await assertRejects(
        within(soon(runner), 'the loop', read()),
        'EXTRACTOR_DISPOSED',
        'the page after the disposal',
      );
    });

    test('may come with the last page of the loop, which then ends as ever', async (lab) => {
      const extractor = await open(lab, ['ok', 'ok']);
      const indices: number[] = [];
      for await (const { index } of extractor.pages({ executor: lab.executor })) {
        indices.push(index);
        if (index === 1) await dispose(extractor);
      }
      assert.deepEqual(indices, [0, 1]);
    });

    test('may come from the report of progress', async (lab) => {
      const extractor = await open(lab, ['ok', SLOW_TO_STOP, 'ok']);
      let disposal: Promise<void> | undefined;
      const onProgress = (): void => {
        disposal ??= dispose(extractor);
        disposal.catch(() => undefined);
      };
      const running = extractor.extract({ executor: lab.executor, onProgress });
      await assertRejects(running, 'EXTRACTOR_DISPOSED', 'an extraction whose extractor was disposed of');
      await disposal;
    });
  });
}

/** Pages that were begun and ended, in this order. */
function pagesOf(lab: Lab): string[] {
  return lab.entries('app').flatMap(({ event, page }) => (page === undefined ? [] : [`${event} ${page}`]));
}
