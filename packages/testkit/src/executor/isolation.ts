import assert from 'node:assert/strict';
import { assertRejects } from '../assertions.ts';
import type { FakePage } from '../fake/document.ts';
import { group, type Runner } from '../runner.ts';
import { assertResults, inLab, repeat } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';

const CRASHES = ['exits', 'crashes', 'rejects'] as const;

export function testIsolation(runner: Runner, subject: ExecutorSubject): void {
  group(runner, 'isolation', (add) => {
    const test = inLab(add, subject);

    for (const page of CRASHES) {
      test(`loses a page that ${page} with its worker (WORKER_CRASHED), and reads the others`, async (lab) => {
        const task = lab.task(['ok', page, 'ok', 'ok', { takesMs: 5 }, 'ok']);
        const results = await lab.collect(task, { maxWorkers: 2 });
        assertResults(results, task, 'fake', { 1: 'WORKER_CRASHED' });
        const lost = results[1];
        assert.ok(lost && !lost.success && lost.error.message.includes('page 1'), 'the message names the page');
      });
    }

    test('replaces worker after worker', async (lab) => {
      const pages: FakePage[] = ['exits', 'ok', 'crashes', 'ok', 'rejects', 'exits', 'ok', 'exits'];
      const task = lab.task(pages);
      const failed = Object.fromEntries(
        pages.flatMap((page, index) => (page === 'ok' ? [] : [[index, 'WORKER_CRASHED'] as const])),
      );
      assertResults(await lab.collect(task, { maxWorkers: 2 }), task, 'fake', failed);
    });

    test('gives up on a document that takes every worker down at its opening', async (lab) => {
      const run = lab.collect(lab.task(repeat('ok', 20), { opening: 'exits' }), { maxWorkers: 2 });
      await assertRejects(run, 'WORKER_CRASHED', 'a document that takes workers down');
      const task = lab.task(['ok']);
      assertResults(await lab.collect(task), task);
    });

    test('fails a page that cannot travel with NOT_CLONEABLE', async (lab) => {
      const task = lab.task(['ok', 'uncloneable', 'ok']);
      assertResults(await lab.collect(task), task, 'fake', { 1: 'NOT_CLONEABLE' });
    });

    test('reads a page that prints', async (lab) => {
      const task = lab.task(['prints', 'ok', 'prints']);
      assertResults(await lab.collect(task), task);
    });

    test('leaves the caller its thread while a page is busy', async (lab) => {
      const controller = new AbortController();
      const run = lab.collect(lab.task(['busy']), { signal: controller.signal });
      run.catch(() => undefined);
      // This would never be over on the page's own thread.
      await lab.untilStarted(0);
      controller.abort();
      await assertRejects(run, 'ABORTED', 'a run on a busy page');
    });

    test('reads the pages of others while one document takes its workers down', async (lab) => {
      const bad = lab.task(['exits', 'crashes', 'exits', 'ok'], { label: 'bad' });
      const good = lab.task(repeat({ takesMs: 3 }, 30), { label: 'good' });
      const [lost, read] = await Promise.all([
        lab.collect(bad, { maxWorkers: 2 }),
        lab.collect(good, { maxWorkers: 2 }),
      ]);
      const failed = { 0: 'WORKER_CRASHED', 1: 'WORKER_CRASHED', 2: 'WORKER_CRASHED' };
      assertResults(lost, bad, 'bad', failed);
      assertResults(read, good, 'good');
    });
  });
}
