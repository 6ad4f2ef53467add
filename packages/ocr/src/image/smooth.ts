import type { GrayImage } from './pixels.ts';

/**
 * The image with the binomial filter 1-2-1 along rows and columns, a Gaussian of a standard deviation of 0.7 pixels: joins the dots of
 * dot-matrix and thermal print, and takes away the grain of the paper.
 */
export function smooth({ data, width, height }: GrayImage): GrayImage {
  const rows = new Uint16Array(data.length);
  for (let y = 0; y < height; y++) {
    const at = y * width;
    for (let x = 0; x < width; x++) {
      const left = data[at + (x > 0 ? x - 1 : 0)]!;
      const right = data[at + (x < width - 1 ? x + 1 : x)]!;
      rows[at + x] = left + 2 * data[at + x]! + right;
    }
  }
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    const at = y * width;
    const above = y > 0 ? at - width : at;
    const below = y < height - 1 ? at + width : at;
    for (let x = 0; x < width; x++) out[at + x] = (rows[above + x]! + 2 * rows[at + x]! + rows[below + x]! + 8) >> 4;
  }
  return { data: out, width, height };
}
