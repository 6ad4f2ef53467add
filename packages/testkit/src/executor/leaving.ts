import assert from 'node:assert/strict';
import { group, soon, within, type Runner } from '../runner.ts';
import { assertResults, inLab, repeat } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';

export function testLeaving(runner: Runner, subject: ExecutorSubject): void {
  const { isolation, parallel } = subject.supports;
  group(runner, 'leaving early', (add) => {
    const test = inLab(add, subject);

    test('stops the run, and closes the document', async (lab) => {
      const leave = async (): Promise<void> => {
        for await (const result of lab.executor.run(lab.task(repeat('ok', 200)), { maxWorkers: 2 })) {
          if (result.index === 3) break;
        }
      };
      await within(soon(runner), 'leaving the loop', leave());
      const before = lab.started().length;
      await lab.untilQuiet();
      assert.equal(lab.started().length, before, 'pages started, before and after the end of the loop');
      assert.ok(before < 200, 'all pages were read for a consumer that left');
      await lab.untilClosed('a run that was left', soon(runner));
    });

    // A page can be on its way beside the one that is given out only where several are read at once.
    const stuck = isolation ? (['hangs', 'deaf', 'busy'] as const) : (['hangs', 'deaf'] as const);
    for (const page of parallel ? stuck : []) {
      test(`stops a page that is under way and stuck (${page})`, async (lab) => {
        const leave = async (): Promise<void> => {
          for await (const _ of lab.executor.run(lab.task(['ok', page, 'ok']), { maxWorkers: 2 })) {
            await lab.untilStarted(1);
            break;
          }
        };
        await within(soon(runner), 'leaving the loop', leave());
        const task = lab.task(repeat('ok', 5));
        assertResults(await lab.collect(task, { maxWorkers: 2 }), task);
      });
    }

    test('may come before the first page', async (lab) => {
      const iterator = lab.executor.run(lab.task(['ok']))[Symbol.asyncIterator]();
      await within(soon(runner), 'leaving', Promise.resolve(iterator.return?.()));
      await lab.untilQuiet();
      assert.deepEqual(lab.started(), [], 'pages that were read for nobody');
    });

    test('may come by an error of the consumer', async (lab) => {
      const mistake = new Error('a mistake of the consumer');
      const fail = async (): Promise<void> => {
        for await (const _ of lab.executor.run(lab.task(repeat('ok', 50)), { maxWorkers: 2 })) throw mistake;
      };
      await assert.rejects(fail(), mistake);
      await lab.untilClosed('a run that was left by an error', soon(runner));
      const task = lab.task(repeat('ok', 5));
      assertResults(await lab.collect(task), task);
    });
  });
}
