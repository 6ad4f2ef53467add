import { sniffMediaType, UnifexError } from '@unifex/core';

/** What an image file says of itself, without its pixels being unpacked. */
export interface ImageHeader {
  /** As displayed: an EXIF orientation that lays the image on its side is heeded. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8; 1 where there is none. */
  readonly orientation: number;
}

/**
 * Size of a PNG, JPEG, GIF, BMP, WebP or TIFF (its first image).
 * @throws UnifexError `DOCUMENT_CORRUPT` for what is none of them, or has no size
 */
export function readImageHeader(bytes: Uint8Array, mediaType: string): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const header = sniffMediaType(bytes) === mediaType ? READERS[mediaType]?.(view) : undefined;
    if (header && header.width > 0 && header.height > 0) return turned(header);
  } catch (cause) {
    // A RangeError: the file ends before its header does.
    if (!(cause instanceof RangeError)) throw cause;
  }
  throw new UnifexError(
    'DOCUMENT_CORRUPT',
    `The image (${mediaType}) is cut off or damaged: its size cannot be read.`,
    {
      details: { mediaType },
    },
  );
}

type Reader = (view: DataView) => ImageHeader | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  // W3C PNG, 11.2.1: IHDR comes first.
  'image/png': (view) => size(view.getUint32(16), view.getUint32(20)),
  // GIF89a, 18.
  'image/gif': (view) => size(view.getUint16(6, true), view.getUint16(8, true)),
  'image/bmp': readBmp,
  'image/jpeg': readJpeg,
  'image/webp': readWebp,
  'image/tiff': readTiff,
};

function size(width: number, height: number, orientation = 1): ImageHeader {
  return { width, height, orientation };
}

function turned({ width, height, orientation }: ImageHeader): ImageHeader {
  return orientation >= 5 ? size(height, width, orientation) : size(width, height, orientation);
}

/** A header of 12 bytes (OS/2) has 16-bit sizes; a negative height says that rows go down. */
function readBmp(view: DataView): ImageHeader {
  if (view.getUint32(14, true) === 12) return size(view.getUint16(18, true), view.getUint16(20, true));
  return size(view.getInt32(18, true), Math.abs(view.getInt32(22, true)));
}

/** ITU-T T.81, annex B: marker segments up to the frame header; Exif is an APP1 segment before it. */
function readJpeg(view: DataView): ImageHeader | undefined {
  let orientation = 1;
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    // Fill bytes, and markers without a segment.
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else {
      const length = view.getUint16(at + 2);
      // SOF0 to SOF15, but for the Huffman, JPG and arithmetic tables among them.
      if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
        return size(view.getUint16(at + 7), view.getUint16(at + 5), orientation);
      }
      if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) {
        orientation = readTiff(new DataView(view.buffer, view.byteOffset + at + 10, length - 8))?.orientation ?? 1;
      }
      at += 2 + length;
    }
  }
}

/** RFC 9649: simple lossy, lossless, and extended files. */
function readWebp(view: DataView): ImageHeader | undefined {
  const at = 20;
  switch (view.getUint32(12)) {
    case 0x56503820:
      return size(view.getUint16(at + 6, true) & 0x3fff, view.getUint16(at + 8, true) & 0x3fff);
    case 0x5650384c: {
      const bits = view.getUint32(at + 1, true);
      return size((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case 0x56503858: {
      const uint24 = (from: number): number => view.getUint16(from, true) | (view.getUint8(from + 2) << 16);
      return size(uint24(at + 4) + 1, uint24(at + 7) + 1);
    }
    default:
      return undefined;
  }
}

/** TIFF 6.0: the tags ImageWidth, ImageLength and Orientation of the first directory. Exif has the third only. */
function readTiff(view: DataView): ImageHeader | undefined {
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  const count = view.getUint16(directory, little);
  let [width, height, orientation] = [0, 0, 1];
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + i * 12;
    const isShort = view.getUint16(entry + 2, little) === 3;
    const value = isShort ? view.getUint16(entry + 8, little) : view.getUint32(entry + 8, little);
    const tag = view.getUint16(entry, little);
    if (tag === 256) width = value;
    if (tag === 257) height = value;
    if (tag === 274 && value >= 1 && value <= 8) orientation = value;
  }
  return size(width, height, orientation);
}
