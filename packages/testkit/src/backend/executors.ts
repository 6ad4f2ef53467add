import { assertSame } from '../assertions.ts';
import { group, type Runner } from '../runner.ts';
import type { Subject } from '../subject.ts';

export function testExecutors(runner: Runner, subject: Subject): void {
  group(runner, 'executors', (test) => {
    for (const executor of subject.executors) {
      const type = typeof executor === 'string' ? executor : executor.type;
      for (const item of subject.cases) {
        test(`${item.name}: is the same through the executor ${type}`, async () => {
          await using extractor = await subject.extractor(item);
          const inline = await extractor.extract({ executor: 'inline' });
          const { document, errors, success } = await extractor.extract({ executor, maxWorkers: 2 });
          assertSame(inline.errors, errors, 'the pages that failed');
          assertSame(inline.document, document, `the document, read through the executor ${type}`);
          assertSame(inline.success, success, 'success');
        });
      }
    }
  });
}
