import assert from 'node:assert/strict';
import { findBoxFaults } from '../page-boxes.ts';
import { group, type Runner } from '../runner.ts';
import type { Subject } from '../subject.ts';

export function testBoxes(runner: Runner, subject: Subject): void {
  group(runner, 'boxes', (test) => {
    for (const item of subject.cases) {
      test(`${item.name}: every box is one, and lies on the page`, async () => {
        const pages = await subject.pages(item);
        const faults = pages.flatMap((page) => findBoxFaults(page).map((fault) => `page ${page.index}: ${fault}`));
        assert.deepEqual(faults, [], faults.slice(0, 20).join('\n'));
      });
    }
  });
}
