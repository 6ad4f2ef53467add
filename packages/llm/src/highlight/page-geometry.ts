import type { BBox, Point } from '@unifex/core';

/** Where a page's user space lies under the page as displayed. */
export interface UserSpace {
  /** The visible rectangle, in user space. */
  readonly crop: BBox;
  /** Clockwise turn when displayed: a multiple of 90, of either sign. */
  readonly rotation: number;
  /** Points of one unit of user space (ISO 32000-2, table 31). */
  readonly userUnit: number;
}

/**
 * From a point of the page as displayed (in points, origin top left, y down) to user space (origin bottom left of the media, y up):
 * the way back from /CropBox, /Rotate and /UserUnit.
 */
export function toUserSpace({ x, y }: Point, { crop, rotation, userUnit }: UserSpace): Point {
  const [u, v] = [x / userUnit, y / userUnit];
  switch (((rotation % 360) + 360) % 360) {
    case 90:
      return { x: crop.x0 + v, y: crop.y0 + u };
    case 180:
      return { x: crop.x1 - u, y: crop.y0 + v };
    case 270:
      return { x: crop.x1 - v, y: crop.y1 - u };
    default:
      return { x: crop.x0 + u, y: crop.y1 - v };
  }
}
