import { describe, expect, it } from 'vitest';
import { NONSENSE, nonsenseOf } from './nonsense.ts';

const ENGLISH =
  'The mill stands where the brook leaves the wood. It was built in the year of the great flood, and its wheel has turned for ' +
  'four generations. In spring the water runs high, and the miller opens the upper gate a little further every morning.';

function moved(text: string, by: number): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter < 'a' ? 65 : 97;
    return String.fromCharCode(base + ((letter.charCodeAt(0) - base + by) % 26));
  });
}

describe('nonsenseOf', () => {
  it('is low for a language', () => {
    expect(nonsenseOf(ENGLISH)).toBeLessThan(0.15);
  });

  it.each(Array.from({ length: 25 }, (_, i) => i + 1))('is high where every letter is moved on by %i', (by) => {
    expect(nonsenseOf(moved(ENGLISH, by))).toBeGreaterThan(NONSENSE);
  });

  it('takes letters with diacritics for what they are drawn from', () => {
    const bare = nonsenseOf(ENGLISH);
    expect(nonsenseOf(ENGLISH.replace(/e/g, 'é').replace(/a/g, 'å').replace(/o/g, 'ø'))).toBe(bare);
  });

  it('does not judge what is no text of Latin letters, or too little of it', () => {
    const codes = Array.from({ length: 200 }, (_, i) => `qx${i}zvk wq${i * 7}`).join(' ');
    for (const text of [
      '',
      'Xzqv Wjkq',
      codes,
      'Мельница стоит у леса. '.repeat(20),
      '水車小屋は森の端にある。'.repeat(20),
    ]) {
      expect(nonsenseOf(text)).toBeUndefined();
    }
  });

  it('counts a word once, however often it is repeated', () => {
    expect(nonsenseOf(`${ENGLISH} ${'xrxmd '.repeat(200)}`)).toBeLessThan(NONSENSE);
  });
});
