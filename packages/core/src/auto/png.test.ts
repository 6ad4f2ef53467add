import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodePng } from './png.ts';

function pixels(count: number, color: (i: number) => [number, number, number]): Uint8Array {
  return Uint8Array.from({ length: count * 4 }, (_, i) => [...color(i >> 2), 255][i % 4]!);
}

describe('encodePng', () => {
  it.each([
    ['colour', 37, 23, (i: number): [number, number, number] => [i % 256, (i * 7) % 256, (i * 13) % 256], 3],
    ['grey', 37, 23, (i: number): [number, number, number] => [i % 256, i % 256, i % 256], 1],
    // More than one stored block, and enough for the sums to wrap.
    ['a large one', 700, 500, (i: number): [number, number, number] => [255, i % 256, 255], 3],
    ['rows of more than one block', 30_000, 2, (i: number): [number, number, number] => [i % 256, 1, 2], 3],
    ['one pixel', 1, 1, (): [number, number, number] => [1, 2, 3], 3],
  ])('gives what any decoder reads: %s', async (_name, width, height, color, channels) => {
    const data = pixels(width * height, color);
    const png = encodePng({ data, width, height }, 300);
    const image = sharp(png);
    expect(await image.metadata()).toMatchObject({ format: 'png', width, height, channels, density: 300 });
    const decoded = await image.toColourspace('srgb').ensureAlpha().raw().toBuffer();
    expect(Buffer.compare(decoded, data)).toBe(0);
  });
});
