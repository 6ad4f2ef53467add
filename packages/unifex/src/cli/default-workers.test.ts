import { describe, expect, it } from 'vitest';
import { defaultExecutor, defaultOcrWorkers, defaultWorkers } from './default-workers.ts';

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

describe('defaultOcrWorkers', () => {
  const machine = { parallelism: 8, memoryBytes: 16e9 };

  it('starts a worker for every page that is read from its pixels', () => {
    expect([1, 2, 3, 100].map((pages) => defaultOcrWorkers({ all: pages, pixels: pages }, machine))).toEqual([
      1, 2, 3, 4,
    ]);
    expect(defaultOcrWorkers({ all: 20, pixels: 3 }, machine)).toBe(3);
    expect(defaultOcrWorkers({ all: 20, pixels: 0 }, machine)).toBe(1);
  });

  it('keeps within the processors and the memory of the machine, and follows --executor', () => {
    expect(defaultOcrWorkers({ all: 9, pixels: 9 }, { ...machine, parallelism: 2 })).toBe(2);
    expect(defaultOcrWorkers({ all: 9, pixels: 9 }, { ...machine, memoryBytes: 1e9 })).toBe(1);
    expect(defaultOcrWorkers({ all: 9, pixels: 9 }, machine, 'inline')).toBe(1);
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
