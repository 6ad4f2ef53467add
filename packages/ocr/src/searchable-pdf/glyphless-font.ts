/**
 * A TrueType font of two glyphs without outlines. Text that is set in it has places and widths, and shows nothing even where a
 * program ignores that it is invisible. Tables as the OpenType specification has them; a CIDFontType2 needs no others
 * (ISO 32000-1, 9.9, table 126).
 */
export function glyphlessFont(): Uint8Array {
  const tables: readonly (readonly [tag: string, data: Uint8Array])[] = [
    ['glyf', new Uint8Array(4)],
    ['head', head()],
    ['hhea', hhea()],
    ['hmtx', words(ADVANCE, 0, ADVANCE, 0)],
    // Offsets of the two glyphs and of their end: all the same, so that both are empty.
    ['loca', words(0, 0, 0)],
    ['maxp', words(0x0001, 0x0000, GLYPHS, ...Array<number>(13).fill(0))],
  ];
  const start = 12 + tables.length * 16;
  const size = tables.reduce((sum, [, { length }]) => sum + padded(length), start);
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  file.set(words(0x0001, 0x0000, tables.length, power * 16, Math.log2(power), tables.length * 16 - power * 16));
  let at = start;
  tables.forEach(([tag, data], i) => {
    const entry = 12 + i * 16;
    for (let k = 0; k < 4; k++) view.setUint8(entry + k, tag.charCodeAt(k));
    file.set(data, at);
    view.setUint32(entry + 4, checksum(view, at, padded(data.length)));
    view.setUint32(entry + 8, at);
    view.setUint32(entry + 12, data.length);
    at += padded(data.length);
  });
  const headAt = view.getUint32(12 + 16 + 8);
  view.setUint32(headAt + 8, (0xb1b0afba - checksum(view, 0, size)) >>> 0);
  return file;
}

/** Units to the em. */
export const UNITS = 1000;
/** Width of every glyph, and how far above and below the baseline it reaches, in those units. */
export const ADVANCE = 500;
export const ASCENT = 800;
export const DESCENT = 200;

const GLYPHS = 2;

function head(): Uint8Array {
  const data = new Uint8Array(54);
  const view = new DataView(data.buffer);
  view.setUint32(0, 0x00010000);
  view.setUint32(4, 0x00010000);
  view.setUint32(12, 0x5f0f3cf5);
  view.setUint16(18, UNITS);
  view.setInt16(38, -DESCENT);
  view.setInt16(40, ADVANCE);
  view.setInt16(42, ASCENT);
  view.setUint16(46, 8);
  view.setInt16(48, 2);
  return data;
}

function hhea(): Uint8Array {
  const data = new Uint8Array(36);
  const view = new DataView(data.buffer);
  view.setUint32(0, 0x00010000);
  view.setInt16(4, ASCENT);
  view.setInt16(6, -DESCENT);
  view.setUint16(10, ADVANCE);
  view.setUint16(34, GLYPHS);
  return data;
}

function words(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [value >> 8, value & 0xff]));
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function checksum(view: DataView, start: number, length: number): number {
  let sum = 0;
  for (let at = start; at < start + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
