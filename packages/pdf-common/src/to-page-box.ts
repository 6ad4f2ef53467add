import { boxAround, clampBBox } from '@unifex/core';
import type { BBox, Point } from '@unifex/core';

/** A page as displayed: its size in points and the matrix that leads there from user space (/Rotate, /CropBox and /UserUnit are in it). */
export interface PageFrame {
  readonly width: number;
  readonly height: number;
  readonly transform: ArrayLike<number>;
}

/** A point of user space on the page as displayed, origin top left. */
export function toPagePoint(x: number, y: number, { transform: m }: PageFrame): Point {
  return { x: m[0]! * x + m[2]! * y + m[4]!, y: m[1]! * x + m[3]! * y + m[5]! };
}

/**
 * A rectangle of user space (`[left, bottom, right, top]`) on the page as displayed, cut to the page. What lies outside becomes
 * a box without area at the page's edge; what is no rectangle one at its top left corner.
 */
export function toPageBox(rect: ArrayLike<number> | null | undefined, frame: PageFrame): BBox {
  const [x0 = NaN, y0 = NaN, x1 = NaN, y1 = NaN] = rect ? Array.from(rect) : [];
  if (![x0, y0, x1, y1].every(Number.isFinite)) return { x0: 0, y0: 0, x1: 0, y1: 0 };
  return clampBBox(boxAround([toPagePoint(x0, y0, frame), toPagePoint(x1, y1, frame)]), frame);
}

/** The boxes of quad points; undefined where there are none. */
export function toPageQuads(quads: ArrayLike<number> | null | undefined, frame: PageFrame): BBox[] | undefined {
  if (!quads || quads.length < 8) return undefined;
  const boxes: BBox[] = [];
  for (let i = 0; i + 8 <= quads.length; i += 8) {
    // Left top and right bottom.
    boxes.push(toPageBox([quads[i]!, quads[i + 1]!, quads[i + 6]!, quads[i + 7]!], frame));
  }
  return boxes;
}
