import type { Page, TextBlock } from '@unifex/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packPage, unpackPage } from './packed-page.ts';

const size = { width: 100, height: 200 };
const box = (n: number) => ({ x0: n, y0: n + 0.25, x1: n + 1, y1: n + 2 });

function pageOf(members: Partial<Page>): Page {
  return { index: 3, ...size, unit: 'points', sizeInPoints: size, rotation: 0, texts: [], tables: [], ...members };
}

/** There and back, as a message takes it. */
function travelled(page: Page): Page {
  const packed = packPage(page);
  if (!packed) return expect.fail('the page was not packed');
  return unpackPage(structuredClone(packed, { transfer: [packed.numbers.buffer] }));
}

/** The same to the order of the members: what JSON writes. */
function expectSame(page: Page): void {
  const before = JSON.stringify(page);
  const result = travelled(page);
  expect(result).toStrictEqual(page);
  expect(JSON.stringify(result)).toBe(before);
  expect(JSON.stringify(page)).toBe(before);
}

const font = { name: 'Helvetica', size: 9.5, weight: 400, bold: false, italic: false };

function line(text: string, words: string[] | undefined, members: Partial<TextBlock> = {}): TextBlock {
  const block: TextBlock = {
    text,
    bbox: box(text.length),
    rotation: 0,
    origin: 'native',
    direction: 'ltr',
    ...members,
  };
  if (words) block.words = words.map((word, i) => ({ text: word, bbox: box(i) }));
  return block;
}

describe('a packed page', () => {
  it('is the page again', () => {
    expectSame(pageOf({}));
    expectSame(
      pageOf({
        label: 'iv',
        texts: [
          line('two words', ['two', 'words'], { font, color: '#00ff00' }),
          line('no words', undefined),
          line('none of them', []),
          line('parts apart', ['apart', 'parts']),
          line('too few', ['too']),
          line('too  wide', ['too', 'wide']),
          line('again', ['again'], { font, color: '#00ff00' }),
          line('', ['']),
          line('', undefined),
          line('hidden', ['hidden'], { hidden: 'clipped', confidence: 0.5 }),
          line('é\u{1f600}\ud800 שלום', ['é\u{1f600}\ud800', 'שלום'], { direction: 'rtl', rotation: 12.5 }),
        ],
        rulings: [
          { start: { x: 1, y: 2 }, end: { x: 3.5, y: 2 }, thickness: 0.5, color: '#000000' },
          { start: { x: 0, y: -0 }, end: { x: 3.5, y: 2 }, thickness: 1 },
        ],
        coverage: { glyphs: 1, inTexts: 1, omitted: [] },
        warnings: ['odd'],
      }),
    );
  });

  it('is the page again for any text, any places and any style', () => {
    const number = fc.double({ noNaN: true });
    const bbox = fc.record({ x0: number, y0: number, x1: number, y1: number }, { noNullPrototype: true });
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    const block: fc.Arbitrary<TextBlock> = fc.record(
      {
        text,
        bbox,
        rotation: fc.constantFrom(0, 90),
        origin: fc.constantFrom('native', 'ocr'),
        font: fc.constantFrom(font, { ...font, bold: true }),
        color: fc.constantFrom('#000000', '#ff0000'),
        words: fc.array(fc.record({ text, bbox }, { noNullPrototype: true }), { maxLength: 4 }),
      },
      { requiredKeys: ['text', 'bbox', 'rotation', 'origin'], noNullPrototype: true },
    );
    const whole = fc
      .tuple(block, fc.boolean())
      .map(([item, joined]) =>
        joined && item.words ? { ...item, text: item.words.map((word) => word.text).join(' ') } : item,
      );
    fc.assert(fc.property(fc.array(whole, { maxLength: 6 }), (texts) => expectSame(pageOf({ texts }))));
  });

  it('keeps the order of the members, and members that the model does not have', () => {
    const { text, bbox, rotation, origin } = line('word', undefined);
    const block = { note: 'mine', words: [{ text: 'word', bbox }], origin, rotation, bbox, text } as TextBlock;
    const { texts: _, ...rest } = pageOf({});
    expectSame({ rulings: [], texts: [block, line('word', ['word'])], more: 1, ...rest } as Page);
    expectSame({ ...pageOf({ texts: [block] }), rulings: undefined } as unknown as Page);
  });

  it('has each font once', () => {
    const page = travelled(pageOf({ texts: [line('a', undefined, { font }), line('b', ['b'], { font })] }));
    expect(page.texts[0]?.font).toEqual(font);
    expect(page.texts[1]?.font).toBe(page.texts[0]?.font);
  });

  it('shares nothing that changes between blocks', () => {
    const page = travelled(pageOf({ texts: [line('a', []), line('b', [])] }));
    page.texts[0]?.words?.push({ text: 'x', bbox: box(1) });
    expect(page.texts[1]?.words).toEqual([]);
    expect(page.texts[1]?.bbox).not.toBe(page.texts[0]?.bbox);
  });

  it('is not made of what is no page at all', () => {
    for (const value of [undefined, null, 'page']) expect(packPage(value as unknown as Page)).toBeUndefined();
  });

  it.each<[string, object]>([
    ['no texts', { texts: undefined }],
    ['texts that are no list', { texts: { length: 0 } }],
    ['a block that is none', { texts: [null] }],
    ['a text that is none', { texts: [{ ...line('a', undefined), text: 1 }] }],
    ['a block without a box', { texts: [{ ...line('a', undefined), bbox: undefined }] }],
    ['a box with more than its sides', { texts: [{ ...line('a', undefined), bbox: { ...box(1), z: 1 } }] }],
    ['a side that is no number', { texts: [{ ...line('a', undefined), bbox: { ...box(1), x1: '2' } }] }],
    ['words that are no list', { texts: [{ ...line('a', undefined), words: undefined }] }],
    ['a word that is none', { texts: [{ ...line('a', undefined), words: [null] }] }],
    ['a word without text', { texts: [{ ...line('a', undefined), words: [{ bbox: box(1) }] }] }],
    ['a word with more', { texts: [{ ...line('a', undefined), words: [{ text: 'a', bbox: box(1), confidence: 1 }] }] }],
    ['rulings that are no list', { rulings: 'none' }],
    ['a ruling that is none', { rulings: [undefined] }],
    ['a ruling without an end', { rulings: [{ start: { x: 1, y: 1 }, thickness: 1 }] }],
  ])('is not made of %s', (_name, members) => {
    expect(packPage({ ...pageOf({}), ...members })).toBeUndefined();
  });

  it('is a single string and a single buffer, whatever is on the page', () => {
    const texts = Array.from({ length: 100 }, (_, i) => line(`word ${i}`, ['word', `${i}`], { font }));
    const packed = packPage(pageOf({ texts }));
    expect(packed?.texts.styles).toHaveLength(1);
    expect(packed?.numbers).toHaveLength(100 * (8 + 2 * 5));
  });
});
