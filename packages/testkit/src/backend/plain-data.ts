import { validateResult } from '@unifex/core/schema';
import { assertPlainData, assertSame } from '../assertions.ts';
import { group, type Runner } from '../runner.ts';
import type { Subject } from '../subject.ts';

export function testPlainData(runner: Runner, subject: Subject): void {
  group(runner, 'plain data', (test) => {
    for (const item of subject.cases) {
      test(`${item.name}: pages survive a structured clone and JSON`, async () => {
        for (const page of await subject.pages(item)) assertPlainData(page, `page ${page.index}`);
      });

      test(`${item.name}: metadata and outline survive a structured clone and JSON`, async () => {
        await using reader = await subject.open(item);
        assertPlainData(await reader.metadata(), 'the metadata');
        assertPlainData((await reader.outline?.()) ?? [], 'the outline');
      });

      test(`${item.name}: a result survives a structured clone and JSON`, async () => {
        await using extractor = await subject.extractor(item);
        assertPlainData(await extractor.extract(), 'the result of the extraction');
      });

      test(`${item.name}: a result is what the schema of the model takes`, async () => {
        await using extractor = await subject.extractor(item);
        validateResult(await extractor.extract());
      });

      test(`${item.name}: the bytes of the document are left as they are`, async () => {
        const { bytes } = await subject.source(item);
        const before = Array.from(bytes);
        await subject.readPages(item);
        assertSame(before, Array.from(bytes), 'the bytes of the document');
      });
    }
  });
}
