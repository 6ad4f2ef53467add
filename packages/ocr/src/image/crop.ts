import type { GrayImage } from './pixels.ts';

/** The piece of an image from x0, y0 up to, not including, x1, y1; whole pixels inside it. */
export function crop({ data, width }: GrayImage, x0: number, y0: number, x1: number, y1: number): GrayImage {
  const out = new Uint8Array((x1 - x0) * (y1 - y0));
  for (let y = y0; y < y1; y++) out.set(data.subarray(y * width + x0, y * width + x1), (y - y0) * (x1 - x0));
  return { data: out, width: x1 - x0, height: y1 - y0 };
}
