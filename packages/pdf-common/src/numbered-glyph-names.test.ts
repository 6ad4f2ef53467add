import { describe, expect, it } from 'vitest';
import { spellNumberedNames } from './numbered-glyph-names.ts';

const spell = (names: Record<number, string>, encoding?: string): Record<number, string> =>
  Object.fromEntries(
    spellNumberedNames(new Map(Object.entries(names).map(([code, name]) => [Number(code), name])), encoding),
  );

describe('spellNumberedNames', () => {
  it('takes G and g for hexadecimal, and C and c for decimal', () => {
    expect(spell({ 1: 'G32', 2: 'g0041', 3: 'C65', 4: 'c233' })).toEqual({
      1: 'uni0032',
      2: 'uni0041',
      3: 'uni0041',
      4: 'uni00E9',
    });
  });

  it('takes C and c for hexadecimal where one of the font is no decimal number', () => {
    expect(spell({ 1: 'C41', 2: 'C4D' })).toEqual({ 1: 'uni0041', 2: 'uni004D' });
  });

  it('leaves all other names alone', () => {
    const names = { 1: 'G321', 2: 'gamma', 3: 'C1', 4: 'Gamma', 5: 'f_i', 6: 'G00', 7: 'cid65', 8: '' };
    expect(spell(names)).toEqual(names);
  });

  it('takes no count of glyphs for their characters', () => {
    const names = { 1: 'g3', 2: 'g381', 3: 'g1004' };
    expect(spell({ ...names, 4: 'G41' })).toEqual({ ...names, 4: 'uni0041' });
    const first = { 1: 'C01', 2: 'C02', 3: 'C65' };
    expect(spell({ ...first, 4: 'G41' })).toEqual({ ...first, 4: 'uni0041' });
  });

  it('reads a name that repeats its code in the base encoding', () => {
    expect(spell({ 0x92: 'G92', 0x41: 'G41' }, 'WinAnsiEncoding')).toEqual({ 0x92: 'uni2019', 0x41: 'uni0041' });
    expect(spell({ 0x8e: 'G8E' }, 'MacRomanEncoding')).toEqual({ 0x8e: 'uni00E9' });
    expect(spell({ 0x92: 'G92' })).toEqual({ 0x92: 'uni0092' });
  });
});
