import assert from 'node:assert/strict';
import type { FakePage } from '../fake/document.ts';
import { group, type Runner } from '../runner.ts';
import { assertResults, BACKENDS, inLab, repeat } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';

/** Long enough for the pages that need next to no time, on a machine that does other things besides. */
const LIMIT_MS = 2000;

export function testPageTime(runner: Runner, subject: ExecutorSubject): void {
  const { isolation } = subject.supports;
  group(runner, 'page time', (add) => {
    const test = inLab(add, subject);

    // Without isolation, who does not heed its signal holds the one thread that there is.
    const pages: FakePage[] = isolation
      ? ['ok', 'hangs', 'ok', 'deaf', { takesMs: 5 }, 'busy', 'ok']
      : ['ok', 'hangs', 'ok', { takesMs: 5 }, 'ok'];
    const late = pages.flatMap((page, index) => (['hangs', 'deaf', 'busy'].includes(page as string) ? [index] : []));

    for (const backend of BACKENDS) {
      test(`fails pages of ${backend.supports.concurrency} readers that take too long, and reads the others`, async (lab) => {
        const task = lab.task(pages, { backend });
        const results = await lab.collect(task, { maxWorkers: 3, pageTimeoutMs: LIMIT_MS });
        assertResults(results, task, 'fake', Object.fromEntries(late.map((index) => [index, 'PAGE_TIMEOUT'])));
        for (const index of late) {
          const durationMs = results[index]?.durationMs ?? 0;
          // Timers fire up to a millisecond early.
          assert.ok(durationMs >= LIMIT_MS - 1, `page ${index} was failed after ${durationMs} ms of ${LIMIT_MS}`);
        }
      });
    }

    test('reads the next document after a page that took too long', async (lab) => {
      await lab.collect(lab.task(['hangs'], { label: 'first' }), { pageTimeoutMs: 100 });
      const task = lab.task(['ok', 'ok']);
      assertResults(await lab.collect(task, { pageTimeoutMs: LIMIT_MS }), task);
    });

    test('counts for each page, not for the run', async (lab) => {
      const task = lab.task(repeat({ takesMs: LIMIT_MS / 4 }, 5));
      assertResults(await lab.collect(task, { maxWorkers: 1, pageTimeoutMs: LIMIT_MS }), task);
    });
  });
}
