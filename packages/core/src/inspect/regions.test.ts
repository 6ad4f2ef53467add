import { describe, expect, it } from 'vitest';
import type { BBox } from '../units.ts';
import { coveredShare, joinBoxes, middleIn } from './regions.ts';

const box = (x0: number, y0: number, x1: number, y1: number): BBox => ({ x0, y0, x1, y1 });

describe('joinBoxes', () => {
  it('joins strips that touch, in any order, and leaves what stands apart', () => {
    const strips = [box(0, 20, 100, 30), box(0, 0, 100, 10), box(300, 0, 320, 10), box(0, 10, 100, 20)];
    expect(joinBoxes(strips, 1)).toEqual([box(300, 0, 320, 10), box(0, 0, 100, 30)]);
  });

  it('joins what meets only once two others are joined', () => {
    // The box around the first and the third reaches over the second.
    expect(joinBoxes([box(0, 0, 10, 100), box(50, 40, 60, 50), box(9, 95, 100, 100)], 0)).toEqual([
      box(0, 0, 100, 100),
    ]);
  });
});

describe('coveredShare', () => {
  it('counts what boxes share once, and nothing outside', () => {
    const area = box(0, 0, 200, 100);
    expect(coveredShare(area, [])).toBe(0);
    expect(coveredShare(area, [box(0, 0, 100, 100), box(50, 0, 100, 100)])).toBe(0.5);
    expect(coveredShare(area, [box(-50, -50, 400, 400)])).toBe(1);
    expect(coveredShare(area, [box(300, 0, 400, 100)])).toBe(0);
    expect(coveredShare(box(5, 5, 5, 9), [area])).toBe(0);
  });
});

it('middleIn goes by the middle', () => {
  expect(middleIn(box(0, 0, 10, 10), box(4, 4, 100, 100))).toBe(true);
  expect(middleIn(box(0, 0, 10, 10), box(6, 0, 100, 100))).toBe(false);
});
