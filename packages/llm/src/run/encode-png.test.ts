import sharp from 'sharp';
import { expect, it } from 'vitest';
import { encodePng } from './encode-png.ts';

it('is read by others as the same pixels', async () => {
  const [width, height] = [7, 5];
  const rgba = new Uint8Array(width * height * 4).map((_, i) => (i % 4 === 3 ? 255 : (i * 37) % 256));
  const { data, info } = await sharp(await encodePng(rgba, width, height))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width, height, channels: 3 });
  expect([...data]).toEqual([...rgba].filter((_, i) => i % 4 !== 3));
});
