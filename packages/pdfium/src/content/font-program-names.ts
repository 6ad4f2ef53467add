/** Names of the glyphs of a font program, by character code. */
export type GlyphNames = ReadonlyMap<number, string>;

/** A font says its encoding before this many bytes; what follows are outlines. */
const CLEAR_TEXT = 65_536;
/** `dup 48 /prime put`: an entry of the encoding of a Type 1 font (Adobe Type 1 Font Format, 2.3). */
const ENTRY = /dup\s+(\d{1,3})\s*\/([^\s/()<>[\]{}%]+)\s+put/g;
/** Strings that a CFF font need not bring along (CFF specification, appendix A): names that every engine knows. */
const STANDARD_STRINGS = 391;

/**
 * The encoding that a font program brings along: of Type 1 fonts, and of those packed as CFF, without the standard names.
 * @returns an empty map for another kind of font, one with a standard encoding, or one that is damaged
 */
export function fontProgramNames(program: Uint8Array): GlyphNames {
  if (program[0] === 1 && program[1] === 0 && program[2]! >= 4) {
    try {
      return compactNames(new DataView(program.buffer, program.byteOffset, program.length));
    } catch (error) {
      // It points outside itself.
      if (error instanceof RangeError) return new Map();
      throw error;
    }
  }
  const head = new TextDecoder('latin1').decode(program.subarray(0, CLEAR_TEXT));
  const names = new Map<number, string>();
  // Maybe with the header of a PFB file, 6 bytes long.
  if (!head.startsWith('%!') && !head.startsWith('%!', 6)) return names;
  const end = head.indexOf('eexec');
  for (const [, code, name = ''] of head.slice(0, end < 0 ? undefined : end).matchAll(ENTRY))
    names.set(Number(code), name);
  return names;
}

interface Index {
  readonly count: number;
  readonly end: number;
  /** Start and end of an entry. */
  readonly at: (entry: number) => readonly [number, number];
}

/** The Compact Font Format Specification (Adobe Technical Note 5176), sections 5 to 13. @throws RangeError */
function compactNames(data: DataView): GlyphNames {
  const names = readIndex(data, data.getUint8(2));
  const tops = readIndex(data, names.end);
  const strings = readIndex(data, tops.end);
  const top = readTop(data, ...tops.at(0));
  const charset = top.get(15) ?? 0;
  const encoding = top.get(16) ?? 0;
  // Lower values stand for the predefined ones.
  if (charset <= 2 || encoding <= 1) return new Map();
  const glyphs = readIndex(data, top.get(17) ?? 0).count;
  const charsetStrings = readCharset(data, charset, glyphs);
  const result = new Map<number, string>();
  const name = (code: number, string: number | undefined): void => {
    if (string === undefined || string < STANDARD_STRINGS || string - STANDARD_STRINGS >= strings.count) return;
    const [start, end] = strings.at(string - STANDARD_STRINGS);
    let text = '';
    for (let at = start; at < end; at++) text += String.fromCharCode(data.getUint8(at));
    result.set(code, text);
  };
  const format = data.getUint8(encoding);
  const count = data.getUint8(encoding + 1);
  let at = encoding + 2;
  if ((format & 0x7f) === 0) {
    for (let glyph = 1; glyph <= count; glyph++) name(data.getUint8(at++), charsetStrings[glyph]);
  } else {
    for (let range = 0, glyph = 1; range < count; range++, at += 2) {
      const first = data.getUint8(at);
      for (let k = 0; k <= data.getUint8(at + 1); k++) name(first + k, charsetStrings[glyph++]);
    }
  }
  if ((format & 0x80) === 0) return result;
  const more = data.getUint8(at++);
  for (let k = 0; k < more; k++, at += 3) name(data.getUint8(at), data.getUint16(at + 1));
  return result;
}

function readIndex(data: DataView, start: number): Index {
  const count = data.getUint16(start);
  if (count === 0) return { count, end: start + 2, at: () => [0, 0] };
  const width = data.getUint8(start + 2);
  const base = start + 2 + (count + 1) * width;
  const offset = (entry: number): number => {
    let value = 0;
    for (let k = 0; k < width; k++) value = value * 256 + data.getUint8(start + 3 + entry * width + k);
    return base + value;
  };
  return { count, end: offset(count), at: (entry) => [offset(entry), offset(entry + 1)] };
}

/** The last operand of each operator of the top DICT: all that are wanted are single offsets. */
function readTop(data: DataView, start: number, end: number): Map<number, number> {
  const result = new Map<number, number>();
  let operand = 0;
  for (let at = start; at < end;) {
    const byte = data.getUint8(at++);
    if (byte === 12) at++;
    else if (byte <= 21) result.set(byte, operand);
    else if (byte === 28) {
      operand = data.getInt16(at);
      at += 2;
    } else if (byte === 29) {
      operand = data.getInt32(at);
      at += 4;
    } else if (byte === 30) while ((data.getUint8(at++) & 0xf) !== 0xf);
    else if (byte <= 246) operand = byte - 139;
    else if (byte <= 250) operand = (byte - 247) * 256 + data.getUint8(at++) + 108;
    else if (byte < 255) operand = -(byte - 251) * 256 - data.getUint8(at++) - 108;
  }
  return result;
}

/** The string that names each glyph. */
function readCharset(data: DataView, start: number, glyphs: number): number[] {
  const result = [0];
  const format = data.getUint8(start);
  for (let at = start + 1; result.length < glyphs;) {
    const first = data.getUint16(at);
    at += 2;
    const left = format === 0 ? 0 : format === 1 ? data.getUint8(at) : data.getUint16(at);
    at += format;
    for (let k = 0; k <= left && result.length < glyphs; k++) result.push(first + k);
  }
  return result;
}
