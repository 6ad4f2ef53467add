import { describe, expect, it } from 'vitest';
import { defaultExecutor, defaultWorkers } from './default-workers.ts';

describe('defaultWorkers', () => {
  it('starts no worker for a few pages, and more as there are more', () => {
    expect([1, 49, 99, 100, 199, 10_000].map((pages) => defaultWorkers(pages, 8, undefined))).toEqual([
      1, 1, 1, 2, 3, 4,
    ]);
  });

  it('never asks for more than the machine has', () => {
    expect(defaultWorkers(10_000, 2, undefined)).toBe(2);
    expect(defaultWorkers(10_000, 1, 'thread')).toBe(1);
  });

  it('follows --executor', () => {
    expect(defaultWorkers(10_000, 8, 'inline')).toBe(1);
    expect(defaultWorkers(3, 8, 'process')).toBe(3);
    expect(defaultWorkers(0, 8, 'thread')).toBe(1);
  });
});

describe('defaultExecutor', () => {
  it('takes threads where pages have a limit, which no page can keep in the thread that has to end it', () => {
    expect(defaultExecutor(undefined, 500)).toBe('thread');
    expect(defaultExecutor(undefined, undefined)).toBeUndefined();
  });

  it('follows --executor', () => {
    expect(defaultExecutor('inline', 500)).toBe('inline');
    expect(defaultExecutor('process', undefined)).toBe('process');
  });
});
