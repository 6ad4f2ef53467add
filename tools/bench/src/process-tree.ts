import { readFileSync } from 'node:fs';

/** What a process and all its descendants take together, at one moment. */
export interface TreeUse {
  /** Resident memory. Pages that processes share (the program itself) count in each, as the operating system counts them. */
  readonly residentBytes: number;
  /** User and system time since each of them started, and that of their children which have ended. */
  readonly cpuMs: number;
}

/** Clock ticks of /proc/<pid>/stat are hundredths of a second on every Linux (USER_HZ, proc(5)). */
const TICK_MS = 10;
const PAGE_BYTES = 4096;

/** Reads /proc. Undefined where there is none (not Linux), or the process is gone. */
export function readTree(pid: number): TreeUse | undefined {
  let residentBytes = 0;
  let cpuMs = 0;
  const own = readProcess(pid);
  if (!own) return undefined;
  residentBytes += own.residentBytes;
  cpuMs += own.cpuMs;
  for (const child of childrenOf(pid)) {
    const use = readTree(child);
    // It may have ended since the list of children was read.
    if (!use) continue;
    residentBytes += use.residentBytes;
    cpuMs += use.cpuMs;
  }
  return { residentBytes, cpuMs };
}

function readProcess(pid: number): TreeUse | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The second field is the name in brackets, which may hold anything; the fields after it are numbered from 3 (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3] ?? 0);
  const ticks = field(14) + field(15) + field(16) + field(17);
  return { residentBytes: field(24) * PAGE_BYTES, cpuMs: ticks * TICK_MS };
}

/** Processes that any thread of this one has started. */
function childrenOf(pid: number): number[] {
  const list = read(`/proc/${pid}/task/${pid}/children`) ?? '';
  return list.split(' ').filter(Boolean).map(Number);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not Linux, or the process has ended.
    return undefined;
  }
}
