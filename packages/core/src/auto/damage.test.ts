import { describe, expect, it } from 'vitest';
import { findDamage, legibility, soundness } from './damage.ts';
import { pageOf } from './test-engines.ts';

describe('legibility', () => {
  it('counts what can be read and what cannot, white space apart', () => {
    expect(legibility(pageOf(0, 'a b\uE000 \uFFFD\u0001\tc'))).toEqual({ readable: 3, unreadable: 3 });
  });

  it('counts the glyphs that the reader left out as unmapped, and no others', () => {
    const page = pageOf(0, 'abc');
    page.coverage = {
      glyphs: 9,
      inTexts: 3,
      omitted: [
        { reason: 'unmapped', glyphs: 4, sample: '' },
        { reason: 'duplicate', glyphs: 2, sample: 'ab' },
      ],
    };
    expect(legibility(page)).toEqual({ readable: 3, unreadable: 4 });
  });
});

describe('findDamage', () => {
  it.each([
    ['plain text', 'plain text in several words'],
    ['an empty page', ''],
    ['a few symbols in a text', `\uE000 one \uE000 two ${'words '.repeat(20)}`],
    ['nothing but an ornament', '\uE000'],
    ['other scripts', 'שלום 日本語 é 👍🏽'],
  ])('finds none in %s', (_name, text) => {
    expect(findDamage(pageOf(0, text))).toBeUndefined();
  });

  it('tells how many glyphs mean nothing', () => {
    expect(findDamage(pageOf(0, '\uE001\uE002\uE003 \uFFFD words'))).toBe('4 of 9 glyphs have no readable character');
  });
});

describe('findDamage of a page whose reader says so', () => {
  it('is what the reader says', () => {
    const page = { ...pageOf(0, 'plain text'), provenance: { engine: 'a', damaged: 'its content breaks off' } };
    expect(findDamage(page)).toBe('its content breaks off');
  });
});

describe('soundness', () => {
  it('is what is in words, numbers and codes, less what is in none', () => {
    expect(soundness(pageOf(0, 'Total (net): 1,234.50 €12 #7 A4-B7c well-known, – l’été'))).toBeGreaterThan(40);
    expect(soundness(pageOf(0, ''))).toBe(0);
    expect(soundness(pageOf(0, 'ab c§d'))).toBe(-1);
    expect(soundness(pageOf(0, '\uFFFD%æÆÆ�B.[‹@ õr×F���°'))).toBeLessThan(-10);
  });

  it.each(['https://example.org/a_b?q=1&r=%20~x', '(www.example.org/#top)', 'first_last+tag@example.org,'])(
    'takes the address %s for sound',
    (address) => {
      expect(soundness(pageOf(0, address))).toBeGreaterThanOrEqual(address.length - 2);
    },
  );

  it('takes what only looks as if an address began for no word', () => {
    const line = '_'.repeat(100_000);
    expect(soundness(pageOf(0, `${line}a`))).toBe(-(line.length + 1));
  });

  it.each([
    ['Chinese', '今天，天气很好。我们去公园散步，看到很多花。'],
    ['Japanese', '本日は、晴天なり。「東京」へ行きます。'],
    ['Thai', 'สวัสดีครับ ยินดีต้อนรับ'],
    ['Arabic', 'مرحبا، كيف حالك؟'],
    ['Persian, with joiners', 'می\u200cخواهم کتاب\u200cها'],
    ['Hebrew, with abbreviations', 'צה״ל וארה״ב'],
    ['Hindi', 'नमस्ते दुनिया।'],
    ['Tibetan', 'བཀྲ་ཤིས་བདེ་ལེགས།'],
    ['Amharic', 'ሰላም፡ለዓለም።'],
  ])('of text in %s is nearly all of it', (_script, text) => {
    expect(soundness(pageOf(0, text))).toBeGreaterThan(0.7 * text.length);
  });
});
