/** A point is 1/72 inch; pixels are at a stated dpi; normalized is 0 to 1 of the page's width and height. */
export const UNITS = ['points', 'pixels', 'inches', 'normalized'] as const;
export type Unit = (typeof UNITS)[number];

export interface Point {
  x: number;
  y: number;
}

/** Origin top left, x to the right, y down; `x0 <= x1`, `y0 <= y1`. */
export interface BBox {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** Pixels an inch where none are stated: the CSS reference pixel is 1/96 inch (CSS Values and Units 4, section 6.2). */
export const DEFAULT_DPI = 96;
