import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { stolenMs } from './stolen-time.ts';

it('only grows, where the system tells it', () => {
  const before = stolenMs();
  for (let at = performance.now(); performance.now() - at < 20;);
  const after = stolenMs();
  expect(before !== undefined).toBe(existsSync('/proc/thread-self/schedstat'));
  expect(after ?? 0).toBeGreaterThanOrEqual(before ?? 0);
});
