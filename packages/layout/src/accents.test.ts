import { describe, expect, it } from 'vitest';
import { compose, findAccents } from './accents.ts';
import { formLines } from './lines.ts';
import { drawnPage, type DrawOptions } from './test-glyphs.ts';

type Drawing = readonly (readonly [text: string, x: number, y?: number, options?: DrawOptions])[];

function read(drawing: Drawing): { lines: string[]; glyphs: number } {
  const { glyphs, draw } = drawnPage();
  for (const [text, x, y = 20, options] of drawing) draw(text, x, y, options);
  const { lines } = formLines(glyphs);
  return {
    lines: lines.map(({ words }) => words.map(({ text }) => text).join(' ')),
    glyphs: lines.flatMap(({ words }) => words.flatMap((word) => word.glyphs)).length,
  };
}

describe('accents that are drawn over a letter', () => {
  it.each([
    [
      'before their letter, as TeX does',
      [
        ['C', 0],
        ['ˆ', 5],
        ['ote', 5],
      ],
      'Côte',
    ],
    [
      'as a stroke over a sign that it negates',
      [
        ['x', 0],
        ['\u0338', 10],
        ['=', 10],
        ['y', 20],
      ],
      'x ≠ y',
    ],
    [
      'behind their letter',
      [
        ['Co', 0],
        ['ˆ', 5],
        ['te', 10],
      ],
      'Côte',
    ],
    [
      'above a capital',
      [
        ['ˆ', 0, 17.5],
        ['Hx', 0],
      ],
      'Ĥx',
    ],
    [
      'a little to the side, over a sloping letter',
      [
        ['ˆ', 0.6, 17.5],
        ['Ax', 0],
      ],
      'Âx',
    ],
    [
      'below',
      [
        ['c', 0],
        ['¸', 0],
        ['a', 5],
      ],
      'ça',
    ],
    [
      'over an i without its dot',
      [
        ['´', 0],
        ['ıa', 0],
      ],
      'ía',
    ],
    [
      'two over one letter',
      [
        ['ˆ', 0],
        ['a', 0],
        ['´', 0, 18],
      ],
      'ấ',
    ],
    [
      'where Unicode has no letter for the two',
      [
        ['¨', 0],
        ['q', 0],
      ],
      'q̈',
    ],
    [
      'the grave that is also a backtick',
      [
        ['`', 0],
        ['a', 0],
      ],
      'à',
    ],
  ] as readonly (readonly [string, Drawing, string])[])('%s are part of it', (_name, drawing, text) => {
    const found = read(drawing);
    expect(found.lines).toEqual([text]);
    // None of the glyphs is lost.
    expect(found.glyphs).toBe(drawing.reduce((sum, [drawn]) => sum + Array.from(drawn).length, 0));
  });

  it.each([
    ['an apostrophe between letters', [['don´t', 0]], 'don´t'],
    ['a backtick in code', [['`ls`', 0]], '`ls`'],
    [
      'a caret that stands alone',
      [
        ['a', 0],
        ['ˆ', 8],
      ],
      'a ˆ',
    ],
    [
      'a diaeresis on a digit',
      [
        ['1', 0],
        ['¨', 0],
      ],
      '1',
    ],
  ] as readonly (readonly [string, Drawing, string])[])('%s is none', (_name, drawing, text) => {
    expect(read(drawing).lines[0]).toBe(text);
  });

  it('neither cross the line nor join hidden text to visible text', () => {
    const { glyphs, draw } = drawnPage();
    draw('ˆ', 0, 10);
    draw('a', 0, 20);
    draw('´', 0, 20, { hidden: 'invisible' });
    expect(findAccents(glyphs, new Uint8Array(glyphs.count)).size).toBe(0);
  });

  it('belong to turned letters too', () => {
    const found = read([
      ['a', 50, 50, { ux: 0, uy: -1 }],
      ['¨', 50, 50, { ux: 0, uy: -1 }],
    ]);
    expect(found.lines).toEqual(['ä']);
  });
});

describe('combining marks', () => {
  it('are composed with the letter that they follow', () => {
    const { glyphs, draw } = drawnPage();
    draw('ab', 0, 20);
    draw('\u0301', 8, 20);
    glyphs.advance[2] = 0;
    expect(formLines(glyphs).lines[0]?.words.map(({ text }) => text)).toEqual(['ab\u0301'.normalize('NFC')]);
  });
});

describe('compose', () => {
  it('gives composed characters where there are some', () => {
    expect(compose('e', ['´'])).toBe('é');
    expect(compose('ı', ['¨'])).toBe('ï');
    expect(compose('ȷ', ['ˇ'])).toBe('ǰ');
    expect(compose('ı', ['˛'])).toBe('ı̨');
    expect(compose('x', [])).toBe('x');
  });
});
