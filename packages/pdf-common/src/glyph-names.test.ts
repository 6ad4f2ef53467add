import { describe, expect, it } from 'vitest';
import { textOfGlyphName } from './glyph-names.ts';

describe('textOfGlyphName', () => {
  it.each([
    ['f_i', 'fi'],
    ['f_f_i.alt', 'ffi'],
    ['A.sc', 'A'],
    ['one.oldstyle', '1'],
    ['hyphen_hyphen', '--'],
    ['uni20AC', '€'],
    ['uni00660069', 'fi'],
    ['u1F600', '😀'],
    ['bardbl', '‖'],
    ['parenleftBigg', '('],
    ['summationdisplay', '∑'],
    ['mapsto', '↦'],
  ])('%s is %s', (name, text) => {
    expect(textOfGlyphName(name)).toBe(text);
  });

  it.each(['', '.notdef', 'G32', 'f_unheardof', 'uniD800', 'uni20a', 'u110000', 'text'])('%j says nothing', (name) => {
    expect(textOfGlyphName(name)).toBeUndefined();
  });
});
