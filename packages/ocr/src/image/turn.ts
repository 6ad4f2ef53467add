import type { GrayImage } from './pixels.ts';

/** How often an image is turned by 90 degrees, clockwise. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** The image turned clockwise. Exact: no pixel changes. */
export function turn({ data, width, height }: GrayImage, quarters: QuarterTurns): GrayImage {
  if (quarters === 0) return { data, width, height };
  const turned = new Uint8Array(data.length);
  if (quarters === 2) {
    for (let i = 0, last = data.length - 1; i <= last; i++) turned[last - i] = data[i]!;
    return { data: turned, width, height };
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = quarters === 1 ? x * height + (height - 1 - y) : (width - 1 - x) * height + y;
      turned[at] = data[y * width + x]!;
    }
  }
  return { data: turned, width: height, height: width };
}

/**
 * The image turned about its centre by a small angle, counter-clockwise where `degrees` is positive, at the same size: what a page
 * whose lines fall to the right by that angle needs. Beyond its edge the paper goes on as at the edge: a white corner beside grey
 * paper would be a line. Bilinear.
 */
export function rotate({ data, width, height }: GrayImage, degrees: number): GrayImage {
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const out = new Uint8Array(data.length);
  const cx = (width - 1) / 2;
  const cy = (height - 1) / 2;
  for (let y = 0; y < height; y++) {
    let sx = -cx * cos - (y - cy) * sin + cx;
    let sy = -cx * sin + (y - cy) * cos + cy;
    for (let x = 0; x < width; x++, sx += cos, sy += sin) {
      const inX = Math.min(Math.max(sx, 0), width - 1);
      const inY = Math.min(Math.max(sy, 0), height - 1);
      const left = Math.floor(inX);
      const top = Math.floor(inY);
      const fx = inX - left;
      const fy = inY - top;
      const at = top * width + left;
      const right = left < width - 1 ? 1 : 0;
      const down = top < height - 1 ? width : 0;
      const above = data[at]! * (1 - fx) + data[at + right]! * fx;
      const below = data[at + down]! * (1 - fx) + data[at + down + right]! * fx;
      out[y * width + x] = above * (1 - fy) + below * fy + 0.5;
    }
  }
  return { data: out, width, height };
}
