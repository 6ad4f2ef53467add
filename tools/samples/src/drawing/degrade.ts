import type { GreyImage } from './rasterize.ts';

/** Numbers from 0 to 1 that look like chance: mulberry32, a public-domain generator by Tommy Ettinger. */
export function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * What an office scanner makes of a sheet: paper that is not white, a lamp that is brighter in the middle, noise, specks of
 * dust, and a dark edge where the lid was not shut.
 */
export function scanOnPaper(image: GreyImage, seed: number): GreyImage {
  const random = pseudoRandom(seed);
  const { width, height } = image;
  const pixels = new Uint8Array(image.pixels.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const paper = 238 - 14 * Math.abs(x / width - 0.45) - 10 * (y / height);
      const edge = Math.min(1, (width - x) / (0.012 * width)) * 0.35 + 0.65;
      const noise = (random() + random() - 1) * 9;
      pixels[i] = Math.max(0, Math.min(255, 28 + (image.pixels[i]! / 255) * (paper - 28) * edge + noise));
    }
  }
  for (let speck = 0; speck < 60; speck++) {
    const x = Math.floor(random() * (width - 2));
    const y = Math.floor(random() * (height - 2));
    const value = 90 + random() * 80;
    for (const offset of [0, 1, width, width + 1]) pixels[y * width + x + offset] = value;
  }
  return { width, height, pixels };
}

/** What a fax or an archive scanner makes of it: black or white, one bit a pixel, packed as PDF wants it (0 is black). */
export function toBitonal({ width, height, pixels }: GreyImage, threshold: number): Uint8Array {
  const stride = Math.ceil(width / 8);
  const bits = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x]! >= threshold) bits[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return bits;
}
