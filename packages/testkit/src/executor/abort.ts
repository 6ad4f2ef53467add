import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { assertRejects } from '../assertions.ts';
import { group, soon, within, type Runner } from '../runner.ts';
import { assertResults, inLab, repeat } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';

export function testAbort(runner: Runner, subject: ExecutorSubject): void {
  // A page that blocks its thread blocks the caller, too, unless it is read apart from it.
  const stuck = subject.supports.isolation ? (['hangs', 'deaf', 'busy'] as const) : (['hangs', 'deaf'] as const);
  group(runner, 'abort', (add) => {
    const test = inLab(add, subject);

    test('opens nothing for a signal that is aborted already', async (lab) => {
      const run = lab.collect(lab.task(['ok']), { signal: AbortSignal.abort() });
      await assertRejects(run, 'ABORTED', 'a run with an aborted signal');
      await lab.untilQuiet();
      assert.deepEqual(lab.entries(), [], 'what the readers did');
    });

    for (const page of stuck) {
      test(`ends a run on a page that is stuck (${page}), and starts no other`, async (lab) => {
        const controller = new AbortController();
        const { signal } = controller;
        const run = lab.collect(lab.task(['ok', page, ...repeat('ok', 100)]), { maxWorkers: 1, signal });
        run.catch(() => undefined);
        await lab.untilStarted(1);
        controller.abort();
        await assertRejects(within(soon(runner), 'the aborted run', run), 'ABORTED', 'a run that was aborted');
        const before = lab.started().length;
        await lab.untilQuiet();
        assert.equal(lab.started().length, before, 'pages started, before and after the end of the run');
        assert.deepEqual(getEventListeners(signal, 'abort'), [], 'listeners left on the signal');
      });
    }

    test('ends a run that waits for its consumer', async (lab) => {
      const controller = new AbortController();
      const run = lab.executor.run(lab.task(repeat('ok', 200)), { maxWorkers: 2, signal: controller.signal });
      const iterator = run[Symbol.asyncIterator]();
      assert.equal((await iterator.next()).done, false, 'the first result');
      controller.abort();
      const next = within(soon(runner), 'the aborted run', iterator.next());
      await assertRejects(next, 'ABORTED', 'the next result after an abort');
      assert.equal((await iterator.next()).done, true, 'a run that has failed is over');
    });

    test('ends the opening of a document', async (lab) => {
      const controller = new AbortController();
      const run = lab.collect(lab.task(['ok'], { opening: 'hangs' }), { signal: controller.signal });
      run.catch(() => undefined);
      await lab.untilOpened();
      controller.abort();
      await assertRejects(within(soon(runner), 'the aborted opening', run), 'ABORTED', 'an opening that was aborted');
    });

    test('leaves the executor fit for the next run', async (lab) => {
      for (const page of stuck) {
        const controller = new AbortController();
        const run = lab.collect(lab.task([page], { label: 'first' }), { signal: controller.signal });
        run.catch(() => undefined);
        await lab.untilStarted(0, 'first');
        controller.abort();
        await assertRejects(run, 'ABORTED', 'a run that was aborted');
        const task = lab.task(repeat('ok', 5));
        assertResults(await lab.collect(task, { maxWorkers: 2 }), task);
      }
    });

    test('does nothing to a run that is over, and no listener is left on the signal', async (lab) => {
      const controller = new AbortController();
      const { signal } = controller;
      const task = lab.task(repeat('ok', 4));
      const results = await lab.collect(task, { maxWorkers: 2, signal });
      assert.deepEqual(getEventListeners(signal, 'abort'), [], 'listeners left on the signal');
      controller.abort();
      assertResults(results, task);
      assertResults(await lab.collect(task), task);
    });
  });
}
