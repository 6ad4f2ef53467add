import { UnifexError } from '@unifex/core';
import type { RawImage } from '../image/pixels.ts';

/** What a Windows bitmap says of itself (BITMAPINFOHEADER and its successors). */
export interface BitmapHeader {
  readonly width: number;
  readonly height: number;
  /** Rows from the top down: a negative height in the file. */
  readonly topDown: boolean;
  readonly bits: number;
  /** 0: none, 1 and 2: runs, 3 and 6: bit masks. */
  readonly compression: number;
  /** Where the pixels begin. */
  readonly offset: number;
  readonly headerSize: number;
  readonly colors: number;
  readonly dpi: number | undefined;
}

/** BITMAPCOREHEADER of OS/2: 16-bit sizes, and colours of three bytes. */
const CORE_HEADER = 12;
const METRES_PER_INCH = 0.0254;

/** Undefined for what is no bitmap, or none that is known. */
export function readBitmapHeader(bytes: Uint8Array): BitmapHeader | undefined {
  if (bytes.length < 26 || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const offset = view.getUint32(10, true);
  const headerSize = view.getUint32(14, true);
  if (headerSize === CORE_HEADER) {
    const width = view.getUint16(18, true);
    const height = view.getUint16(20, true);
    const bits = view.getUint16(24, true);
    if (width === 0 || height === 0) return undefined;
    return {
      width,
      height,
      topDown: false,
      bits,
      compression: 0,
      offset,
      headerSize,
      colors: bits <= 8 ? 2 ** bits : 0,
      dpi: undefined,
    };
  }
  if (headerSize < 40 || bytes.length < 54) return undefined;
  const width = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const bits = view.getUint16(28, true);
  const perMetre = view.getInt32(38, true);
  if (width <= 0 || signedHeight === 0) return undefined;
  return {
    width,
    height: Math.abs(signedHeight),
    topDown: signedHeight < 0,
    bits,
    compression: view.getUint32(30, true),
    offset,
    headerSize,
    colors: bits <= 8 ? view.getUint32(46, true) || 2 ** bits : 0,
    dpi: perMetre > 0 ? perMetre * METRES_PER_INCH : undefined,
  };
}

/**
 * The pixels of an uncompressed bitmap of 1, 4, 8, 16, 24 or 32 bits a pixel. Rows that are missing at the end stay white.
 * @throws UnifexError `DOCUMENT_CORRUPT` for the compressed kinds
 */
export function decodeBitmap(bytes: Uint8Array, header: BitmapHeader): RawImage {
  const { width, height, bits, compression, offset } = header;
  const masks = compression === 3 || compression === 6;
  if (![1, 4, 8, 16, 24, 32].includes(bits) || !(compression === 0 || (masks && bits >= 16))) {
    throw new UnifexError(
      'DOCUMENT_CORRUPT',
      `The bitmap is of a kind that is not read (${bits} bits a pixel, compression ${compression}). Save it as PNG.`,
      { details: { bits, compression } },
    );
  }
  const data = new Uint8Array(width * height * 4).fill(255);
  // Rows are filled up to a multiple of four bytes.
  const stride = Math.ceil((width * bits) / 32) * 4;
  const color = colorReader(bytes, header);
  for (let row = 0; row < height; row++) {
    const start = offset + row * stride;
    if (start + stride > bytes.length) break;
    const y = header.topDown ? row : height - 1 - row;
    for (let x = 0; x < width; x++) {
      const [red, green, blue] = color(start, x);
      const at = (y * width + x) * 4;
      data[at] = red;
      data[at + 1] = green;
      data[at + 2] = blue;
    }
  }
  return { data, width, height, channels: 4 };
}

type Color = readonly [red: number, green: number, blue: number];

function colorReader(bytes: Uint8Array, header: BitmapHeader): (row: number, x: number) => Color {
  const { bits } = header;
  if (bits <= 8) {
    const palette = readPalette(bytes, header);
    const mask = 2 ** bits - 1;
    const perByte = 8 / bits;
    return (row, x) => {
      const byte = bytes[row + Math.floor(x / perByte)]!;
      return palette[(byte >> (8 - bits * ((x % perByte) + 1))) & mask] ?? [0, 0, 0];
    };
  }
  if (bits === 24) {
    return (row, x) => [bytes[row + x * 3 + 2]!, bytes[row + x * 3 + 1]!, bytes[row + x * 3]!];
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [red, green, blue] = readMasks(view, header).map(channel) as [Channel, Channel, Channel];
  return (row, x) => {
    const value = bits === 16 ? view.getUint16(row + x * 2, true) : view.getUint32(row + x * 4, true);
    return [red(value), green(value), blue(value)];
  };
}

function readPalette(bytes: Uint8Array, { headerSize, colors }: BitmapHeader): Color[] {
  const size = headerSize === CORE_HEADER ? 3 : 4;
  const start = 14 + headerSize;
  return Array.from({ length: Math.min(colors, 256) }, (_, i) => {
    const at = start + i * size;
    return [bytes[at + 2] ?? 0, bytes[at + 1] ?? 0, bytes[at] ?? 0];
  });
}

type Channel = (value: number) => number;

/** Where red, green and blue are in a pixel. */
function readMasks(view: DataView, { bits, compression }: BitmapHeader): number[] {
  if (compression !== 0) return [54, 58, 62].map((at) => view.getUint32(at, true));
  return bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
}

function channel(mask: number): Channel {
  if (mask === 0) return () => 0;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return (value) => Math.round((((value & mask) >>> shift) * 255) / most);
}
