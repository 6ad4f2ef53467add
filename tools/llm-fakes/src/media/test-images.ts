import { crc32, deflateSync } from 'node:zlib';

/** A grey PNG of a size. */
export function pngOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const pixels = deflateSync(Buffer.alloc((width + 1) * height));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

/** The frame of a JPEG of 3 by 2 pixels: SOI, an APP0 segment, SOF0, EOI. */
export const JPEG: Buffer = Buffer.from('ffd8ffe000044a46ffc0000b080002000301011100ffd9', 'hex');
export const GIF: Buffer = Buffer.from('47494638396101000100000000002c00000000010001000002023b00', 'hex');
/** A lossless image of one pixel. */
export const WEBP: Buffer = Buffer.from('524946461a000000574542505650384c0d0000002f00000010071011118888fe0700', 'hex');
