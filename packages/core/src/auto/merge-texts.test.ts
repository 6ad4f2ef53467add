import { describe, expect, it } from 'vitest';
import type { TextBlock } from '../model.ts';
import type { BBox } from '../units.ts';
import { insertGroups, numbered, withoutDuplicates } from './merge-texts.ts';

const box = (x0: number, y0: number, x1: number, y1: number): BBox => ({ x0, y0, x1, y1 });

function block(text: string, bbox: BBox, extra: Partial<TextBlock> = {}): TextBlock {
  return { text, bbox, rotation: 0, origin: 'ocr', ...extra };
}

const read = block('Total due now', box(0, 0, 130, 10), {
  confidence: 0.8,
  words: [
    { text: 'Total', bbox: box(0, 0, 40, 10), confidence: 0.9 },
    { text: 'due', bbox: box(50, 0, 80, 10), confidence: 0.8 },
    { text: 'now', bbox: box(90, 0, 130, 10), confidence: 0.5 },
  ],
});

describe('withoutDuplicates', () => {
  it('leaves lines alone that are nowhere else', () => {
    expect(withoutDuplicates([read], [block('other', box(0, 30, 130, 40))])[0]).toBe(read);
  });

  it('drops words that are there, and puts the line together anew', () => {
    const [line] = withoutDuplicates([read], [block('due', box(48, -1, 82, 11))]);
    expect(line).toMatchObject({ text: 'Total now', bbox: box(0, 0, 130, 10), confidence: 0.7 });
    expect(line?.words?.map(({ text }) => text)).toEqual(['Total', 'now']);
  });

  it('drops lines that are there as a whole, also where letters are blocks of their own', () => {
    expect(withoutDuplicates([read], [block('Total due now', box(0, 0, 131, 11))])).toEqual([]);
    const letters = Array.from({ length: 13 }, (_, i) => block('x', box(i * 10, 0, i * 10 + 9, 10)));
    expect(withoutDuplicates([read], letters)).toEqual([]);
    const { words: _words, ...bare } = read;
    expect(withoutDuplicates([bare], [block('Total due now', box(0, 0, 131, 11))])).toEqual([]);
  });

  it('drops words that are there half a line away, in a layer whose boxes are not where the letters are', () => {
    const off = block('TOTAL DUE', box(0, 8, 80, 20));
    expect(withoutDuplicates([read], [off])[0]?.text).toBe('now');
    expect(withoutDuplicates([read], [block('other words', box(0, 8, 80, 20))])).toEqual([read]);
  });

  it('keeps words that only touch others, or lie in something much larger', () => {
    const others = [block('above', box(0, -9, 130, 1)), block('DRAFT', box(-100, -100, 300, 300))];
    expect(withoutDuplicates([read], others)).toEqual([read]);
  });

  it('joins words of a script without spaces without any', () => {
    const words = ['契', '約', '書'].map((text, i) => ({ text, bbox: box(i * 10, 0, i * 10 + 10, 10) }));
    const line = block('契約書', box(0, 0, 30, 10), { words });
    expect(withoutDuplicates([line], [block('約', words[1]!.bbox)])[0]?.text).toBe('契書');
  });
});

describe('insertGroups', () => {
  const native = [block('a', box(0, 0, 100, 10)), block('b', box(0, 100, 100, 110)), block('c', box(300, 20, 400, 30))];
  const order = (...groups: TextBlock[][]): string =>
    insertGroups(native, groups)
      .map(({ text }) => text)
      .join('');

  it('puts a group before what begins below it in the same column', () => {
    expect(order([block('1', box(10, 50, 90, 60)), block('2', box(10, 70, 90, 80))])).toBe('a12bc');
    expect(order([block('1', box(310, 5, 390, 15))])).toBe('ab1c');
    expect(order([block('1', box(10, 300, 90, 310))])).toBe('abc1');
  });

  it('keeps the order of groups, and takes none for nothing', () => {
    expect(order([block('1', box(0, 50, 9, 60))], [], [block('2', box(20, 50, 30, 60))])).toBe('a12bc');
    expect(insertGroups([], [[block('1', box(0, 0, 1, 1))]]).map(({ text }) => text)).toEqual(['1']);
  });
});

describe('numbered', () => {
  it('goes on counting lines and paragraphs from one part of the page to the next', () => {
    const at = (line: number, paragraph: number): TextBlock => block('x', box(0, 0, 1, 1), { line, paragraph });
    const groups = numbered([[at(0, 0), at(0, 0), at(1, 0)], [block('y', box(0, 0, 1, 1))], [at(0, 0), at(1, 1)]]);
    expect(groups.map((group) => group.map(({ line, paragraph }) => [line, paragraph]))).toEqual([
      [
        [0, 0],
        [0, 0],
        [1, 0],
      ],
      [[undefined, undefined]],
      [
        [2, 1],
        [3, 2],
      ],
    ]);
  });
});
