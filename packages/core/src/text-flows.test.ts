import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertPage } from './convert-page.ts';
import type { Page, TextBlock } from './model.ts';
import { block, box, pageOf } from './test-document.ts';
import { textFlows } from './text-flows.ts';
import { UNITS } from './units.ts';

const GAPS = { mergeGap: 1, lineGap: 1 };

/** A word of a line: five wide for every letter and ten high, as long as nothing else is said. */
function word(text: string, x: number, y: number, more: Partial<TextBlock> = {}): TextBlock {
  return block(text, box(x, y, x + 5 * text.length, y + 10), more);
}

function flows(texts: TextBlock[], gaps: Partial<typeof GAPS> = {}, more: Partial<Page> = {}): string[] {
  const page = pageOf(0, { texts, width: 1000, height: 1000, ...more });
  return textFlows(page, page.texts, { ...GAPS, ...gaps }).map(({ text }) => text);
}

describe('textFlows', () => {
  it('joins the blocks of a line by a space, and lines by a line break', () => {
    expect(flows([word('one', 0, 0), word('two', 18, 0), word('three', 0, 14)])).toEqual(['one two\nthree']);
  });

  it('joins letters that touch without a space', () => {
    const letters = Array.from('word', (letter, i) => word(letter, 5 * i, 0));
    expect(flows([...letters, word('next', 23, 0)])).toEqual(['word next']);
    expect(flows([word('ker', 0, 0), word('ned', 14, 0)])).toEqual(['kerned']);
  });

  it('goes by the places, whatever the order of the blocks', () => {
    expect(flows([word('three', 0, 14), word('two', 18, 0), word('one', 0, 0)])).toEqual(['one two\nthree']);
  });

  it.each([
    [1, 1, ['left right']],
    [0.5, 1, ['left', 'right']],
    [3, 1, ['left right']],
  ])('spans a gap within a line of up to %d heights', (mergeGap, _line, expected) => {
    expect(flows([word('left', 0, 0), word('right', 28, 0)], { mergeGap })).toEqual(expected);
  });

  it('with a gap of 0 joins blocks that touch, and no others', () => {
    expect(flows([word('a', 0, 0), word('b', 5, 0), word('c', 10.5, 0)], { mergeGap: 0, lineGap: 0 })).toEqual([
      'ab',
      'c',
    ]);
  });

  it.each([
    [1, ['upper\nlower']],
    [0.4, ['upper', 'lower']],
  ])('spans white space between lines of up to %d heights', (lineGap, expected) => {
    expect(flows([word('upper', 0, 0), word('lower', 0, 15)], { lineGap })).toEqual(expected);
  });

  it('keeps columns apart, line by line', () => {
    const columns = [word('a1', 0, 0), word('b1', 200, 0), word('a2', 0, 12), word('b2', 200, 12)];
    expect(flows(columns)).toEqual(['a1\na2', 'b1\nb2']);
  });

  it('takes a line that stands a little higher for the same line', () => {
    expect(flows([word('note', 0, 0), word('1', 22, -3), word('after', 30, 0)])).toEqual(['note 1 after']);
  });

  it('does not join blocks that were drawn over one another', () => {
    expect(flows([word('bold', 0, 0), word('bold', 0.3, 0)])).toEqual(['bold', 'bold']);
  });

  it('joins scripts that are written without spaces without a mark', () => {
    expect(flows([word('日本', 0, 0), word('語', 13, 0), word('です', 0, 14)])).toEqual(['日本語です']);
    expect(flows([word('日本', 0, 0), word('PDF', 13, 0)])).toEqual(['日本 PDF']);
  });

  it('adds no space where there is one', () => {
    expect(flows([word('one ', 0, 0), word('two', 23, 0), word(' three', 41, 0)])).toEqual(['one two three']);
  });
});

describe('turned text', () => {
  it.each([
    [90, [box(90, 0, 100, 15), box(90, 18, 100, 33), box(76, 0, 86, 15)]],
    [180, [box(85, 90, 100, 100), box(67, 90, 82, 100), box(85, 76, 100, 86)]],
    [270, [box(0, 85, 10, 100), box(0, 67, 10, 82), box(14, 85, 24, 100)]],
    [359, [box(0, 0, 15, 10), box(18, 0, 33, 10), box(0, 14, 15, 24)]],
  ])('is read in its own direction: %d degrees', (rotation, boxes) => {
    const texts = ['one', 'two', 'three'].map((text, i) => block(text, boxes[i] ?? box(0, 0, 0, 0), { rotation }));
    expect(flows(texts.reverse())).toEqual(['one two\nthree']);
  });

  it('does not mix with text of another direction', () => {
    expect(flows([word('one', 0, 0), word('two', 18, 0, { rotation: 180 })])).toEqual(['one', 'two']);
  });

  it('at a slant stands alone, each block', () => {
    expect(flows([word('one', 0, 0, { rotation: 30 }), word('two', 18, 0, { rotation: 30 })])).toEqual(['one', 'two']);
  });

  it('that is written downwards is read downwards, its lines from right to left', () => {
    const vertical = { direction: 'ttb' } as const;
    const texts = [
      block('右', box(90, 0, 100, 10), vertical),
      block('下', box(90, 11, 100, 21), vertical),
      block('左', box(76, 0, 86, 10), vertical),
    ];
    expect(flows(texts.reverse())).toEqual(['右下左']);
  });
});

describe('right-to-left text', () => {
  const rtl = { direction: 'rtl' } as const;

  it('is read from the right end of its line', () => {
    expect(flows([word('שלום', 100, 0, rtl), word('עולם', 76, 0, rtl), word('שורה', 100, 14, rtl)])).toEqual([
      'שלום עולם\nשורה',
    ]);
  });

  it('with words of the other direction reads those in their own', () => {
    // As displayed, from the left: שלישי · hello · big · world · ראשון
    const line = [
      word('שלישי', 0, 0, rtl),
      word('hello', 28, 0),
      word('big', 56, 0),
      word('world', 74, 0),
      word('ראשון', 102, 0, rtl),
    ];
    expect(flows([...line, word('שני', 130, 0, rtl), word('אפס', 148, 0, rtl)])).toEqual([
      'אפס שני ראשון hello big world שלישי',
    ]);
  });

  it('keeps figures within words of the other direction where they are', () => {
    const line = [
      word('עברית', 0, 0, rtl),
      word('chapter', 28, 0),
      word('12', 66, 0),
      word('verse', 79, 0),
      word('כותרת', 107, 0, rtl),
    ];
    expect(flows([...line, word('ספר', 135, 0, rtl), word('זה', 153, 0, rtl)])).toEqual([
      'זה ספר כותרת chapter 12 verse עברית',
    ]);
  });

  it('within a line from left to right is read from its own right end', () => {
    const line = [
      word('the', 0, 0),
      word('words', 18, 0),
      word('עולם', 46, 0, rtl),
      word('שלום', 69, 0, rtl),
      word('mean', 92, 0),
      word('hello', 115, 0),
    ];
    expect(flows(line)).toEqual(['the words שלום עולם mean hello']);
  });
});

describe('every page', () => {
  const texts = fc.array(
    fc
      .record({
        text: fc.constantFrom('word', 'שלום', '日本', '12', ' ', ''),
        x: fc.double({ min: 0, max: 900, noNaN: true }),
        y: fc.double({ min: 0, max: 900, noNaN: true }),
        width: fc.double({ min: 0, max: 100, noNaN: true }),
        height: fc.double({ min: 0, max: 30, noNaN: true }),
        rotation: fc.constantFrom(0, 0, 0, 90, 180, 270, 45),
        direction: fc.constantFrom('ltr', 'rtl', 'ttb'),
      })
      .map(({ text, x, y, width, height, ...more }) => block(text, box(x, y, x + width, y + height), more)),
    { maxLength: 40 },
  );

  it('has every block in exactly one flow, where its text stands', () => {
    fc.assert(
      fc.property(texts, (blocks) => {
        const page = pageOf(0, { texts: blocks, width: 1000, height: 1000 });
        const result = textFlows(page, blocks, GAPS);
        const parts = result.flatMap((flow) => flow.parts.map((part) => ({ ...part, flow })));
        expect(parts.map(({ order }) => order).sort((a, b) => a - b)).toEqual(blocks.map((_, index) => index));
        for (const { block: part, order, start, end, flow } of parts) {
          expect(part).toBe(blocks[order]);
          expect(flow.text.slice(start, end)).toBe(part.text);
        }
      }),
    );
  });

  it('flows the same in every unit', () => {
    fc.assert(
      fc.property(fc.constantFrom(...UNITS), fc.integer({ min: 1, max: 30 }), (unit, columns) => {
        const page = pageOf(0, {
          width: 700,
          height: 100,
          texts: Array.from({ length: columns }, (_, i) => word(`w${i}`, 20 * i, 12 * (i % 3))),
        });
        const converted = convertPage(page, unit);
        const read = ({ texts: blocks }: Page, of: Page): string[] =>
          textFlows(of, blocks, GAPS).map(({ text }) => text);
        expect(read(converted, converted)).toEqual(read(page, page));
      }),
    );
  });
});
