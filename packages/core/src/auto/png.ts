import type { RenderedPage } from '../render.ts';

/** Largest stored block of a deflate stream (RFC 1951, 3.2.4). */
const BLOCK = 65535;
const INCH_IN_METRES = 0.0254;
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Of a chunk, what stands around its data: length, type and checksum. */
const CHUNK = 12;

/**
 * Raw pixels as a PNG (W3C PNG, third edition), grey where they are grey. Not packed: it is read by an OCR engine at once, and
 * packing would take longer than reading it back saves. Written row by row into the file as it will be: a page is tens of megabytes.
 * @param dpi written into the file, for engines that scale by it
 */
export function encodePng(
  { data, width, height }: Pick<RenderedPage, 'data' | 'width' | 'height'>,
  dpi: number,
): Uint8Array {
  const samples = isGrey(data) ? 1 : 3;
  // The first byte of a row, its filter, is 0: none.
  const row = new Uint8Array(1 + width * samples);
  const blocksPerRow = Math.ceil(row.length / BLOCK);
  const packed = 2 + height * (blocksPerRow * 5 + row.length) + 4;
  const png = new Uint8Array(SIGNATURE.length + (CHUNK + 13) + (CHUNK + 9) + (CHUNK + packed) + CHUNK);
  const view = new DataView(png.buffer);
  png.set(SIGNATURE);
  let at = SIGNATURE.length;
  at = writeChunk(png, at, 'IHDR', 13, (start) => {
    view.setUint32(start, width);
    view.setUint32(start + 4, height);
    png.set([8, samples === 1 ? 0 : 2, 0, 0, 0], start + 8);
  });
  at = writeChunk(png, at, 'pHYs', 9, (start) => {
    const perMetre = Math.round(dpi / INCH_IN_METRES);
    view.setUint32(start, perMetre);
    view.setUint32(start + 4, perMetre);
    png[start + 8] = 1;
  });
  at = writeChunk(png, at, 'IDAT', packed, (start) => {
    // A zlib stream (RFC 1950) of stored blocks, as many a row as it takes.
    png.set([0x78, 0x01], start);
    let to = start + 2;
    const sum = new Adler32();
    for (let y = 0; y < height; y++) {
      fillRow(row, data, y * width * 4, samples);
      sum.add(row);
      for (let i = 0; i < blocksPerRow; i++) {
        const part = row.subarray(i * BLOCK, (i + 1) * BLOCK);
        const { length } = part;
        const last = y === height - 1 && i === blocksPerRow - 1;
        png.set([last ? 1 : 0, length & 0xff, length >> 8, ~length & 0xff, (~length >> 8) & 0xff], to);
        png.set(part, to + 5);
        to += 5 + length;
      }
    }
    view.setUint32(to, sum.value);
  });
  writeChunk(png, at, 'IEND', 0, () => undefined);
  return png;
}

/** Grey or red, green and blue of a row, after its filter. */
function fillRow(row: Uint8Array, data: Uint8Array, from: number, samples: 1 | 3): void {
  for (let to = 1; to < row.length; from += 4) {
    row[to++] = data[from]!;
    if (samples === 1) continue;
    row[to++] = data[from + 1]!;
    row[to++] = data[from + 2]!;
  }
}

function isGrey(data: Uint8Array): boolean {
  for (let i = 0; i < data.length; i += 4) if (data[i] !== data[i + 1] || data[i] !== data[i + 2]) return false;
  return true;
}

/** The checksum of a zlib stream (RFC 1950, 9). */
class Adler32 {
  #a = 1;
  #b = 0;

  add(bytes: Uint8Array): void {
    // So many sums of bytes stay below 2 to the 32.
    for (let start = 0; start < bytes.length; start += 5552) {
      const end = Math.min(start + 5552, bytes.length);
      let [a, b] = [this.#a, this.#b];
      for (let i = start; i < end; i++) b += a += bytes[i]!;
      this.#a = a % 65521;
      this.#b = b % 65521;
    }
  }

  get value(): number {
    return ((this.#b << 16) | this.#a) >>> 0;
  }
}

/** Writes a chunk around what `write` puts at the place that it is given. @returns where the next one begins */
function writeChunk(png: Uint8Array, at: number, type: string, length: number, write: (at: number) => void): number {
  const view = new DataView(png.buffer);
  const data = at + 8;
  view.setUint32(at, length);
  for (let i = 0; i < 4; i++) png[at + 4 + i] = type.charCodeAt(i);
  write(data);
  view.setUint32(data + length, ~crc32(png.subarray(at + 4, data + length), 0xffffffff) >>> 0);
  return data + length + 4;
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
