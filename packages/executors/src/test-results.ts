import type { PageResult, PageTask, RunOptions } from '@unifex/core';
import { readFileSync } from 'node:fs';
import type { PoolExecutor } from './pool-executor.ts';
import { witnessOf, type Witness } from './test-backend.ts';

/** All results of a run. */
export async function readAll(executor: PoolExecutor, task: PageTask, options?: RunOptions): Promise<PageResult[]> {
  const results: PageResult[] = [];
  for await (const result of executor.run(task, options)) results.push(result);
  return results;
}

/** Results, short: the page, and the code of its error. */
export function brief(results: readonly PageResult[]): string[] {
  return results.map((result) => (result.success ? `${result.index}` : `${result.index} ${result.error.code}`));
}

/** What the pages that were read say of their workers. */
export function witnesses(results: readonly PageResult[]): Witness[] {
  return results.flatMap((result) => (result.success ? [witnessOf(result.page)] : []));
}

/** What identifies a worker. */
export function workersOf(results: readonly PageResult[]): Set<string> {
  return new Set(witnesses(results).map(({ pid, threadId }) => `${pid}/${threadId}`));
}

/** The error that a run ends with. */
export async function errorOf(run: AsyncIterable<unknown> | Promise<unknown>): Promise<unknown> {
  try {
    if (run instanceof Promise) await run;
    else for await (const _ of run);
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

/** Whether a process runs. One that is dead and that its parent has not buried yet does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
