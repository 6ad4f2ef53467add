import bidiFactory, { type Bidi } from 'bidi-js';
import { describe, expect, it } from 'vitest';
import { isRightToLeft, logicalOrder } from './bidi.ts';

function logical(visual: string): string {
  const pieces = Array.from(visual);
  const result = logicalOrder(pieces);
  if (!result) return visual;
  return result.order.map((i) => result.mirrored.get(i) ?? pieces[i]).join('');
}

/** What a page shows, by another implementation of UAX #9. (A CommonJS module, whose types speak of a default export that it has not.) */
const bidi = (bidiFactory as unknown as () => Bidi)();
function displayed(text: string, direction: 'ltr' | 'rtl', mirror = true): string {
  const levels = bidi.getEmbeddingLevels(text, direction);
  const turned = mirror ? bidi.getMirroredCharactersMap(text, levels.levels) : new Map<number, string>();
  return Array.from(bidi.getReorderedIndices(text, levels), (i) => turned.get(i) ?? text.charAt(i)).join('');
}

describe('logicalOrder', () => {
  it('leaves left-to-right text alone', () => {
    expect(logicalOrder(Array.from('plain (text) 12'))).toBeUndefined();
    expect(logicalOrder([])).toBeUndefined();
  });

  it('reverses a right-to-left line but not its numbers and Latin words', () => {
    expect(logical('50.1 ריחמ')).toBe('מחיר 50.1');
    expect(logical('ABC םולש םע 123')).toBe('123 עם שלום ABC');
  });

  it('reverses only the right-to-left words of a left-to-right line', () => {
    expect(logical('the word םולש means peace')).toBe('the word שלום means peace');
    expect(logical('the words םלוע םולש mean')).toBe('the words שלום עולם mean');
  });

  it.each([
    'שלום עולם',
    'מחיר 50% בלבד',
    'הסכום 1,234.50 ש"ח',
    'עלות $25 או ₪90.50 ליחידה',
    'בתאריך 12/03/2024 בשעה 14:30',
    'השנים 2020-2021 היו',
    'סעיף (א) וסעיף [ב] בחוק',
    'אות אחת (ועוד (שתיים) בפנים) כאן',
    'גרסה A4 של Windows 11 מותקנת',
    'כתובת example.com באתר',
    'מספר 12 34 56 בשורה',
    '123 בתחילת שורה',
    'בסוף שורה 123',
    'טמפרטורה של -5° בחוץ',
    'مرحبا بالعالم',
    'السعر ٢٥٫٥ ريال',
    'السنة 2024 والشهر 12',
    'التاريخ 12/03/2024 اليوم',
    'نص (بين قوسين) عربي',
    'كلمة English في الوسط',
    '«اقتباس» هنا',
  ])('gives back what UAX #9 displays of %s', (text) => {
    expect(logical(displayed(text, 'rtl'))).toBe(text);
    // The same page by a producer that maps its brackets to what they mean, not to their shape.
    expect(logical(displayed(text, 'rtl', false))).toBe(text);
  });

  it.each([
    'the price is שלום 25 עולם today',
    'Hebrew שלום, עולם and more English here',
    'a longer English line (with שלום inside)',
    'two numbers 12 and 34 and one word שלום',
  ])('gives back what UAX #9 displays of %s, a left-to-right line', (text) => {
    expect(logical(displayed(text, 'ltr'))).toBe(text);
  });

  it('leaves a bracket alone that was opened on the line before', () => {
    expect(logical(displayed('סוף) המשך', 'rtl'))).toBe('סוף) המשך');
    expect(logical(displayed('סוף) המשך', 'rtl', false))).toBe('סוף) המשך');
  });

  it('says which way the line runs', () => {
    expect(logicalOrder(Array.from('םולש abc'))?.direction).toBe('rtl');
    expect(logicalOrder(Array.from('a longer line with םולש'))?.direction).toBe('ltr');
  });
});

describe('isRightToLeft', () => {
  it.each([
    ['א', true],
    ['ע', true],
    ['س', true],
    ['ﻼ', true],
    ['a', false],
    ['中', false],
    ['Ω', false],
    ['١', true],
  ])('%s: %s', (char, expected) => {
    expect(isRightToLeft(char.codePointAt(0)!)).toBe(expected);
  });
});
