import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runQuietly, type Finished } from './run-quietly.ts';
import { readTestCounts } from './test-counts.ts';

/**
 * The steps besides the tests, each an npm script of the root. The lanes go beside each other, so that both cores of a small machine have
 * something to do; within a lane, the build comes before what reads `dist`.
 */
const LANES = [
  ['check:deps', 'build', 'check:packages', 'docs:api:check', 'format:check'],
  ['lint', 'typecheck'],
];

let passed = 0;
let failed = 0;

/** One line for a step; its whole log when it failed. */
function tell(name: string, { ok, log, seconds }: Finished, note = ''): void {
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${seconds.toFixed(1)} s${note}\n`);
  if (!ok) process.stdout.write(`\n${log.trimEnd()}\n\n${name} failed: its log is above. Again: npm run ${name}\n\n`);
}

async function runLane(steps: readonly string[]): Promise<void> {
  for (const step of steps) {
    const finished = await runQuietly('npm', ['run', '--silent', step]);
    tell(step, finished);
    if (finished.ok) passed += 1;
    else failed += 1;
  }
}

await Promise.all(LANES.map(runLane));

/** Runs tests, and counts each. */
async function runTests(name: string, args: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'unifex-check-'));
  try {
    const json = join(folder, 'vitest.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json}`];
    const finished = await runQuietly('vitest', ['run', ...args, ...reporters]);
    const counts = readTestCounts(() => readFileSync(json, 'utf8'));
    tell(
      name,
      { ...finished, ok: finished.ok && counts.failed === 0 },
      `, ${counts.passed} tests, ${counts.skipped} skipped`,
    );
    passed += counts.passed;
    // A run can fail without a failed test (a file that does not load, an error outside of any test): that counts as one.
    failed += finished.ok ? counts.failed : Math.max(1, counts.failed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await runTests('test', []);
await runTests('test:browser', ['--config', 'tools/browser-tests/vitest.config.ts']);

// Said and not left out in silence: what the fakes stand in for was not asked.
process.stdout.write(
  'NOT RUN test:live, which asks the vendors of language models (npm run test:live says what it needs)\n',
);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
