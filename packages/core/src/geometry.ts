import { invalidOption } from './options.ts';
import type { BBox, Point } from './units.ts';

/**
 * The axis-aligned box around a polygon, and the direction of the text in it.
 * @param points in reading order of the text: top left, top right, bottom right, bottom left as the text sees them, which is
 *   how OCR engines and cloud services give them. With fewer or more than four points the first edge tells the direction.
 * @returns the box, and the clockwise angle of the baseline in degrees, 0 <= rotation < 360
 * @throws UnifexError `INVALID_OPTION` for fewer than two points
 */
export function polygonToBox(points: readonly Point[]): { bbox: BBox; rotation: number } {
  const [a, b, c, d, more] = points;
  if (!a || !b) throw invalidOption('points', points.length, 'a polygon of at least two points');
  // Top and bottom edge together: their sum is the direction of the text also where the corners are noisy.
  const bottom = c && d && !more ? { x: c.x - d.x, y: c.y - d.y } : { x: 0, y: 0 };
  const dx = b.x - a.x + bottom.x;
  const dy = b.y - a.y + bottom.y;
  return { bbox: boxAround(points), rotation: normalizeAngle((Math.atan2(dy, dx) * 180) / Math.PI) };
}

/** The smallest box around points. @throws UnifexError `INVALID_OPTION` for no points */
export function boxAround(points: readonly Point[]): BBox {
  if (points.length === 0) throw invalidOption('points', points.length, 'at least one point');
  const box: BBox = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  for (const { x, y } of points) {
    box.x0 = Math.min(box.x0, x);
    box.y0 = Math.min(box.y0, y);
    box.x1 = Math.max(box.x1, x);
    box.y1 = Math.max(box.y1, y);
  }
  return box;
}

/** An angle in degrees as 0 <= angle < 360. */
export function normalizeAngle(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}

/** The smallest box around all boxes. @throws UnifexError `INVALID_OPTION` for no boxes */
export function unionBBox(boxes: readonly BBox[]): BBox {
  const [first, ...others] = boxes;
  if (!first) throw invalidOption('boxes', boxes.length, 'at least one box');
  const union = { x0: first.x0, y0: first.y0, x1: first.x1, y1: first.y1 };
  for (const box of others) {
    union.x0 = Math.min(union.x0, box.x0);
    union.y0 = Math.min(union.y0, box.y0);
    union.x1 = Math.max(union.x1, box.x1);
    union.y1 = Math.max(union.y1, box.y1);
  }
  return union;
}

/** What two boxes have in common; undefined where they do not meet. Boxes that touch share a box without area. */
export function intersectBBox(a: BBox, b: BBox): BBox | undefined {
  const box = {
    x0: Math.max(a.x0, b.x0),
    y0: Math.max(a.y0, b.y0),
    x1: Math.min(a.x1, b.x1),
    y1: Math.min(a.y1, b.y1),
  };
  return box.x0 <= box.x1 && box.y0 <= box.y1 ? box : undefined;
}

/** The box moved and cut so that it lies on a page of that size, in the same unit. */
export function clampBBox(bbox: BBox, page: { width: number; height: number }): BBox {
  const clamp = (value: number, max: number): number => Math.min(Math.max(value, 0), max);
  return {
    x0: clamp(bbox.x0, page.width),
    y0: clamp(bbox.y0, page.height),
    x1: clamp(bbox.x1, page.width),
    y1: clamp(bbox.y1, page.height),
  };
}

/**
 * Where a box comes to lie when its page is turned clockwise.
 * @param page size before the turn, in the box's unit
 */
export function rotateBBox(bbox: BBox, degrees: 0 | 90 | 180 | 270, page: { width: number; height: number }): BBox {
  const { width, height } = page;
  switch (degrees) {
    case 0:
      return { ...bbox };
    case 90:
      return { x0: height - bbox.y1, y0: bbox.x0, x1: height - bbox.y0, y1: bbox.x1 };
    case 180:
      return { x0: width - bbox.x1, y0: height - bbox.y1, x1: width - bbox.x0, y1: height - bbox.y0 };
    case 270:
      return { x0: bbox.y0, y0: width - bbox.x1, x1: bbox.y1, y1: width - bbox.x0 };
  }
}

/** Whether `outer` contains `inner`; edges may coincide. */
export function containsBBox(outer: BBox, inner: BBox): boolean {
  return outer.x0 <= inner.x0 && outer.y0 <= inner.y0 && outer.x1 >= inner.x1 && outer.y1 >= inner.y1;
}

/** Area in the square of the unit. */
export function bboxArea(bbox: BBox): number {
  return (bbox.x1 - bbox.x0) * (bbox.y1 - bbox.y0);
}
