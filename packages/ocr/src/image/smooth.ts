import type { GrayImage } from './pixels.ts';

/**
 * The image with the binomial filter 1-2-1 along rows and columns, a Gaussian of a standard deviation of 0.7 pixels: joins the dots of
 * dot-matrix and thermal print, and takes away the grain of the paper.
 */
export function smooth({ data, width, height }: GrayImage): GrayImage {
  const out = new Uint8Array(data.length);
  // The rows above, at and below the one that is made: a whole image of them would be twice as large as the image.
  let above = new Uint16Array(width);
  let at = new Uint16Array(width);
  let below = new Uint16Array(width);
  if (height > 0) smoothRow(data, 0, at);
  above.set(at);
  for (let y = 0; y < height; y++) {
    if (y < height - 1) smoothRow(data, (y + 1) * width, below);
    else below.set(at);
    const start = y * width;
    for (let x = 0; x < width; x++) out[start + x] = (above[x]! + 2 * at[x]! + below[x]! + 8) >> 4;
    [above, at, below] = [at, below, above];
  }
  return { data: out, width, height };
}

/** One row of the image with 1-2-1, four times as bright; at its ends the edge goes on. */
function smoothRow(data: Uint8Array, start: number, out: Uint16Array): void {
  const last = out.length - 1;
  if (last < 0) return;
  let left = data[start]!;
  let middle = left;
  for (let x = 0; x < last; x++) {
    const right = data[start + x + 1]!;
    out[x] = left + 2 * middle + right;
    left = middle;
    middle = right;
  }
  out[last] = left + 3 * middle;
}
