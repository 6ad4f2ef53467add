/** What of zlib a PNG is made with. */
export interface PngTools {
  /** Packs as zlib data (RFC 1950). */
  readonly deflate: (bytes: Uint8Array) => Promise<Uint8Array>;
  /** The CRC of ISO 3309, going on from `start`. */
  readonly crc32: (bytes: Uint8Array, start: number) => number;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Bit depth, colour type (red, green, blue, alpha), and the only methods of compression, filtering and interlacing that are used. */
const HEADER_TAIL = [8, 6, 0, 0, 0];
const INCHES_TO_A_METRE = 1 / 0.0254;
const UNIT_METRE = 1;

/**
 * Packs raw pixels (red, green, blue, alpha) as a PNG (W3C, Portable Network Graphics, third edition).
 *
 * Rows are not filtered. Pages are flat colours and sharp edges, which filters blur for the compression: of the samples at 150 dpi
 * only a photographed page gets smaller with one, by a tenth, and lines of text get larger by a fifth.
 * @param dpi pixels an inch, which the file tells to whoever prints or recognises it
 */
export async function encodePng(
  pixels: Uint8Array,
  { width, height, dpi }: { readonly width: number; readonly height: number; readonly dpi: number },
  tools: PngTools,
): Promise<Uint8Array> {
  const stride = width * 4;
  // Every row starts with the number of its filter: 0, none.
  const rows = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  const density = Math.round(dpi * INCHES_TO_A_METRE);
  return concat([
    SIGNATURE,
    chunk('IHDR', Uint8Array.of(...uint32(width), ...uint32(height), ...HEADER_TAIL), tools),
    chunk('pHYs', Uint8Array.of(...uint32(density), ...uint32(density), UNIT_METRE), tools),
    chunk('IDAT', await tools.deflate(rows), tools),
    chunk('IEND', new Uint8Array(0), tools),
  ]);
}

/** Length, type, data, and the CRC of the type and the data. */
function chunk(type: string, data: Uint8Array, { crc32 }: PngTools): Uint8Array {
  const name = Uint8Array.from(type, (letter) => letter.charCodeAt(0));
  return concat([
    Uint8Array.from(uint32(data.length)),
    name,
    data,
    Uint8Array.from(uint32(crc32(data, crc32(name, 0)))),
  ]);
}

/** Most significant byte first. */
function uint32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
