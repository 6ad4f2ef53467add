import { describe, expect, it } from 'vitest';
import type { Reading, ReadLine, ReadWord } from '../engine/job.ts';
import { adaptPage } from './adapt-page.ts';

/** A sheet of 400 by 200 pixels on 200 by 100 points. */
const SHEET = {
  image: { data: new Uint8Array(), width: 400, height: 200, channels: 1 },
  width: 200,
  height: 100,
  rotation: 0,
  warnings: [],
} as const;

/** Letters 10 pixels wide and 20 high, from `x` on. */
function word(text: string, x: number, y: number): ReadWord {
  const chars = [...text].map((char, i) => ({
    text: char,
    bbox: { x0: x + i * 10, y0: y, x1: x + i * 10 + 10, y1: y + 20 },
  }));
  return { text, confidence: 0.9, bbox: { x0: x, y0: y, x1: x + text.length * 10, y1: y + 20 }, chars };
}

const LINES: ReadLine[] = [
  { words: [word('Oak', 0, 0), word('staves', 40, 0), word('12.50', 200, 0)] },
  { words: [word('and', 0, 30), word('hoops', 40, 30)] },
  { words: [word('of', 0, 60), word('ash', 30, 60)] },
  { words: [word('Total', 0, 140)] },
];
const reading = (lines: ReadLine[], rotation = 0): Reading => ({ lines, rotation, steps: [], dropped: 0 });

describe('adaptPage', () => {
  it('says of every block which line and paragraph it belongs to, in points', () => {
    const page = adaptPage(0, SHEET, reading(LINES), { granularity: 'line', words: true });
    expect(page.texts.map(({ text, line, paragraph }) => [text, line, paragraph])).toEqual([
      // A gap as between cells parts a line, as it does in native text.
      ['Oak staves', 0, 0],
      ['12.50', 0, 1],
      ['and hoops', 1, 2],
      ['of ash', 2, 2],
      ['Total', 3, 3],
    ]);
    expect(page.texts[1]).toMatchObject({ bbox: { x0: 100, y0: 0, x1: 125, y1: 10 }, words: [{ text: '12.50' }] });
  });

  it('does so of words and letters, too', () => {
    const words = adaptPage(0, SHEET, reading(LINES), { granularity: 'word', words: true }).texts;
    expect(words.map(({ text, line, paragraph }) => `${text} ${line} ${paragraph}`)).toEqual([
      'Oak 0 0',
      'staves 0 0',
      '12.50 0 1',
      'and 1 2',
      'hoops 1 2',
      'of 2 2',
      'ash 2 2',
      'Total 3 3',
    ]);
    const chars = adaptPage(0, SHEET, reading(LINES.slice(3)), { granularity: 'char', words: true }).texts;
    expect(chars.map(({ text, line, paragraph }) => `${text} ${line} ${paragraph}`)).toEqual(
      Array.from('Total', (letter) => `${letter} 0 0`),
    );
  });

  it('says that the page is an image, and how many pixels it has', () => {
    const page = adaptPage(0, { ...SHEET, isImage: true }, reading([]), { granularity: 'line', words: true });
    const bbox = { x0: 0, y0: 0, x1: 200, y1: 100 };
    expect(page.images).toEqual([{ bbox, rotation: 0, pixelWidth: 400, pixelHeight: 200 }]);
    expect(adaptPage(0, SHEET, reading([]), { granularity: 'line', words: true })).not.toHaveProperty('images');
  });

  it.each([
    ['on its side', 90, (w: ReadWord) => ({ ...w, bbox: { x0: 0, y0: w.bbox.x0, x1: 20, y1: w.bbox.x1 } })],
    ['upside down', 180, (w: ReadWord) => ({ ...w, bbox: { ...w.bbox, x0: 400 - w.bbox.x1, x1: 400 - w.bbox.x0 } })],
  ])('parts lines of text %s', (_name, rotation, turned) => {
    const lines = LINES.slice(0, 1).map(({ words }) => ({ words: words.map(turned) }));
    const { texts } = adaptPage(0, SHEET, reading(lines, rotation), { granularity: 'line', words: false });
    expect(texts.map(({ text, rotation: angle }) => [text, angle])).toEqual([
      ['Oak staves', rotation],
      ['12.50', rotation],
    ]);
  });
});
