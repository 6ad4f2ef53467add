import { describe, expect, it } from 'vitest';
import { fontProgramNames } from './font-program-names.ts';

const bytesOf = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));

/** An INDEX of CFF with offsets of two bytes. */
function index(entries: readonly (readonly number[])[]): number[] {
  if (entries.length === 0) return [0, 0];
  const offsets = [1];
  for (const entry of entries) offsets.push(offsets.at(-1)! + entry.length);
  return [...word(entries.length), 2, ...offsets.flatMap(word), ...entries.flat()];
}

const word = (value: number): number[] => [value >> 8, value & 0xff];
const offset = (value: number, operator: number): number[] => [29, 0, 0, ...word(value), operator];

/** A CFF font of three glyphs: .notdef, fraction (a standard string) and f_i. */
function cff(encoding: readonly number[], charset: readonly number[]): Uint8Array {
  const build = (at: { charset: number; encoding: number; glyphs: number }): number[][] => {
    const top = [...offset(at.charset, 15), ...offset(at.encoding, 16), ...offset(at.glyphs, 17)];
    return [[1, 0, 4, 2], index([bytesOf('F')]), index([top]), index([bytesOf('f_i')]), index([]), [...charset]];
  };
  const head = build({ charset: 0, encoding: 0, glyphs: 0 }).flat().length - charset.length;
  const at = { charset: head, encoding: head + charset.length, glyphs: head + charset.length + encoding.length };
  return Uint8Array.from([...build(at).flat(), ...encoding, ...index([[14], [14], [14]])]);
}

const CHARSET = [0, ...word(99), ...word(391)];

describe('fontProgramNames', () => {
  it('reads the encoding of a Type 1 font', () => {
    const font =
      '%!PS-AdobeFont-1.0: CMSY7\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n' +
      'dup 48 /prime put\ndup 107/bardbl put\nreadonly def\ncurrentfile eexec\ndup 1 /nothing put';
    const names = new Map([
      [48, 'prime'],
      [107, 'bardbl'],
    ]);
    expect(fontProgramNames(Uint8Array.from(bytesOf(font)))).toEqual(names);
    expect(fontProgramNames(Uint8Array.from([0x80, 1, 9, 0, 0, 0, ...bytesOf(font)]))).toEqual(names);
  });

  it('reads the encodings of CFF fonts, but for the standard names', () => {
    const expected = new Map([[31, 'f_i']]);
    expect(fontProgramNames(cff([0, 2, 65, 31], CHARSET))).toEqual(expected);
    expect(fontProgramNames(cff([1, 2, 65, 0, 31, 0], CHARSET))).toEqual(expected);
    expect(fontProgramNames(cff([0x80, 1, 65, 1, 31, ...word(391)], CHARSET))).toEqual(expected);
    expect(fontProgramNames(cff([0, 2, 65, 31], [1, ...word(390), 1]))).toEqual(expected);
    expect(fontProgramNames(cff([0, 2, 65, 31], [2, ...word(390), ...word(1)]))).toEqual(expected);
  });

  it('has no names for what is cut off, empty, or of another kind', () => {
    const whole = cff([0, 2, 65, 31], CHARSET);
    for (let length = 0; length < whole.length; length++) {
      expect(fontProgramNames(whole.subarray(0, length)).size).toBeLessThanOrEqual(1);
    }
    expect(fontProgramNames(Uint8Array.from([0, 1, 0, 0, 0, 9])).size).toBe(0);
  });
});
