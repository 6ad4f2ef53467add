import { describe, expect, it } from 'vitest';
import type { FontInfo, TextBlock } from '@unifex/core';
import { toTextBlocks, type BlockContext, type Granularity, type TextMerger } from './blocks.ts';
import type { GlyphBuffer, GlyphRun } from './glyphs.ts';
import { formLines } from './lines.ts';
import { drawnPage, type DrawOptions } from './test-glyphs.ts';

const fontOf = ({ size, font }: GlyphRun): FontInfo => ({
  name: `F${font}`,
  size,
  weight: 400,
  bold: false,
  italic: false,
});
const contextOf = (glyphs: GlyphBuffer): BlockContext => ({
  glyphs,
  fontOf,
  origin: 'native',
  width: 100,
  height: 100,
});

function blocks(
  drawing: (draw: ReturnType<typeof drawnPage>['draw']) => void,
  merge?: Granularity | TextMerger,
  withWords?: boolean,
): TextBlock[] {
  const { glyphs, draw } = drawnPage();
  drawing(draw);
  return toTextBlocks(formLines(glyphs).lines, contextOf(glyphs), merge, withWords);
}
const turned = (degrees: number): DrawOptions => ({
  ux: Math.cos((degrees * Math.PI) / 180),
  uy: Math.sin((degrees * Math.PI) / 180),
});

describe('toTextBlocks', () => {
  it('makes a block a line, with its words', () => {
    expect(blocks((draw) => draw('ab cd', 10, 20))).toEqual([
      {
        text: 'ab cd',
        bbox: { x0: 10, y0: 12.5, x1: 32.5, y1: 22.5 },
        rotation: 0,
        origin: 'native',
        direction: 'ltr',
        font: fontOf({ size: 10, font: 0 } as GlyphRun),
        color: '#000000',
        words: [
          { text: 'ab', bbox: { x0: 10, y0: 12.5, x1: 20, y1: 22.5 } },
          { text: 'cd', bbox: { x0: 22.5, y0: 12.5, x1: 32.5, y1: 22.5 } },
        ],
      },
    ]);
    expect(blocks((draw) => draw('ab cd', 10, 20), 'line', false)[0]).not.toHaveProperty('words');
  });

  it('makes a block a word, and a block a glyph', () => {
    expect(blocks((draw) => draw('ab cd', 10, 20), 'word').map(({ text }) => text)).toEqual(['ab', 'cd']);
    const chars = blocks((draw) => draw('ab cd', 10, 20), 'char');
    expect(chars.map(({ text, bbox }) => [text, bbox.x0])).toEqual([
      ['a', 10],
      ['b', 15],
      ['c', 22.5],
      ['d', 27.5],
    ]);
    expect(chars[0]).not.toHaveProperty('words');
  });

  it('says the same letter by letter as line by line: brackets turned, accents on their letters', () => {
    for (const drawn of ['(\u05d0\u05d1) \u05d2', 'cafe\u0301 ole']) {
      const said = (merge: Granularity): string =>
        blocks((draw) => draw(drawn, 10, 20), merge)
          .map(({ text }) => text)
          .join('')
          .replaceAll(' ', '');
      expect(said('char')).toBe(said('line'));
      expect(said('word')).toBe(said('line'));
    }
    const accented = blocks((draw) => draw('cafe\u0301', 10, 20), 'char');
    expect(accented.map(({ text }) => text)).toEqual(['c', 'a', 'f', 'é']);
    const bracketed = blocks((draw) => draw('(\u05d0\u05d1) \u05d2', 10, 20), 'char');
    expect(bracketed.map(({ text }) => text)).toEqual(['\u05d2', '(', '\u05d1', '\u05d0', ')']);
  });

  it('gives the lines and all that it knows to a merger of the caller', () => {
    const merger: TextMerger = (lines, { glyphs, origin }) =>
      lines.map((line) => ({
        text: line.words.map((word) => word.glyphs.map((g) => glyphs.text[g]).join('')).join('_'),
        bbox: { x0: 0, y0: 0, x1: 1, y1: 1 },
        rotation: 0,
        origin,
      }));
    expect(blocks((draw) => draw('ab cd', 10, 20), merger)).toMatchObject([{ text: 'ab_cd', origin: 'native' }]);
  });

  it('takes font and colour from most of the glyphs', () => {
    const [block] = blocks((draw) => {
      draw('a', 10, 20, { font: 1, color: '#ff0000' });
      draw('bcd', 15, 20, { font: 2, color: '#0000ff' });
    });
    expect(block).toMatchObject({ text: 'abcd', color: '#0000ff', font: { name: 'F2' } });
    expect(blocks((draw) => draw('a', 10, 20, { color: undefined }))[0]).not.toHaveProperty('color');
  });

  it.each([0, 10, 45, 90, 135, 180, 200.5, 270, 359.99])('tells the rotation: %f degrees', (degrees) => {
    expect(blocks((draw) => draw('ab', 50, 50, turned(degrees)))[0]?.rotation).toBeCloseTo(degrees, 2);
  });

  it('rounds a full circle to none', () => {
    expect(blocks((draw) => draw('ab', 50, 50, turned(359.999)))[0]?.rotation).toBe(0);
  });

  it('gives vertical writing no rotation, but a direction', () => {
    const [block] = blocks((draw) => draw('縦', 50, 10, { ux: 0, uy: 1, vertical: true, ascent: 5, descent: 5 }));
    expect(block).toMatchObject({ rotation: 0, direction: 'ttb', bbox: { x0: 45, y0: 10, x1: 55, y1: 15 } });
  });

  it('cuts boxes to the page, but leaves those alone that say that they are off it', () => {
    expect(blocks((draw) => draw('abc', 90, 20))[0]?.bbox).toMatchObject({ x0: 90, x1: 100 });
    expect(blocks((draw) => draw('abc', 90, 20, { hidden: 'off-page' }))[0]).toMatchObject({
      hidden: 'off-page',
      bbox: { x0: 90, x1: 105 },
    });
    expect(blocks((draw) => draw('abc', 90, 20, { hidden: 'invisible' }))[0]).toMatchObject({
      hidden: 'invisible',
      bbox: { x0: 90, x1: 100 },
    });
  });

  it('makes nothing of nothing', () => {
    expect(blocks(() => undefined)).toEqual([]);
  });
});
