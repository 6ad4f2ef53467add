import type { TruthBox } from '../truth.ts';

/** [a, b, c, d, e, f]: x' = a x + c y + e, y' = b x + d y + f, in points with y down. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const apply = (x: number, y: number): [number, number] => [outer[0] * x + outer[2] * y, outer[1] * x + outer[3] * y];
  const [tx, ty] = apply(e, f);
  return [...apply(a, b), ...apply(c, d), tx + outer[4], ty + outer[5]];
}

/** Clockwise around a point. */
export function rotation(degrees: number, x: number, y: number): Matrix {
  const radians = (degrees * Math.PI) / 180;
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}

/** From a page as it is drawn to the page as displayed after /Rotate. Width and height are those before it. */
export function displayMatrix(rotate: number, width: number, height: number): Matrix {
  switch (rotate) {
    case 90:
      return [0, 1, -1, 0, height, 0];
    case 180:
      return [-1, 0, 0, -1, width, height];
    case 270:
      return [0, -1, 1, 0, 0, width];
    default:
      return IDENTITY;
  }
}

/** The frame in which a page with /Rotate is drawn as if it had none: what undoes {@link displayMatrix}. */
export function uprightMatrix(rotate: 90 | 270, width: number, height: number): Matrix {
  return rotate === 90 ? [0, -1, 1, 0, 0, height] : [0, 1, -1, 0, width, 0];
}

/** The upright box around a transformed one, to a hundredth of a point. */
export function transformBox(m: Matrix, x0: number, y0: number, x1: number, y1: number): TruthBox {
  const xs = [m[0] * x0 + m[2] * y0, m[0] * x1 + m[2] * y0, m[0] * x0 + m[2] * y1, m[0] * x1 + m[2] * y1];
  const ys = [m[1] * x0 + m[3] * y0, m[1] * x1 + m[3] * y0, m[1] * x0 + m[3] * y1, m[1] * x1 + m[3] * y1];
  return [
    round(Math.min(...xs) + m[4]),
    round(Math.min(...ys) + m[5]),
    round(Math.max(...xs) + m[4]),
    round(Math.max(...ys) + m[5]),
  ];
}

function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}
