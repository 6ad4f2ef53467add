import { describe, expect, it } from 'vitest';
import { readable } from './readable.ts';

describe('readable', () => {
  it.each([
    ['a ligature', '\ufb03', 'ffi'],
    ['Arabic letters in one sign', '\ufc3f', '\u0644\u062c'],
    ['a bracket of vertical writing', '\ufe35', '\uff08'],
    ['a comma of vertical writing', '\ufe11', '\u3001'],
    ['a corner bracket of vertical writing', '\ufe43', '\u300e'],
    ['a soft hyphen', 'a\u00ad', 'a-'],
    ['a no-break space', '\u00a0', ' '],
    ['a joiner', '\u200d', ''],
    ['a control', '\u001f', '\ufffd'],
    ['what is never a character', '\uffff', '\ufffd'],
    ['half a character', '\ud800', '\ufffd'],
    ['nothing', '', '\ufffd'],
  ])('%s', (_what, unicode, text) => {
    expect(readable(unicode)).toBe(text);
  });
});
