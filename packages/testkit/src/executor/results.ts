import assert from 'node:assert/strict';
import type { FakePage } from '../fake/document.ts';
import { group, soon, type Runner } from '../runner.ts';
import { assertResults, BACKENDS, inLab, repeat } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';

/** Pages of different length: the first ones are done last, where several are read at once. */
const UNEVEN: readonly FakePage[] = Array.from({ length: 24 }, (_, i) => (i % 3 === 0 ? { takesMs: 30 - i } : 'ok'));
/** An order of their own: forwards, backwards and in between. */
const ORDER: readonly number[] = [5, 4, 20, 0, 23, 11, 12, 13, 1, 2];

export function testResults(runner: Runner, subject: ExecutorSubject): void {
  group(runner, 'results', (add) => {
    const test = inLab(add, subject);

    for (const backend of BACKENDS) {
      const { concurrency } = backend.supports;

      test(`gives a result for every page of ${concurrency} readers, in the order asked for`, async (lab) => {
        const task = lab.task(UNEVEN, { backend, label: concurrency });
        assertResults(await lab.collect(task, { maxWorkers: 3 }), task, concurrency);
        const some = lab.task(UNEVEN, { backend, label: 'some', ask: [...ORDER] });
        assertResults(await lab.collect(some, { maxWorkers: 3 }), some, 'some');
      });

      test(`reads every page of ${concurrency} readers once`, async (lab) => {
        await lab.collect(lab.task(UNEVEN, { backend }), { maxWorkers: 2 });
        const expected = UNEVEN.map((_, index) => index);
        assert.deepEqual(
          lab.started().sort((a, b) => a - b),
          expected,
          'pages that were read',
        );
      });
    }

    for (const [name, options] of [
      ['without options', undefined],
      ['with one worker', { maxWorkers: 1 }],
      ['with more workers than pages', { maxWorkers: 4 }],
    ] as const) {
      test(`works ${name}`, async (lab) => {
        const task = lab.task(repeat('ok', 3));
        assertResults(await lab.collect(task, options), task);
      });
    }

    test('gives nothing for no pages', async (lab) => {
      const task = lab.task(['ok'], { ask: [] });
      assert.deepEqual(await lab.collect(task, { maxWorkers: 2 }), []);
    });

    test('closes every document that it opened', async (lab) => {
      await lab.collect(lab.task(UNEVEN), { maxWorkers: 2 });
      await lab.untilClosed('a run that is over', soon(runner));
    });

    test('reads on for a consumer that takes its time', async (lab) => {
      const task = lab.task(repeat('ok', 6));
      const results = [];
      for await (const result of lab.executor.run(task, { maxWorkers: 2 })) {
        results.push(result);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      assertResults(results, task);
    });
  });
}
