import { describe, expect, it } from 'vitest';
import type { Component } from '../image/components.ts';
import { hasColumns } from './columns.ts';
import { lineDirection } from './direction.ts';
import { lineAngle, toOriginal, toRead, type Frame } from './frame.ts';
import { glyphHeight, glyphLike } from './glyphs.ts';
import { findSkew } from './skew.ts';

const HEIGHT = 20;

/** Characters of a text: `lines` rows of print in each column, slanted by so many degrees. */
function print(columns: readonly { x: number; letters: number }[], lines: number, degrees = 0): Component[] {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const glyphs: Component[] = [];
  for (const { x, letters } of columns) {
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < letters; i++) {
        // A space after every sixth one.
        const x0 = x + i * 16 + Math.floor(i / 6) * 10;
        const y0 = 50 + line * 40 + (x0 + 6) * slope;
        glyphs.push({ x0, y0, x1: x0 + 12, y1: y0 + HEIGHT, area: 100 });
      }
    }
  }
  return glyphs;
}

const across = (glyphs: readonly Component[]): Component[] =>
  glyphs.map(({ x0, y0, x1, y1, area }) => ({ x0: y0, y0: x0, x1: y1, y1: x1, area }));

describe('glyphLike', () => {
  it('leaves out lines, dust and pictures', () => {
    const letter = { x0: 0, y0: 0, x1: 12, y1: 20, area: 100 };
    const line = { x0: 0, y0: 0, x1: 500, y1: 3, area: 1500 };
    const dust = { x0: 0, y0: 0, x1: 3, y1: 3, area: 9 };
    const picture = { x0: 0, y0: 0, x1: 300, y1: 300, area: 40_000 };
    expect(glyphLike([letter, line, dust, picture], 1000)).toEqual([letter]);
  });
});

describe('glyphHeight', () => {
  it('is that of the capitals, whatever specks there are', () => {
    const specks = Array.from({ length: 500 }, (_, i) => ({ x0: i * 9, y0: 0, x1: i * 9 + 5, y1: 5, area: 20 }));
    expect(glyphHeight([...print([{ x: 0, letters: 40 }], 10), ...specks])).toBe(HEIGHT);
    expect(glyphHeight([])).toBe(0);
  });
});

describe('findSkew', () => {
  it.each([-4, -1.5, 0, 0.3, 2.2, 5])('finds %d degrees', (degrees) => {
    expect(findSkew(print([{ x: 0, letters: 60 }], 20, degrees), HEIGHT)).toBeCloseTo(degrees, 0);
    expect(Math.abs(findSkew(print([{ x: 0, letters: 60 }], 20, degrees), HEIGHT) - degrees)).toBeLessThan(0.3);
  });

  it('finds none where there is hardly any print', () => {
    expect(findSkew(print([{ x: 0, letters: 5 }], 1, 3), HEIGHT)).toBe(0);
  });
});

describe('lineDirection', () => {
  it('tells lines that run down the page from those that run along it', () => {
    const text = print([{ x: 0, letters: 50 }], 12);
    expect(lineDirection(text, HEIGHT)).toBe('level');
    expect(lineDirection(across(text), HEIGHT)).toBe('across');
    expect(lineDirection(text.slice(0, 20), HEIGHT)).toBe('unknown');
  });
});

describe('hasColumns', () => {
  it('finds two columns of text', () => {
    const two = print(
      [
        { x: 0, letters: 30 },
        { x: 620, letters: 30 },
      ],
      15,
    );
    expect(hasColumns(two, HEIGHT)).toBe(true);
  });

  it('takes one column for one, and the prices of a receipt for none', () => {
    expect(hasColumns(print([{ x: 0, letters: 60 }], 20), HEIGHT)).toBe(false);
    const receipt = print(
      [
        { x: 0, letters: 30 },
        { x: 700, letters: 5 },
      ],
      20,
    );
    expect(hasColumns(receipt, HEIGHT)).toBe(false);
  });
});

describe('toOriginal', () => {
  const frame: Frame = { width: 400, height: 200, quarters: 0, skew: 0, scaleX: 2, scaleY: 2 };
  const box = { x0: 20, y0: 40, x1: 60, y1: 80 };

  it('undoes scale and turns', () => {
    expect(toOriginal(box, frame)).toEqual({ x0: 10, y0: 20, x1: 30, y1: 40 });
    expect(toOriginal(box, { ...frame, quarters: 2 })).toEqual({ x0: 370, y0: 160, x1: 390, y1: 180 });
    // Turned clockwise, the upper left corner of the read page was the lower left one of the original.
    expect(toOriginal(box, { ...frame, quarters: 1 })).toEqual({ x0: 20, y0: 170, x1: 40, y1: 190 });
    expect(toOriginal(box, { ...frame, quarters: 3 })).toEqual({ x0: 360, y0: 10, x1: 380, y1: 30 });
  });

  it('puts a word of a slanted page back where its line runs', () => {
    const slanted = { ...frame, scaleX: 1, scaleY: 1, skew: 5 };
    const right = toOriginal({ x0: 340, y0: 95, x1: 360, y1: 105 }, slanted);
    expect((right.y0 + right.y1) / 2).toBeCloseTo(100 + 150 * Math.sin(Math.PI / 36), 1);
    expect((right.x0 + right.x1) / 2).toBeCloseTo(200 + 150 * Math.cos(Math.PI / 36), 1);
  });

  it('keeps boxes on the page', () => {
    expect(toOriginal({ x0: -10, y0: -10, x1: 900, y1: 900 }, frame)).toEqual({ x0: 0, y0: 0, x1: 400, y1: 200 });
  });
});

describe('toRead', () => {
  it('is the way back of toOriginal', () => {
    const frame: Frame = { width: 400, height: 200, quarters: 0, skew: 3, scaleX: 2, scaleY: 1.5 };
    const box = { x0: 100, y0: 60, x1: 110, y1: 80 };
    const there = toOriginal(toRead(box, frame), frame);
    expect((there.x0 + there.x1) / 2).toBeCloseTo(105, 6);
    expect((there.y0 + there.y1) / 2).toBeCloseTo(70, 6);
  });
});

describe('lineAngle', () => {
  it('is clockwise, on the original page', () => {
    const frame = { width: 1, height: 1, scaleX: 1, scaleY: 1 };
    expect(lineAngle({ ...frame, quarters: 0, skew: 1.5 })).toBe(1.5);
    expect(lineAngle({ ...frame, quarters: 0, skew: -2 })).toBe(358);
    expect(lineAngle({ ...frame, quarters: 2, skew: 0 })).toBe(180);
    expect(lineAngle({ ...frame, quarters: 1, skew: 1 })).toBe(271);
  });
});
