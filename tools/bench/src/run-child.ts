import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChildName, ChildTasks } from './child-tasks.ts';
import { readTree } from './process-tree.ts';

/** How often the memory of a child is looked at. */
const SAMPLE_MS = 20;

export interface ChildRun<Result> {
  readonly result: Result;
  /** Most memory that the process and its own children had at once; undefined where it cannot be read (not Linux). */
  readonly peakBytes: number | undefined;
}

/**
 * Runs a measurement in a fresh Node.js process, on the built packages as a user has them, and watches its memory.
 * @param name of a file in `children/`
 * @param flags of Node.js
 * @throws Error when the process fails or says nothing
 */
export function runChild<Name extends ChildName>(
  name: Name,
  task: ChildTasks[Name]['task'],
  flags: readonly string[] = [],
): Promise<ChildRun<ChildTasks[Name]['result']>> {
  type Result = ChildTasks[Name]['result'];
  const file = fileURLToPath(new URL(`./children/${name}.ts`, import.meta.url));
  // No flags of this process: packages are to resolve to what was built, not to their source.
  const child = fork(file, [JSON.stringify(task)], { execArgv: [...flags], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const output: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  let result: { value: Result } | undefined;
  let peakBytes: number | undefined;
  const sample = (): void => {
    const use = child.pid === undefined ? undefined : readTree(child.pid);
    if (use) peakBytes = Math.max(peakBytes ?? 0, use.residentBytes);
  };
  const timer = setInterval(sample, SAMPLE_MS);
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearInterval(timer);
      reject(new Error(`The measurement ${name} ${reason}:\n${Buffer.concat(output).toString()}`));
    };
    child.on('message', (value) => {
      sample();
      result = { value: value as Result };
    });
    child.on('error', (error) => fail(`could not be started (${error.message})`));
    child.on('close', (code, signal) => {
      clearInterval(timer);
      if (code !== 0) fail(`ended with ${signal ?? `exit code ${code}`}`);
      else if (!result) fail('ended without a result');
      else resolve({ result: result.value, peakBytes });
    });
  });
}
