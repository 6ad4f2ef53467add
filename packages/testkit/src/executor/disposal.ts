import assert from 'node:assert/strict';
import { ANY_CODE, assertCode } from '../assertions.ts';
import { group, soon, within, type Runner } from '../runner.ts';
import { assertResults, Lab, repeat } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';

export function testDisposal(runner: Runner, subject: ExecutorSubject): void {
  group(runner, 'disposal', (test) => {
    test('may come before any use, again, and at once', async () => {
      const executor = await subject.makeExecutor();
      await Promise.all([executor[Symbol.asyncDispose](), executor[Symbol.asyncDispose]()]);
      await executor[Symbol.asyncDispose]();
    });

    test('may come after a run, again', async () => {
      await using lab = await Lab.open(await subject.makeExecutor());
      await lab.collect(lab.task(['ok', 'ok']), { maxWorkers: 2 });
      await lab.executor[Symbol.asyncDispose]();
      await lab.executor[Symbol.asyncDispose]();
    });

    test('ends a run, or lets it finish, and leaves nobody waiting', async () => {
      await using lab = await Lab.open(await subject.makeExecutor());
      const task = lab.task(repeat({ takesMs: 5 }, 40));
      const run = lab.collect(task, { maxWorkers: 2 }).then(
        (results) => assertResults(results, task),
        (error: unknown) => assertCode(error, ANY_CODE, 'a run whose executor was disposed of'),
      );
      await lab.untilStarted(1);
      await within(soon(runner), 'the disposal', Promise.resolve(lab.executor[Symbol.asyncDispose]()));
      await within(soon(runner), 'the run', run);
    });

    test('lets the next run start anew, or refuses it with a code', async () => {
      await using lab = await Lab.open(await subject.makeExecutor());
      await lab.collect(lab.task(['ok']));
      await lab.executor[Symbol.asyncDispose]();
      const task = lab.task(['ok', 'ok']);
      await lab.collect(task).then(
        (results) => assertResults(results, task),
        (error: unknown) => assertCode(error, ANY_CODE, 'a run after disposal'),
      );
    });

    test('leaves another executor alone', async () => {
      await using kept = await Lab.open(await subject.makeExecutor());
      const other = await subject.makeExecutor();
      // An executor that holds nothing may be the same one each time.
      if (other !== kept.executor) await other[Symbol.asyncDispose]();
      const task = kept.task(['ok', 'ok']);
      assertResults(await kept.collect(task, { maxWorkers: 2 }), task);
      assert.equal(other.type, kept.executor.type, 'the types of two executors');
    });

    test('may come after all that the tests above have done', async () => {
      const executor = await subject.take();
      await executor[Symbol.asyncDispose]();
    });
  });
}
