/** A clip: the box around a clipping path, in page coordinates. Exact for the rectangles that producers clip with, generous for other shapes. */
export interface Clip {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}
