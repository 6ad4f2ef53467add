import { describe, expect, it } from 'vitest';
import { decodeBitmap, readBitmapHeader } from './bitmap.ts';

interface Parts {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly compression?: number;
  readonly palette?: readonly number[];
  readonly masks?: readonly number[];
  readonly pixels: readonly number[];
}

/** A bitmap with a BITMAPINFOHEADER. */
function bitmap({ width, height, bits, compression = 0, palette = [], masks = [], pixels }: Parts): Uint8Array {
  const extra = [...palette, ...masks];
  const offset = 54 + extra.length * 4;
  const bytes = new Uint8Array(offset + pixels.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, offset, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bits, true);
  view.setUint32(30, compression, true);
  view.setInt32(38, 11_811, true);
  view.setUint32(46, palette.length, true);
  extra.forEach((value, i) => view.setUint32(54 + i * 4, value, true));
  bytes.set(pixels, offset);
  return bytes;
}

function decode(bytes: Uint8Array): string[] {
  const image = decodeBitmap(bytes, readBitmapHeader(bytes)!);
  const hex = (at: number): string => Buffer.from(image.data.subarray(at * 4, at * 4 + 3)).toString('hex');
  return Array.from({ length: image.width * image.height }, (_, i) => hex(i));
}

describe('bitmaps', () => {
  it('1 bit with a palette, from the bottom up', () => {
    const palette = [0xffffff, 0x0000ff];
    const pixels = [0b01000000, 0, 0, 0, 0b10000000, 0, 0, 0];
    expect(decode(bitmap({ width: 2, height: 2, bits: 1, palette, pixels }))).toEqual([
      '0000ff',
      'ffffff',
      'ffffff',
      '0000ff',
    ]);
  });

  it('4 bits', () => {
    const palette = [0, 0x00ff00, 0xff0000];
    expect(decode(bitmap({ width: 3, height: 1, bits: 4, palette, pixels: [0x12, 0x00, 0, 0] }))).toEqual([
      '00ff00',
      'ff0000',
      '000000',
    ]);
  });

  it('8 bits from the top down', () => {
    const palette = [0x112233, 0xffffff];
    expect(decode(bitmap({ width: 1, height: -2, bits: 8, palette, pixels: [0, 0, 0, 0, 1, 0, 0, 0] }))).toEqual([
      '112233',
      'ffffff',
    ]);
  });

  it('24 bits, rows filled up to four bytes', () => {
    expect(decode(bitmap({ width: 1, height: 2, bits: 24, pixels: [1, 2, 3, 0, 4, 5, 6, 0] }))).toEqual([
      '060504',
      '030201',
    ]);
  });

  it('16 and 32 bits, by their masks', () => {
    expect(decode(bitmap({ width: 1, height: 1, bits: 16, pixels: [0x00, 0x7c, 0, 0] }))).toEqual(['ff0000']);
    const masks = [0xff, 0xff00, 0xff0000];
    expect(decode(bitmap({ width: 1, height: 1, bits: 32, compression: 3, masks, pixels: [1, 2, 3, 0] }))).toEqual([
      '010203',
    ]);
  });

  it('leaves rows white that are missing', () => {
    const whole = bitmap({ width: 1, height: 2, bits: 24, pixels: [0, 0, 0, 0, 0, 0, 0, 0] });
    expect(decode(whole.subarray(0, whole.length - 4))).toEqual(['ffffff', '000000']);
  });

  it('knows its resolution', () => {
    expect(readBitmapHeader(bitmap({ width: 1, height: 1, bits: 24, pixels: [0, 0, 0, 0] }))?.dpi).toBeCloseTo(300, 0);
  });

  it('refuses what is packed, and what is no bitmap', () => {
    const packed = bitmap({ width: 1, height: 1, bits: 8, compression: 1, pixels: [1, 0] });
    expect(() => decode(packed)).toThrow('compression 1');
    expect(readBitmapHeader(new Uint8Array(10))).toBeUndefined();
    expect(readBitmapHeader(bitmap({ width: 0, height: 1, bits: 24, pixels: [] }))).toBeUndefined();
  });
});
