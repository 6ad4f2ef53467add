import type { ChildName, ChildTasks, Pass } from '../child-tasks.ts';
import { readTree } from '../process-tree.ts';

/** What this child was asked to do. @param _name its own */
export function readTask<Name extends ChildName>(_name: Name): ChildTasks[Name]['task'] {
  return JSON.parse(process.argv[2] ?? 'null') as ChildTasks[Name]['task'];
}

/** Hands the result to the benchmark that started this child, and lets the child end. */
export function sendResult<Name extends ChildName>(_name: Name, result: ChildTasks[Name]['result']): void {
  process.send?.(result);
  process.disconnect();
}

export interface Counts {
  pages: number;
  characters: number;
  boxes?: number;
}

export async function timed(read: () => Promise<Counts>): Promise<Pass> {
  const cpu = cpuMs();
  const start = performance.now();
  const counts = await read();
  return { ...counts, wallMs: performance.now() - start, cpuMs: cpuMs() - cpu };
}

function cpuMs(): number {
  const own = process.cpuUsage();
  return readTree(process.pid)?.cpuMs ?? (own.user + own.system) / 1000;
}
