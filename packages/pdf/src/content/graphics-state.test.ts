import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multiply, transformBox, type Matrix } from '@unifex/pdf-common';
import { GraphicsState } from './graphics-state.ts';

const number = fc.double({ min: -100, max: 100, noNaN: true });
const matrix: fc.Arbitrary<Matrix> = fc.tuple(number, number, number, number, number, number);
const apply = (m: Matrix, x: number, y: number): [number, number] => [
  m[0] * x + m[2] * y + m[4],
  m[1] * x + m[3] * y + m[5],
];

describe('multiply', () => {
  it('applies the second matrix first', () => {
    fc.assert(
      fc.property(matrix, matrix, number, number, (m, n, x, y) => {
        const [x1, y1] = apply(multiply(m, n), x, y);
        const [x2, y2] = apply(m, ...apply(n, x, y));
        expect(x1).toBeCloseTo(x2, 5);
        expect(y1).toBeCloseTo(y2, 5);
      }),
    );
  });
});

describe('transformBox', () => {
  it('holds every point of the rectangle, and touches it on every side', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(matrix, number, number, number, number, share, share, (m, x0, y0, x1, y1, u, v) => {
        const [left, top, right, bottom] = transformBox(m, x0, y0, x1, y1);
        const [x, y] = apply(m, x0 + u * (x1 - x0), y0 + v * (y1 - y0));
        expect(x).toBeGreaterThanOrEqual(left - 1e-6);
        expect(x).toBeLessThanOrEqual(right + 1e-6);
        expect(y).toBeGreaterThanOrEqual(top - 1e-6);
        expect(y).toBeLessThanOrEqual(bottom + 1e-6);
        const corners = [apply(m, x0, y0), apply(m, x1, y0), apply(m, x0, y1), apply(m, x1, y1)];
        expect(corners.some(([cx]) => Math.abs(cx - left) < 1e-6)).toBe(true);
        expect(corners.some(([, cy]) => Math.abs(cy - bottom) < 1e-6)).toBe(true);
      }),
    );
  });
});

describe('GraphicsState', () => {
  it('gives a copy that changes alone', () => {
    const state = new GraphicsState();
    const copy = state.clone();
    copy.transform([2, 0, 0, 2, 5, 5]);
    copy.clipTo(0, 0, 10, 10);
    copy.charSpacing = 3;
    expect(state).toEqual(new GraphicsState());
    expect(copy).toMatchObject({ clipX0: 5, clipY0: 5, clipX1: 25, clipY1: 25, charSpacing: 3 });
  });

  it('narrows the clip and never widens it', () => {
    const state = new GraphicsState();
    state.clipTo(0, 0, 10, 10);
    state.clipTo(-5, 5, 20, 20);
    expect([state.clipX0, state.clipY0, state.clipX1, state.clipY1]).toEqual([0, 5, 10, 10]);
  });
});
