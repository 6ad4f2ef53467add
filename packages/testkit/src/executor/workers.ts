import assert from 'node:assert/strict';
import { group, type Runner } from '../runner.ts';
import { assertResults, BACKENDS, inLab, repeat } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';

export function testWorkers(runner: Runner, subject: ExecutorSubject): void {
  const { parallel, window } = subject.supports;
  group(runner, 'workers', (add) => {
    const test = inLab(add, subject);

    for (const backend of BACKENDS) {
      const { concurrency } = backend.supports;

      test(`reads no more pages of ${concurrency} readers at once than there are workers`, async (lab) => {
        await lab.collect(lab.task(repeat({ takesMs: 10 }, 12), { backend }), { maxWorkers: 2 });
        let now = 0;
        let most = 0;
        for (const { event } of lab.entries()) {
          if (event === 'start') most = Math.max(most, ++now);
          if (event === 'end') now -= 1;
        }
        assert.ok(most <= 2, `${most} pages were read at once, with maxWorkers 2`);
      });

      if (parallel || concurrency === 'shared') {
        test(`reads as many pages of ${concurrency} readers at once as there are workers`, async (lab) => {
          const task = lab.task(['meets', 'ok', 'ok', 'meets', 'ok', 'meets'], { backend });
          assertResults(await lab.collect(task, { maxWorkers: 3 }), task);
        });
      }

      test(`reads ${concurrency} readers no further ahead of the consumer than ${window} pages for each worker`, async (lab) => {
        const maxWorkers = 2;
        const most = window * maxWorkers;
        const task = lab.task(repeat('ok', 2 * most + 10), { backend });
        const results = [];
        for await (const result of lab.executor.run(task, { maxWorkers })) {
          results.push(result);
          // The consumer waits: at the start, and once more on the way.
          if (results.length !== 1 && results.length !== most + 3) continue;
          await lab.untilQuiet();
          const ahead = lab.started().length - results.length;
          assert.ok(ahead <= most, `${ahead} pages were read ahead: the window is ${window} for each of ${maxWorkers}`);
        }
        assertResults(results, task);
      });
    }
  });
}
