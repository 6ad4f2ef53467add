import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DocumentReader, Extractor } from '@unifex/core';
import { ANY_CODE, assertCode, assertRejects, assertSame } from '../assertions.ts';
import { group, type Runner } from '../runner.ts';
import { never, type Subject } from '../subject.ts';

export function testDisposal(runner: Runner, subject: Subject): void {
  const { first } = subject;
  group(runner, 'disposal', (test) => {
    test('may be disposed of again, later and at once', async () => {
      const reader = await subject.open(first);
      await Promise.all([reader[Symbol.asyncDispose](), reader[Symbol.asyncDispose]()]);
      await reader[Symbol.asyncDispose]();
    });

    test('may be disposed of after a page was read', async () => {
      const reader = await subject.open(first);
      await reader.extractPage(0, { signal: never });
      await reader[Symbol.asyncDispose]();
      await reader[Symbol.asyncDispose]();
    });

    test('refuses every use after it with EXTRACTOR_DISPOSED', async () => {
      const reader = await subject.open(first);
      await reader[Symbol.asyncDispose]();
      for (const [name, use] of usesOf(reader)) {
        await assertRejects(use(), 'EXTRACTOR_DISPOSED', `${name} of a reader that is disposed of`);
      }
    });

    test('may come while a page is being read, which then ends one way or another', async () => {
      const pages = await subject.pages(first);
      const reader = await subject.open(first);
      const reading = reader.extractPage(0, { signal: never }).then(
        (page) => assertSame(pages[0], page, 'the page that was being read'),
        (error: unknown) => assertCode(error, ANY_CODE, 'the page that was being read'),
      );
      await Promise.all([reader[Symbol.asyncDispose](), reading]);
      await assertRejects(reader.extractPage(0, { signal: never }), 'EXTRACTOR_DISPOSED', 'a page after disposal');
    });

    test('ends an extraction that is under way with EXTRACTOR_DISPOSED', async () => {
      const extractor = await subject.extractor(first);
      const running = assertRejects(extractor.extract(), 'EXTRACTOR_DISPOSED', 'an extraction that is under way');
      await Promise.all([extractor[Symbol.asyncDispose](), running]);
      await assertRejects(extractor.extract(), 'EXTRACTOR_DISPOSED', 'an extraction after disposal');
    });

    for (const [name, use] of USES) {
      if (name === 'an image' && subject.backend.supports.render !== true) continue;
      for (const turns of [0, 1, 5]) {
        test(`has ended ${name} that is under way, after ${turns} turns of the event loop`, async () => {
          const extractor = await subject.extractor(first);
          const ends = [use(extractor), use(extractor)].map((running) => settle(running));
          for (let turn = 0; turn < turns; turn += 1) await nextTurn();
          await extractor[Symbol.asyncDispose]();
          const late = Promise.resolve('late' as const);
          // Whoever was waiting hears of it in the same turn.
          await nextTurn();
          for (const end of ends) assert.notEqual(await Promise.race([end, late]), 'late', `${name} still goes on`);
        });
      }
    }
  });
}

const USES: readonly (readonly [name: string, use: (extractor: Extractor) => Promise<unknown>])[] = [
  ['an extraction', (extractor) => extractor.extract()],
  ['an image', (extractor) => extractor.renderPage(0)],
  ['the metadata', (extractor) => extractor.metadata()],
];

/** What becomes of it; an error must be a coded one. */
async function settle(running: Promise<unknown>): Promise<'done'> {
  await running.catch((error: unknown) => assertCode(error, ANY_CODE, 'what was under way'));
  return 'done';
}

function usesOf(reader: DocumentReader): [name: string, use: () => Promise<unknown>][] {
  return [
    ['extractPage', () => reader.extractPage(0, { signal: never })],
    ['metadata', () => reader.metadata()],
    // Bound here: `reader.outline?.()` would promise nothing where there is no outline.
    ...(reader.outline ? [['outline', reader.outline.bind(reader)] as [string, () => Promise<unknown>]] : []),
  ];
}
