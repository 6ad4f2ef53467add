import sharp from 'sharp';

/** Test helper: a white image in one of the formats. */
export async function imageOf(
  format: 'png' | 'jpeg' | 'webp' | 'gif' | 'tiff',
  width: number,
  height: number,
  orientation?: number,
): Promise<Uint8Array> {
  const image = sharp({ create: { width, height, channels: 3, background: '#ffffff' } });
  const oriented = orientation === undefined ? image : image.withMetadata({ orientation });
  return new Uint8Array(await oriented.toFormat(format).toBuffer());
}

/** An uncompressed bitmap of 24 bits, rows from the bottom up or down. */
export function bitmapOf(width: number, height: number, down = false): Uint8Array {
  const row = Math.ceil((width * 3) / 4) * 4;
  const bytes = new Uint8Array(54 + row * height).fill(255, 54);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, down ? -height : height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  return bytes;
}
