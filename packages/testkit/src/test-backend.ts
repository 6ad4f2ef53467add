import { invalidOption, type Backend, type Executor } from '@unifex/core';
import type { BackendCase } from './backend-case.ts';
import { testBoxes } from './backend/boxes.ts';
import { testCancellation } from './backend/cancellation.ts';
import { testCoverage } from './backend/coverage.ts';
import { testDisposal } from './backend/disposal.ts';
import { testErrors } from './backend/errors.ts';
import { testExecutors } from './backend/executors.ts';
import { testGranularity } from './backend/granularity.ts';
import { testIsolation } from './backend/isolation.ts';
import { testManifest } from './backend/manifest.ts';
import { testOpenHandles } from './backend/open-handles.ts';
import { testOptions } from './backend/options.ts';
import { testPages } from './backend/pages.ts';
import { testPasswords } from './backend/passwords.ts';
import { testPlainData } from './backend/plain-data.ts';
import { testUnits } from './backend/units.ts';
import { DEFAULT_TIMEOUT_MS, type Describe, type It, type Runner } from './runner.ts';
import { Subject } from './subject.ts';

export interface TestBackendOptions<Options extends object = object> {
  readonly backend: Backend<Options>;
  /** Options that every case is read with. Default: none. */
  readonly options?: Partial<Options>;
  /** Documents that the backend reads, at least one, and one with text on it. */
  readonly cases: readonly BackendCase<Options>[];
  /**
   * Executors through which the result has to be the same as inline: types, or executors. Default: `thread` and `process` of
   * `@unifex/executors`, which the author's package has among its `devDependencies`.
   */
  readonly executors?: readonly (string | Executor)[];
  /** Limit of one test, in milliseconds. Default 60,000. */
  readonly timeoutMs?: number;
  readonly describe: Describe;
  readonly it: It;
}

/**
 * Writes the contract of a backend as tests into the author's runner. Which groups there are is decided by the backend's
 * `supports` and by nothing else: what it promises is tested.
 * @throws UnifexError `INVALID_OPTION` without a case, or without an executor to compare with
 */
export function testBackend<Options extends object>(options: TestBackendOptions<Options>): void {
  const { backend, cases, executors = ['thread', 'process'], timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  if (cases.length === 0) throw invalidOption('cases', cases, 'a list of at least one document');
  if (executors.length === 0) throw invalidOption('executors', executors, 'a list of at least one executor');
  const subject = new Subject({ backend, options: options.options ?? {}, cases, executors });
  const runner: Runner = { describe: options.describe, it: options.it, timeoutMs };
  const { supports } = backend;
  options.describe(`the backend ${backend.type}`, () => {
    testManifest(runner, subject);
    testOptions(runner, subject);
    testPages(runner, subject);
    testUnits(runner, subject);
    testBoxes(runner, subject);
    testPlainData(runner, subject);
    testDisposal(runner, subject);
    testCancellation(runner, subject);
    testErrors(runner, subject);
    testIsolation(runner, subject);
    if (supports.passwords) testPasswords(runner, subject);
    if (supports.granularity) testGranularity(runner, subject);
    if (supports.coverage) testCoverage(runner, subject);
    if (supports.environments.includes('node')) {
      testExecutors(runner, subject);
      testOpenHandles(runner, subject);
    }
  });
}
