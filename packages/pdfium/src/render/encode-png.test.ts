import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { encodePng } from './encode-png.ts';

const tools = { deflate: promisify(deflate), crc32 };

it('packs every pixel as it is, with the size and the density', async () => {
  const [width, height] = [7, 5];
  const pixels = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i * 37) % 256);
  const png = await encodePng(pixels, { width, height, dpi: 150 }, tools);
  const image = sharp(png);
  expect(await image.metadata()).toMatchObject({ format: 'png', width, height, channels: 4, density: 150 });
  const { data } = await image.raw().toBuffer({ resolveWithObject: true });
  expect(new Uint8Array(data)).toEqual(pixels);
});

it('has a right sum on every chunk', async () => {
  const png = await encodePng(new Uint8Array(4), { width: 1, height: 1, dpi: 72 }, tools);
  const view = new DataView(png.buffer);
  const types: string[] = [];
  for (let at = 8; at < png.length;) {
    const end = at + 8 + view.getUint32(at);
    types.push(new TextDecoder().decode(png.subarray(at + 4, at + 8)));
    expect(view.getUint32(end)).toBe(crc32(png.subarray(at + 4, end)));
    at = end + 4;
  }
  expect(types).toEqual(['IHDR', 'pHYs', 'IDAT', 'IEND']);
});
