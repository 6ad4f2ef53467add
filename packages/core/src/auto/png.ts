import type { RenderedPage } from '../render.ts';

/** Largest stored block of a deflate stream (RFC 1951, 3.2.4). */
const BLOCK = 65535;
const INCH_IN_METRES = 0.0254;

/**
 * Raw pixels as a PNG (W3C PNG, third edition), grey where they are grey. Not packed: it is read by an OCR engine at once, and
 * packing would take longer than reading it back saves.
 * @param dpi written into the file, for engines that scale by it
 */
export function encodePng(
  { data, width, height }: Pick<RenderedPage, 'data' | 'width' | 'height'>,
  dpi: number,
): Uint8Array {
  const samples = isGrey(data) ? 1 : 3;
  const row = 1 + width * samples;
  const raw = new Uint8Array(row * height);
  for (let y = 0, from = 0; y < height; y++) {
    // The first byte of a row, its filter, is 0: none.
    let to = y * row + 1;
    for (let x = 0; x < width; x++, from += 4) {
      raw[to++] = data[from]!;
      if (samples === 1) continue;
      raw[to++] = data[from + 1]!;
      raw[to++] = data[from + 2]!;
    }
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, samples === 1 ? 0 : 2, 0, 0, 0], 8);
  const physical = new Uint8Array(9);
  const perMetre = Math.round(dpi / INCH_IN_METRES);
  new DataView(physical.buffer).setUint32(0, perMetre);
  new DataView(physical.buffer).setUint32(4, perMetre);
  physical[8] = 1;
  return concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    ...chunk('IHDR', header),
    ...chunk('pHYs', physical),
    ...chunk('IDAT', stored(raw)),
    ...chunk('IEND', new Uint8Array()),
  ]);
}

function isGrey(data: Uint8Array): boolean {
  for (let i = 0; i < data.length; i += 4) if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return false;
  return true;
}

/** A zlib stream (RFC 1950) of stored blocks. */
function stored(raw: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(raw.length / BLOCK));
  const out = new Uint8Array(2 + blocks * 5 + raw.length + 4);
  out.set([0x78, 0x01]);
  let at = 2;
  for (let i = 0; i < blocks; i++) {
    const part = raw.subarray(i * BLOCK, (i + 1) * BLOCK);
    const { length } = part;
    out.set([i === blocks - 1 ? 1 : 0, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff], at);
    out.set(part, at + 5);
    at += 5 + length;
  }
  new DataView(out.buffer).setUint32(at, adler32(raw));
  return out;
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  // So many sums of bytes stay below 2 to the 32 (RFC 1950, 9).
  for (let start = 0; start < bytes.length; start += 5552) {
    const end = Math.min(start + 5552, bytes.length);
    for (let i = start; i < end; i++) b += a += bytes[i]!;
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}

function* chunk(type: string, data: Uint8Array): Generator<Uint8Array> {
  const name = Uint8Array.from(type, (letter) => letter.charCodeAt(0));
  const frame = new DataView(new ArrayBuffer(8));
  frame.setUint32(0, data.length);
  frame.setUint32(4, ~crc32(data, crc32(name, 0xffffffff)) >>> 0);
  yield new Uint8Array(frame.buffer, 0, 4);
  yield name;
  yield data;
  yield new Uint8Array(frame.buffer, 4, 4);
}

let table: Uint32Array | undefined;

function crc32(bytes: Uint8Array, crc: number): number {
  table ??= Uint32Array.from({ length: 256 }, (_, n) => {
    let value = n;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
    return value;
  });
  for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return crc;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
