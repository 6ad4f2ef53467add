import type { BBox } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import { findParagraphs, type ParagraphLine } from './paragraphs.ts';

/** A line of print 10 points high, its letters 6 wide. */
function line(text: string, x: number, y: number, height = 10): ParagraphLine {
  let at = x;
  const words = text.split(' ').map((word) => {
    const bbox = { x0: at, y0: y, x1: at + word.length * 6, y1: y + height };
    at = bbox.x1 + 6;
    return { text: word, bbox };
  });
  return { text, bbox: { x0: x, y0: y, x1: at - 6, y1: y + height }, rotation: 0, words };
}

/** Lines one under another, from a height on. */
function lines(from: number, pitch: number, ...texts: (string | [text: string, x: number])[]): ParagraphLine[] {
  return texts.map((text, i) =>
    typeof text === 'string' ? line(text, 50, from + i * pitch) : line(text[0], text[1], from + i * pitch),
  );
}

const LONG = 'seven words that fill the whole line';
const SHORT = 'and end';

/** How many lines each paragraph has. */
function sizes(page: readonly ParagraphLine[]): number[] {
  const numbers = findParagraphs(page);
  return [...new Set(numbers)].map((number) => numbers.filter((other) => other === number).length);
}

describe('findParagraphs', () => {
  it.each([
    ['a gap', [...lines(0, 14, LONG, LONG, LONG), ...lines(50, 14, LONG, LONG)], [3, 2]],
    ['a gap, in widely set text', [...lines(0, 22, LONG, LONG, LONG), ...lines(80, 22, LONG, LONG)], [3, 2]],
    ['no gap', lines(0, 14, LONG, LONG, SHORT, LONG, LONG), [3, 2]],
    ['an indent', lines(0, 14, LONG, LONG, [LONG, 65], LONG, [LONG, 65], LONG), [2, 2, 2]],
    ['items of a list', lines(0, 14, LONG, '• first of all', SHORT, '2. second', 'b) third'), [1, 2, 1, 1]],
    ['other print', [line('A heading', 50, 0, 20), ...lines(24, 14, LONG, LONG)], [1, 2]],
  ])('parts paragraphs by %s', (_name, page, expected) => expect(sizes(page)).toEqual(expected));

  it.each([
    ['an address', lines(0, 14, 'The Manager', 'Severn Valley Timber Ltd', 'Unit 9, Riverside Estate', 'Bewdley')],
    ['centred lines', lines(0, 14, ['YONG TAT HARDWARE', 50], ['(JM 0292487)', 65], ['NO 4, JALAN PERJIRANAN', 35])],
  ])('keeps %s together', (_name, page) => expect(sizes(page)).toEqual([page.length]));

  it('takes the cells of rows, and columns beside each other, for texts of their own', () => {
    const cells = [line('Oak', 0, 0), line('12.50', 200, 0), line('Elm', 0, 14), line('8.00', 200, 14)];
    expect(findParagraphs(cells)).toEqual([0, 1, 2, 3]);
    const columns = [...lines(0, 14, LONG, LONG), ...lines(0, 14, [LONG, 400], [LONG, 400])];
    expect(findParagraphs(columns)).toEqual([0, 0, 1, 1]);
  });

  it('is not parted by a speck that was taken for a mark', () => {
    const [first, second, third] = lines(0, 14, LONG, LONG, SHORT) as [ParagraphLine, ParagraphLine, ParagraphLine];
    expect(findParagraphs([first, line('.', 420, 0), second, third])).toEqual([0, 0, 0, 0]);
    expect(findParagraphs([line('.', 420, 0)])).toEqual([0]);
  });

  it.each([
    [90, ({ x0, y0, x1, y1 }: BBox) => ({ x0: 800 - y1, y0: x0, x1: 800 - y0, y1: x1 })],
    [180, ({ x0, y0, x1, y1 }: BBox) => ({ x0: 800 - x1, y0: 800 - y1, x1: 800 - x0, y1: 800 - y0 })],
    [270, ({ x0, y0, x1, y1 }: BBox) => ({ x0: y0, y0: 800 - x1, x1: y1, y1: 800 - x0 })],
  ])('finds the same in text that is turned by %i degrees', (rotation, turn) => {
    const page = [...lines(0, 14, LONG, [LONG, 65], LONG, SHORT), ...lines(90, 14, LONG, LONG)];
    const turned = page.map(({ text, bbox, words }) => ({
      text,
      bbox: turn(bbox),
      rotation,
      words: words!.map((word) => ({ ...word, bbox: turn(word.bbox) })),
    }));
    expect(findParagraphs(turned)).toEqual(findParagraphs(page));
    expect(sizes(turned)).toEqual([1, 3, 2]);
  });

  it('finds the same in text that runs from right to left', () => {
    const page = [...lines(0, 14, LONG, [LONG, 65], LONG, LONG, SHORT, LONG, LONG), ...lines(150, 14, LONG, LONG)];
    const mirror = ({ x0, y0, x1, y1 }: BBox): BBox => ({ x0: 800 - x1, y0, x1: 800 - x0, y1 });
    const mirrored = page.map(({ text, bbox, rotation, words }) => ({
      text: text.replace(/[a-z]/g, 'ש'),
      bbox: mirror(bbox),
      rotation,
      words: words!.map((word) => ({ ...word, bbox: mirror(word.bbox) })),
    }));
    expect(findParagraphs(mirrored)).toEqual(findParagraphs(page));
    expect(sizes(mirrored)).toEqual([1, 4, 2, 2]);
  });

  it('does not mix text that runs another way', () => {
    const [upper, lower] = lines(0, 14, LONG, LONG) as [ParagraphLine, ParagraphLine];
    expect(findParagraphs([upper, { ...lower, rotation: 90 }])).toEqual([0, 1]);
    expect(
      findParagraphs([
        { ...upper, rotation: 359 },
        { ...lower, rotation: 1 },
      ]),
    ).toEqual([0, 0]);
  });

  it('has nothing to say of nothing', () => expect(findParagraphs([])).toEqual([]));
});
