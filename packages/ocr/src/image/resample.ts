import type { GrayImage } from './pixels.ts';

/** For every pixel of the result: the first pixel of the source that it is made of, and the weights from there on. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly count: number;
}

/** Half the width of the kernel, in pixels of the source (of the result, where it is the smaller one). */
const SUPPORT = 2;

/** Cubic convolution with a = -1/2 (Keys 1981, "Cubic Convolution Interpolation for Digital Image Processing"). */
function keys(x: number): number {
  const t = Math.abs(x);
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
}

function taps(from: number, to: number): Taps {
  const ratio = from / to;
  const stretch = Math.max(1, ratio);
  const count = Math.min(from, Math.ceil(SUPPORT * stretch) * 2 + 1);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * count);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * ratio - 0.5;
    const start = Math.min(Math.max(0, Math.ceil(centre - SUPPORT * stretch)), from - count);
    first[i] = start;
    let sum = 0;
    for (let k = 0; k < count; k++) sum += weights[i * count + k] = keys((start + k - centre) / stretch);
    for (let k = 0; k < count; k++) weights[i * count + k]! /= sum;
  }
  return { first, weights, count };
}

/** The image at another size, by cubic convolution along the rows and then the columns. */
export function resize(image: GrayImage, width: number, height: number): GrayImage {
  if (width === image.width && height === image.height) return image;
  const across = taps(image.width, width);
  const down = taps(image.height, height);
  const data = new Uint8Array(width * height);
  // Rows of the source that have been stretched, as many as one row of the result is made of.
  const ring = Array.from({ length: down.count }, () => new Float32Array(width));
  const held = new Int32Array(down.count).fill(-1);
  for (let y = 0; y < height; y++) {
    const start = down.first[y]!;
    const sum = new Float32Array(width);
    for (let k = 0; k < down.count; k++) {
      const row = start + k;
      const slot = row % down.count;
      if (held[slot] !== row) {
        stretchRow(image, row, across, ring[slot]!);
        held[slot] = row;
      }
      const weight = down.weights[y * down.count + k]!;
      if (weight === 0) continue;
      const source = ring[slot]!;
      for (let x = 0; x < width; x++) sum[x]! += source[x]! * weight;
    }
    const at = y * width;
    for (let x = 0; x < width; x++) data[at + x] = clamp(sum[x]!);
  }
  return { data, width, height };
}

function stretchRow({ data, width }: GrayImage, row: number, { first, weights, count }: Taps, out: Float32Array): void {
  const base = row * width;
  for (let x = 0; x < out.length; x++) {
    const at = base + first[x]!;
    const tap = x * count;
    let sum = 0;
    for (let k = 0; k < count; k++) sum += data[at + k]! * weights[tap + k]!;
    out[x] = sum;
  }
}

function clamp(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : (value + 0.5) | 0;
}

/** The image at 1/factor of its size: each pixel is the mean of a square. What statistics are made from. */
export function shrink(image: GrayImage, factor: number): GrayImage {
  if (factor === 1) return image;
  const width = Math.max(1, Math.floor(image.width / factor));
  const height = Math.max(1, Math.floor(image.height / factor));
  const across = Math.min(factor, image.width);
  const down = Math.min(factor, image.height);
  const data = new Uint8Array(width * height);
  const sums = new Uint32Array(width);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let dy = 0; dy < down; dy++) {
      let at = (y * factor + dy) * image.width;
      for (let x = 0; x < width; x++) for (let dx = 0; dx < across; dx++) sums[x]! += image.data[at++]!;
    }
    for (let x = 0; x < width; x++) data[y * width + x] = sums[x]! / (across * down);
  }
  return { data, width, height };
}
