import { describe, expect, it } from 'vitest';
import { readImageHeader } from './image-header.ts';
import { bitmapOf, imageOf } from './test-images.ts';

describe('readImageHeader', () => {
  it.each(['png', 'jpeg', 'webp', 'gif', 'tiff'] as const)('knows the size of %s', async (format) => {
    expect(readImageHeader(await imageOf(format, 321, 123), `image/${format}`)).toMatchObject({
      width: 321,
      height: 123,
    });
  });

  it('knows the size of bitmaps, in either direction', () => {
    for (const down of [false, true]) {
      expect(readImageHeader(bitmapOf(31, 17, down), 'image/bmp')).toMatchObject({ width: 31, height: 17 });
    }
  });

  it.each([
    [1, 40, 20],
    [3, 40, 20],
    [6, 20, 40],
    [8, 20, 40],
  ])('gives the size of a photograph as displayed: orientation %i', async (orientation, width, height) => {
    const header = readImageHeader(await imageOf('jpeg', 40, 20, orientation), 'image/jpeg');
    expect(header).toEqual({ width, height, orientation });
  });

  it.each(['png', 'jpeg', 'webp', 'gif', 'tiff'] as const)(
    'refuses %s that is cut off, anywhere in its header',
    async (format) => {
      const bytes = await imageOf(format, 30, 20);
      for (const length of [0, 1, 5, 9]) {
        const cut = bytes.subarray(0, length);
        expect(() => readImageHeader(cut, `image/${format}`)).toThrow(
          expect.objectContaining({ code: 'DOCUMENT_CORRUPT' }),
        );
      }
    },
  );

  it('refuses what it does not know', () => {
    expect(() => readImageHeader(new Uint8Array(100), 'image/heic')).toThrow('size cannot be read');
  });
});
