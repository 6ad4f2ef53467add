/** How many tests a vitest run had. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Reads vitest's JSON report.
 * @param read gives the report's text
 * @returns one failure when there is no report, or one without any test that ran: nothing tested is nothing passed
 */
export function readTestCounts(read: () => string): TestCounts {
  let report: unknown;
  try {
    report = JSON.parse(read());
  } catch {
    // The run broke off before it wrote its report; its log, which is shown, says why.
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const passed = count(report, 'numPassedTests');
  const failed = count(report, 'numFailedTests');
  const skipped = count(report, 'numPendingTests') + count(report, 'numTodoTests');
  return { passed, failed: passed + failed === 0 ? 1 : failed, skipped };
}

function count(report: unknown, name: string): number {
  const value = (report as Record<string, unknown> | null)?.[name];
  return typeof value === 'number' ? value : 0;
}
