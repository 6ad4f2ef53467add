import { describe, expect, it } from 'vitest';
import { readTestCounts } from './test-counts.ts';

describe('readTestCounts', () => {
  it('reads what passed, failed and was skipped', () => {
    const report = { numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 3 };
    expect(readTestCounts(() => JSON.stringify(report))).toEqual({ passed: 5, failed: 2, skipped: 4 });
  });

  it.each([
    [
      'no report',
      () => {
        throw new Error('ENOENT');
      },
    ],
    ['half a report', () => '{"numPassedTests": 5'],
    ['a run without tests', () => '{"numPassedTests": 0, "numFailedTests": 0}'],
    ['something else', () => 'null'],
  ])('counts %s as a failure', (_name, read) => {
    expect(readTestCounts(read)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
