import { describe, expect, it } from 'vitest';
import { PageQueue } from './page-queue.ts';

describe('PageQueue', () => {
  it('hands out single pages until it knows what a page costs', () => {
    expect(new PageQueue(1000, 2).batchSize).toBe(1);
  });

  it.each([
    { pageMs: 0.1, batch: 8 },
    { pageMs: 5, batch: 8 },
    { pageMs: 10, batch: 4 },
    { pageMs: 30, batch: 2 },
    { pageMs: 40, batch: 1 },
    { pageMs: 5000, batch: 1 },
  ])('hands out $batch pages at once where one takes $pageMs ms', ({ pageMs, batch }) => {
    const queue = new PageQueue(1000, 2);
    for (let i = 0; i < 30; i++) queue.measure(pageMs);
    expect(queue.batchSize).toBe(batch);
  });

  it('follows pages that become slow, and quick again', () => {
    const queue = new PageQueue(1000, 2);
    for (let i = 0; i < 30; i++) queue.measure(1);
    for (let i = 0; i < 5; i++) queue.measure(400);
    expect(queue.batchSize).toBe(1);
    for (let i = 0; i < 50; i++) queue.measure(1);
    expect(queue.batchSize).toBe(8);
  });

  it('hands out less and less towards the end, so that workers finish together', () => {
    const queue = new PageQueue(40, 4);
    queue.measure(1);
    const sizes: number[] = [];
    for (let taken = queue.take(queue.batchSize); taken.length > 0; taken = queue.take(queue.batchSize)) {
      sizes.push(taken.length);
      for (const _ of taken) queue.deliver();
    }
    expect(sizes).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('goes no further ahead of the consumer than its window', () => {
    const queue = new PageQueue(1000, 2);
    expect(queue.available).toBe(32);
    expect(queue.take(1000)).toHaveLength(32);
    expect(queue.available).toBe(0);
    expect(queue.take(1)).toEqual([]);
    queue.deliver();
    expect(queue.take(10)).toEqual([32]);
  });

  it('hands out first what came back, in ascending order', () => {
    const queue = new PageQueue(10, 1);
    queue.take(6);
    queue.giveBack([4, 5]);
    queue.giveBack([1]);
    expect(queue.available).toBe(7);
    expect(queue.take(2)).toEqual([1, 4]);
    expect(queue.take(3)).toEqual([5, 6, 7]);
  });

  it('hands out what came back even when the window is full', () => {
    const queue = new PageQueue(1000, 1);
    queue.take(16);
    queue.giveBack([0]);
    expect(queue.take(8)).toEqual([0]);
  });

  it('hands out every page until it is read, whatever comes back', () => {
    const queue = new PageQueue(100, 3);
    const lost = new Set<number>();
    const read: number[] = [];
    while (queue.available > 0) {
      const taken = queue.take(7);
      // Every seventh page is lost once.
      const back = taken.filter((position) => position % 7 === 0 && !lost.has(position));
      for (const position of back) lost.add(position);
      queue.giveBack(back);
      for (const position of taken.filter((item) => !back.includes(item))) {
        read.push(position);
        queue.deliver();
      }
    }
    expect(read.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
    expect(lost.size).toBe(15);
  });
});
