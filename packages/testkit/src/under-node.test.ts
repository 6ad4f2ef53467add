import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Collector } from './test-collector.ts';
import { CASES } from './test-broken-paper.ts';
import { testBackend } from './test-backend.ts';
import { paperBackend } from './test-paper.ts';

interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly count: (kind: 'tests' | 'pass' | 'fail') => number;
}

/** Runs the suites with Node's own runner in a process of its own. */
function runUnderNode(fault = ''): Promise<Run> {
  const file = fileURLToPath(new URL('./test-under-node.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@unifex/source', '--test-reporter=tap', file], {
    env: { ...process.env, UNIFEX_TESTKIT_FAULT: fault, NODE_TEST_CONTEXT: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const count = (kind: string): number => Number(new RegExp(`^# ${kind} (\\d+)$`, 'm').exec(output)?.[1]);
      resolve({ code, output, count });
    });
  });
}

describe('the suites under node:test', () => {
  it('pass what is sound, with the tests that they have under any runner', async () => {
    const { code, output, count } = await runUnderNode();
    expect(output).not.toMatch(/^\s*not ok/m);
    expect(code).toBe(0);
    const collector = new Collector();
    testBackend({ backend: paperBackend, cases: CASES, describe: collector.describe, it: collector.it });
    expect(count('pass')).toBeGreaterThan(collector.tests.length);
    expect(count('fail')).toBe(0);
  });

  it('fail what is broken, in the group that says so', async () => {
    const { code, output, count } = await runUnderNode('boxes');
    expect(code).toBe(1);
    expect(count('fail')).toBeGreaterThan(0);
    expect(output).toMatch(/not ok \d+ - two pages: every box is one, and lies on the page/);
    expect(output).toMatch(/^\s*not ok \d+ - boxes$/m);
    expect(output).toMatch(/^\s*ok \d+ - disposal$/m);
  });
});
