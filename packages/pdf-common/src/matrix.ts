/** [a, b, c, d, e, f] of ISO 32000-2, 8.3.3: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

/** First `n`, then `m`. */
export function multiply(m: Matrix, n: ArrayLike<number>): Matrix {
  const a = n[0]!;
  const b = n[1]!;
  const c = n[2]!;
  const d = n[3]!;
  const e = n[4]!;
  const f = n[5]!;
  return [
    m[0] * a + m[2] * b,
    m[1] * a + m[3] * b,
    m[0] * c + m[2] * d,
    m[1] * c + m[3] * d,
    m[0] * e + m[2] * f + m[4],
    m[1] * e + m[3] * f + m[5],
  ];
}

/** The axis-aligned box around a transformed rectangle: [x0, y0, x1, y1]. */
export function transformBox(
  m: Matrix,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): [number, number, number, number] {
  const ax0 = m[0] * x0;
  const ax1 = m[0] * x1;
  const bx0 = m[1] * x0;
  const bx1 = m[1] * x1;
  const cy0 = m[2] * y0;
  const cy1 = m[2] * y1;
  const dy0 = m[3] * y0;
  const dy1 = m[3] * y1;
  return [
    Math.min(ax0, ax1) + Math.min(cy0, cy1) + m[4],
    Math.min(bx0, bx1) + Math.min(dy0, dy1) + m[5],
    Math.max(ax0, ax1) + Math.max(cy0, cy1) + m[4],
    Math.max(bx0, bx1) + Math.max(dy0, dy1) + m[5],
  ];
}
