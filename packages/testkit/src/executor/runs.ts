import { assertRejects } from '../assertions.ts';
import { group, type Runner } from '../runner.ts';
import { assertResults, BACKENDS, inLab, repeat } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';

export function testRuns(runner: Runner, subject: ExecutorSubject): void {
  group(runner, 'runs', (add) => {
    const test = inLab(add, subject);

    test('may follow each other', async (lab) => {
      for (const label of ['one', 'two', 'three']) {
        const task = lab.task(['ok', 'fails', 'ok'], { label });
        assertResults(await lab.collect(task, { maxWorkers: 2 }), task, label, { 1: 'PROVIDER_ERROR' });
      }
    });

    for (const backend of BACKENDS) {
      test(`may go on at once, on ${backend.supports.concurrency} readers`, async (lab) => {
        const labels = ['one', 'two', 'three', 'four'];
        await Promise.all(
          labels.map(async (label) => {
            const task = lab.task([{ takesMs: 5 }, 'ok', 'ok', { takesMs: 1 }, 'ok', 'ok'], { label, backend });
            assertResults(await lab.collect(task, { maxWorkers: 2 }), task, label);
          }),
        );
      });
    }

    test('go on when another is aborted', async (lab) => {
      const controller = new AbortController();
      const aborted = lab.collect(lab.task(['ok', 'hangs'], { label: 'aborted' }), { signal: controller.signal });
      aborted.catch(() => undefined);
      await lab.untilStarted(1, 'aborted');
      const task = lab.task(repeat({ takesMs: 2 }, 20), { label: 'kept' });
      const kept = lab.collect(task, { maxWorkers: 2 });
      await lab.untilStarted(0, 'kept');
      controller.abort();
      await assertRejects(aborted, 'ABORTED', 'the run that was aborted');
      assertResults(await kept, task, 'kept');
    });

    test('go on when another is slow to be consumed', async (lab) => {
      const slow = lab.task(repeat('ok', 100), { label: 'slow' });
      const iterator = lab.executor.run(slow, { maxWorkers: 2 })[Symbol.asyncIterator]();
      await iterator.next();
      const task = lab.task(repeat('ok', 10), { label: 'quick' });
      assertResults(await lab.collect(task, { maxWorkers: 2 }), task, 'quick');
      await iterator.return?.();
    });
  });
}
