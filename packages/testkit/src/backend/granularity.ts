import assert from 'node:assert/strict';
import type { Page } from '@unifex/core';
import { assertSame } from '../assertions.ts';
import { findBoxFaults } from '../page-boxes.ts';
import { group, type Runner } from '../runner.ts';
import { compactText, type Subject } from '../subject.ts';

const SIZES = ['char', 'word', 'line'] as const;

export function testGranularity(runner: Runner, subject: Subject): void {
  group(runner, 'granularity', (test) => {
    for (const item of subject.cases) {
      const read = (granularity: string): Promise<Page[]> => subject.readPages(item, { granularity });

      test(`${item.name}: says the same in characters, words and lines`, async () => {
        const lines = (await read('line')).map(compactText);
        for (const size of ['word', 'char'] as const) {
          assertSame(lines, (await read(size)).map(compactText), `the text of the pages in ${size}s`);
        }
      });

      test(`${item.name}: cuts words at white space, and into no more pieces than characters`, async () => {
        const [chars, words, lines] = await Promise.all(SIZES.map(read));
        for (const [index, page] of (words ?? []).entries()) {
          const cut = page.texts.filter(({ text }) => /\S\s+\S/u.test(text)).map(({ text }) => text);
          assert.deepEqual(cut, [], `words of page ${index} with white space between characters`);
          const counts = [lines, words, chars].map((pages) => pages?.[index]?.texts.length ?? 0);
          const ascending = counts.every((count, i) => i === 0 || count >= (counts[i - 1] ?? 0));
          assert.ok(ascending, `page ${index} has ${counts.join(', ')} lines, words and characters`);
        }
      });

      test(`${item.name}: has boxes on the page in every size`, async () => {
        for (const size of SIZES) {
          const faults = (await read(size)).flatMap((page) =>
            findBoxFaults(page).map((f) => `page ${page.index}: ${f}`),
          );
          assert.deepEqual(faults, [], `in ${size}s: ${faults.slice(0, 20).join('\n')}`);
        }
      });
    }
  });
}
