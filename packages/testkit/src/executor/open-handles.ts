import { assertNoOpenHandles } from '../open-handles.ts';
import { group, soon, type Runner } from '../runner.ts';
import { Lab, repeat } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';

export function testOpenHandles(runner: Runner, subject: ExecutorSubject): void {
  group(runner, 'open handles', (test) => {
    test('leaves nothing behind a run that keeps a program alive, though it may be warm', async () => {
      await using lab = await Lab.open(await subject.makeExecutor());
      await assertNoOpenHandles('a run', soon(runner), async () => {
        await lab.collect(lab.task(repeat('ok', 6)), { maxWorkers: 2 });
      });
    });

    test('leaves nothing behind a run that was left, aborted, or out of time', async () => {
      await using lab = await Lab.open(await subject.makeExecutor());
      await assertNoOpenHandles('runs that were broken off', soon(runner), async () => {
        for await (const _ of lab.executor.run(lab.task(repeat('ok', 50)), { maxWorkers: 2 })) break;
        const controller = new AbortController();
        const run = lab.collect(lab.task(['hangs'], { label: 'aborted' }), { signal: controller.signal });
        run.catch(() => undefined);
        await lab.untilStarted(0, 'aborted');
        controller.abort();
        // That it fails, and how, is seen to in the group about aborts.
        await Promise.allSettled([run]);
        await lab.collect(lab.task(['hangs']), { pageTimeoutMs: 100 });
      });
    });

    test('leaves nothing behind its disposal', async () => {
      await assertNoOpenHandles('an executor that was disposed of', soon(runner), async () => {
        await using lab = await Lab.open(await subject.makeExecutor());
        await lab.collect(lab.task(repeat('ok', 6)), { maxWorkers: 2 });
      });
    });
  });
}
