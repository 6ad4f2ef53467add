import { describe, expect, it } from 'vitest';
import { toPageBox, toPagePoint, toPageQuads, type PageFrame } from './to-page-box.ts';

/** 200 by 100 points; user space with its origin at the bottom left. */
const frame: PageFrame = { width: 200, height: 100, transform: [1, 0, 0, -1, 0, 100] };
/** The same page turned by 90 degrees. */
const turned: PageFrame = { width: 100, height: 200, transform: [0, 1, 1, 0, 0, 0] };

describe('toPagePoint', () => {
  it('turns user space over', () => {
    expect(toPagePoint(10, 80, frame)).toEqual({ x: 10, y: 20 });
    expect(toPagePoint(10, 80, turned)).toEqual({ x: 80, y: 10 });
  });
});

describe('toPageBox', () => {
  it('takes corners in any order', () => {
    const box = { x0: 10, y0: 20, x1: 60, y1: 40 };
    expect(toPageBox([10, 60, 60, 80], frame)).toEqual(box);
    expect(toPageBox([60, 80, 10, 60], frame)).toEqual(box);
    expect(toPageBox([10, 60, 60, 80], turned)).toEqual({ x0: 60, y0: 10, x1: 80, y1: 60 });
  });

  it('cuts to the page', () => {
    expect(toPageBox([-10, -10, 500, 50], frame)).toEqual({ x0: 0, y0: 50, x1: 200, y1: 100 });
    expect(toPageBox([300, 10, 400, 20], frame)).toEqual({ x0: 200, y0: 80, x1: 200, y1: 90 });
  });

  it.each([null, undefined, [], [1, 2, 3], [1, 2, 3, NaN], [1, 2, 3, Infinity]])(
    'gives an empty box for %j',
    (rect) => {
      expect(toPageBox(rect, frame)).toEqual({ x0: 0, y0: 0, x1: 0, y1: 0 });
    },
  );
});

describe('toPageQuads', () => {
  it('gives a box for each eight numbers', () => {
    expect(toPageQuads([10, 80, 60, 80, 10, 60, 60, 60, 0, 50, 20, 50, 0, 40, 20, 40, 7], frame)).toEqual([
      { x0: 10, y0: 20, x1: 60, y1: 40 },
      { x0: 0, y0: 50, x1: 20, y1: 60 },
    ]);
  });

  it.each([null, undefined, [], [1, 2, 3, 4]])('gives none for %j', (quads) => {
    expect(toPageQuads(quads, frame)).toBeUndefined();
  });
});
