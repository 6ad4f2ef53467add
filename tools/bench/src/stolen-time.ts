import { readFileSync } from 'node:fs';

/**
 * How long the calling thread has been ready to run and was not run, in milliseconds: other processes had the processor. Of a wall
 * time, this much is the machine's. The second number of Linux' schedstat (Documentation/scheduler/sched-stats.rst), in
 * nanoseconds; undefined on other systems.
 */
export function stolenMs(): number | undefined {
  let text: string;
  try {
    text = readFileSync('/proc/thread-self/schedstat', 'utf8');
  } catch {
    // Not Linux, or a kernel without these statistics.
    return undefined;
  }
  const waited = Number(text.split(' ')[1]);
  return Number.isFinite(waited) ? waited / 1e6 : undefined;
}
