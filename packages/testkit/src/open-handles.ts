import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';

/** What keeps this program alive now, by kind, with how many there are of each. */
function countHandles(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/**
 * Runs the action and waits until nothing keeps the program alive that did not before: timers, sockets, workers, open files.
 * What is there but lets the program end (`unref`) does not count.
 * @param settleMs how long something that is being closed may take to be gone
 * @throws AssertionError that names what was left
 */
export async function assertNoOpenHandles(what: string, settleMs: number, action: () => Promise<void>): Promise<void> {
  const before = countHandles();
  await action();
  const leftovers = (): string[] => {
    const left: string[] = [];
    for (const [kind, count] of countHandles()) {
      const more = count - (before.get(kind) ?? 0);
      if (more > 0) left.push(`${more} × ${kind}`);
    }
    return left;
  };
  const deadline = performance.now() + settleMs;
  while (leftovers().length > 0) {
    const left = leftovers();
    assert.ok(performance.now() < deadline, `${what} left behind what keeps a program alive: ${left.join(', ')}.`);
    await delay(20);
  }
}
