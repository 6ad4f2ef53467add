import type { PdfFont } from './fonts.ts';

/** [a, b, c, d, e, f] of PDF 32000-1, 8.3.3: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

/** The graphics state as far as it decides where text, lines and images stand and whether they are seen (PDF 32000-1, tables 52 and 104). */
export class GraphicsState {
  ctm: Matrix = [1, 0, 0, 1, 0, 0];
  font: PdfFont | undefined = undefined;
  fontSize = 0;
  /** -1 for a negative font size. */
  fontDirection = 1;
  charSpacing = 0;
  wordSpacing = 0;
  /** Horizontal scaling as a factor (Tz / 100). */
  horizontalScale = 1;
  leading = 0;
  rise = 0;
  renderMode = 0;
  fillColor: string | undefined = '#000000';
  strokeColor: string | undefined = '#000000';
  fillAlpha = 1;
  strokeAlpha = 1;
  lineWidth = 1;
  /** Runs of invisible text that the clip was cut to (render mode 7), as indices into the glyph buffer's runs. */
  textClip: readonly number[] = [];
  /** Bounding box of the clipping path, in page coordinates. */
  clipX0: number = -Infinity;
  clipY0: number = -Infinity;
  clipX1: number = Infinity;
  clipY1: number = Infinity;

  clone(): GraphicsState {
    return Object.assign(new GraphicsState(), this);
  }

  transform(m: ArrayLike<number>): void {
    this.ctm = multiply(this.ctm, m);
  }

  /** Intersects the clip with the box of a rectangle given in user space. */
  clipTo(x0: number, y0: number, x1: number, y1: number): void {
    const box = transformBox(this.ctm, x0, y0, x1, y1);
    this.clipX0 = Math.max(this.clipX0, box[0]);
    this.clipY0 = Math.max(this.clipY0, box[1]);
    this.clipX1 = Math.min(this.clipX1, box[2]);
    this.clipY1 = Math.min(this.clipY1, box[3]);
  }
}

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
  const xs = [m[0] * x0 + m[2] * y0, m[0] * x1 + m[2] * y0, m[0] * x0 + m[2] * y1, m[0] * x1 + m[2] * y1];
  const ys = [m[1] * x0 + m[3] * y0, m[1] * x1 + m[3] * y0, m[1] * x0 + m[3] * y1, m[1] * x1 + m[3] * y1];
  return [Math.min(...xs) + m[4], Math.min(...ys) + m[5], Math.max(...xs) + m[4], Math.max(...ys) + m[5]];
}
