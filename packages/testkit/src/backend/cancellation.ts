import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DocumentReader } from '@unifex/core';
import { assertCode, assertRejects, assertSame } from '../assertions.ts';
import { group, type Runner } from '../runner.ts';
import { never, type Subject } from '../subject.ts';

/** Moments for an abort after the call: at once, after one turn of the event loop, after a few. */
const MOMENTS: readonly (readonly [name: string, wait: () => Promise<void>])[] = [
  ['at once', async () => undefined],
  ['after a turn of the event loop', async () => nextTurn()],
  [
    'after some turns of the event loop',
    async () => {
      for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    },
  ],
];

export function testCancellation(runner: Runner, subject: Subject): void {
  const { backend, first } = subject;
  group(runner, 'cancellation', (test) => {
    const open = async (signal: AbortSignal): Promise<DocumentReader> => {
      const options = backend.parseOptions(subject.rawOptions(first));
      return backend.open(await subject.source(first), options, { signal });
    };
    const discard = async (reader: DocumentReader): Promise<void> => reader[Symbol.asyncDispose]();

    test('opens nothing for a signal that is aborted already', async () => {
      await assertRejects(open(AbortSignal.abort()), 'ABORTED', 'opening with an aborted signal', discard);
    });

    test('reads no page for a signal that is aborted already, and then goes on', async () => {
      const pages = await subject.pages(first);
      await using reader = await subject.open(first);
      const reading = reader.extractPage(0, { signal: AbortSignal.abort() });
      await assertRejects(reading, 'ABORTED', 'reading with an aborted signal');
      assertSame(pages[0], await reader.extractPage(0, { signal: never }), 'the page after an abort');
    });

    for (const [name, wait] of MOMENTS) {
      test(`stops opening when aborted ${name}, or is done by then`, async () => {
        const pages = await subject.pages(first);
        const controller = new AbortController();
        const [outcome] = await Promise.all([settle(open(controller.signal)), wait().then(() => controller.abort())]);
        if (outcome.status === 'rejected') return assertCode(outcome.reason, 'ABORTED', 'an opening that was aborted');
        await using reader = outcome.value;
        assertSame(pages[0], await reader.extractPage(0, { signal: never }), 'the page of a document opened in time');
      });

      test(`stops a page when aborted ${name}, or is done by then, and then goes on`, async () => {
        const pages = await subject.pages(first);
        await using reader = await subject.open(first);
        const controller = new AbortController();
        const [outcome] = await Promise.all([
          settle(reader.extractPage(0, { signal: controller.signal })),
          wait().then(() => controller.abort()),
        ]);
        if (outcome.status === 'rejected') assertCode(outcome.reason, 'ABORTED', 'a page that was aborted');
        else assertSame(pages[0], outcome.value, 'a page that was done before the abort');
        assertSame(pages[0], await reader.extractPage(0, { signal: never }), 'the page after an abort');
      });
    }

    test('is not disturbed by an abort after the page was read', async () => {
      const pages = await subject.pages(first);
      await using reader = await subject.open(first);
      const controller = new AbortController();
      await reader.extractPage(0, { signal: controller.signal });
      controller.abort();
      assertSame(pages[0], await reader.extractPage(0, { signal: never }), 'the page after a late abort');
    });

    test('is not disturbed by an abort after it was opened', async () => {
      const pages = await subject.pages(first);
      const controller = new AbortController();
      await using reader = await open(controller.signal);
      controller.abort();
      assertSame(
        pages[0],
        await reader.extractPage(0, { signal: never }),
        'the page after a late abort of the opening',
      );
    });
  });
}

async function settle<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [outcome] = await Promise.allSettled([promise]);
  return outcome;
}
