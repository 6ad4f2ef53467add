import type { QuarterTurns } from '../image/turn.ts';

/** What was done to an image before it was read, in this order: turned, made straight, scaled. */
export interface Frame {
  /** Size of the image before anything was done, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Clockwise turns that made the page upright. */
  readonly quarters: QuarterTurns;
  /** Degrees by which its lines fell to the right after that; they were made level. */
  readonly skew: number;
  /** Pixels of the read image for each of the original. */
  readonly scaleX: number;
  readonly scaleY: number;
}

export interface PixelBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A box of the image that was read, in the pixels of the original one: the smallest upright box that holds its corners. */
export function toOriginal(box: PixelBox, frame: Frame): PixelBox {
  const { width, height } = frame;
  const across = frame.quarters % 2 === 1;
  const turnedWidth = across ? height : width;
  const turnedHeight = across ? width : height;
  const level = {
    x0: box.x0 / frame.scaleX,
    y0: box.y0 / frame.scaleY,
    x1: box.x1 / frame.scaleX,
    y1: box.y1 / frame.scaleY,
  };
  return within(turnBack(tilt(level, frame.skew, turnedWidth, turnedHeight), frame), width, height);
}

/**
 * Back to how the lines lay. The box of a slanted word would hold much of the lines above and below: it keeps its size along the line
 * and across, and is moved to where its centre was, grown by what its own slant needs.
 */
function tilt(box: PixelBox, degrees: number, width: number, height: number): PixelBox {
  if (degrees === 0) return box;
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const dx = (box.x0 + box.x1) / 2 - width / 2;
  const dy = (box.y0 + box.y1) / 2 - height / 2;
  const x = dx * cos - dy * sin + width / 2;
  const y = dx * sin + dy * cos + height / 2;
  const halfWidth = ((box.x1 - box.x0) * cos + (box.y1 - box.y0) * Math.abs(sin)) / 2;
  const halfHeight = ((box.x1 - box.x0) * Math.abs(sin) + (box.y1 - box.y0) * cos) / 2;
  return { x0: x - halfWidth, y0: y - halfHeight, x1: x + halfWidth, y1: y + halfHeight };
}

function turnBack({ x0, y0, x1, y1 }: PixelBox, { quarters, width, height }: Frame): PixelBox {
  switch (quarters) {
    case 0:
      return { x0, y0, x1, y1 };
    case 1:
      return { x0: y0, y0: height - x1, x1: y1, y1: height - x0 };
    case 2:
      return { x0: width - x1, y0: height - y1, x1: width - x0, y1: height - y0 };
    case 3:
      return { x0: width - y1, y0: x0, x1: width - y0, y1: x1 };
  }
}

function within({ x0, y0, x1, y1 }: PixelBox, width: number, height: number): PixelBox {
  const cut = (value: number, most: number): number => Math.min(Math.max(value, 0), most);
  return { x0: cut(x0, width), y0: cut(y0, height), x1: cut(x1, width), y1: cut(y1, height) };
}

/** The other way round: a box of the turned image, in pixels of the image that was read. It keeps its size, as a character does. */
export function toRead(box: PixelBox, { width, height, quarters, skew, scaleX, scaleY }: Frame): PixelBox {
  const across = quarters % 2 === 1;
  const { x0, y0, x1, y1 } = tilt(box, -skew, across ? height : width, across ? width : height);
  return { x0: x0 * scaleX, y0: y0 * scaleY, x1: x1 * scaleX, y1: y1 * scaleY };
}

/** Clockwise angle of the lines on the original page, in degrees, 0 <= angle < 360. */
export function lineAngle({ quarters, skew }: Frame): number {
  const degrees = (360 - quarters * 90 + skew) % 360;
  return Math.round((degrees < 0 ? degrees + 360 : degrees) * 100) / 100;
}
