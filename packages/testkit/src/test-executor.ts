import type { Executor } from '@unifex/core';
import { testAbort } from './executor/abort.ts';
import { testDisposal } from './executor/disposal.ts';
import { testExtractorDisposal } from './executor/extractor-disposal.ts';
import { testExtractor } from './executor/extractor.ts';
import { testFailures } from './executor/failures.ts';
import { testIsolation } from './executor/isolation.ts';
import { testLeaving } from './executor/leaving.ts';
import { testOpenHandles } from './executor/open-handles.ts';
import { testPageTime } from './executor/page-time.ts';
import { testPrograms } from './executor/programs.ts';
import { testResults } from './executor/results.ts';
import { testRuns } from './executor/runs.ts';
import { ExecutorSubject } from './executor/subject.ts';
import { testWorkers } from './executor/workers.ts';
import { checkSupports, type ExecutorSupports } from './executor-supports.ts';
import { DEFAULT_TIMEOUT_MS, type Describe, type It, type Runner } from './runner.ts';

export interface TestExecutorOptions {
  /** Gives an executor of its own; the suite disposes of it. Called several times. */
  readonly makeExecutor: () => Executor | Promise<Executor>;
  /** What it promises beyond the contract. */
  readonly supports: ExecutorSupports;
  /** Name for the group of tests. Default `the executor`. */
  readonly name?: string;
  /** Limit of one test, in milliseconds. Default 60,000. */
  readonly timeoutMs?: number;
  readonly describe: Describe;
  readonly it: It;
}

/**
 * Writes the contract of an executor as tests into the author's runner. Which groups there are is decided by `supports` and by
 * nothing else. It needs Node.js, and reads fake documents only.
 * @throws UnifexError `INVALID_OPTION` for a manifest with a flag that there is not
 */
export function testExecutor(options: TestExecutorOptions): void {
  const { makeExecutor, supports, name = 'the executor', timeoutMs = DEFAULT_TIMEOUT_MS, describe, it } = options;
  checkSupports(supports);
  const runner: Runner = { describe, it, timeoutMs };
  const subject = new ExecutorSubject(makeExecutor, supports);
  describe(name, () => {
    testResults(runner, subject);
    testFailures(runner, subject);
    testWorkers(runner, subject);
    testAbort(runner, subject);
    testLeaving(runner, subject);
    testPageTime(runner, subject);
    testRuns(runner, subject);
    testExtractor(runner, subject);
    testExtractorDisposal(runner, subject);
    testOpenHandles(runner, subject);
    if (supports.isolation) testIsolation(runner, subject);
    if (supports.module !== undefined) testPrograms(runner, subject, supports.module);
    testDisposal(runner, subject);
  });
}
