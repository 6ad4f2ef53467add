import { assertNoOpenHandles } from '../open-handles.ts';
import { group, soon, type Runner } from '../runner.ts';
import type { Subject } from '../subject.ts';

export function testOpenHandles(runner: Runner, subject: Subject): void {
  const { first } = subject;
  group(runner, 'open handles', (test) => {
    test('leaves nothing behind that keeps a program alive', async () => {
      for (const item of subject.cases) await subject.source(item);
      await assertNoOpenHandles('reading every document', soon(runner), async () => {
        for (const item of subject.cases) await subject.readPages(item);
      });
    });

    test('leaves nothing behind after an abort', async () => {
      await subject.source(first);
      await assertNoOpenHandles('an aborted page', soon(runner), async () => {
        await using reader = await subject.open(first);
        const controller = new AbortController();
        const reading = reader.extractPage(0, { signal: controller.signal });
        controller.abort();
        // Done or aborted: the group about cancellation looks at that.
        await Promise.allSettled([reading]);
      });
    });
  });
}
