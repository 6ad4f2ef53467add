import { describe, expect, it } from 'vitest';
import { accountFor } from './coverage.ts';
import type { GlyphBuffer } from './glyphs.ts';
import { formLines, glyphBBox, unionOfGlyphs } from './lines.ts';
import { drawnPage } from './test-glyphs.ts';

function texts(glyphs: GlyphBuffer): string[] {
  return formLines(glyphs).lines.map((line) => line.words.map((word) => word.text).join(' '));
}

describe('formLines', () => {
  it('cuts words at drawn spaces and at gaps of half a space', () => {
    const { glyphs, draw } = drawnPage();
    draw('one two', 0, 20);
    draw('three', 35.2, 20);
    expect(texts(glyphs)).toEqual(['one two three']);
  });

  it('keeps kerned glyphs together and column gutters apart', () => {
    const { glyphs, draw } = drawnPage();
    draw('A', 0, 20);
    draw('V', 4.2, 20);
    draw('right', 60, 20);
    draw('next', 0, 32);
    expect(texts(glyphs)).toEqual(['AV', 'right', 'next']);
  });

  it('reads letter-spaced words as words', () => {
    const { glyphs, draw } = drawnPage();
    draw('HEADING', 0, 20, { tracking: 3 });
    draw('TWO', 66, 20, { tracking: 3 });
    expect(texts(glyphs)).toEqual(['HEADING TWO']);
  });

  it('keeps separate figures apart, however alike their gaps', () => {
    const { glyphs, draw } = drawnPage();
    draw('12345', 0, 20, { tracking: 3 });
    expect(texts(glyphs)).toEqual(['1 2 3 4 5']);
  });

  it('follows justified text however far one operation stretches its spaces', () => {
    const { glyphs, draw } = drawnPage();
    draw('a b', 0, 20);
    glyphs.x[2] = 30;
    expect(texts(glyphs)).toEqual(['a b']);
  });

  it('joins what was drawn at different times on one baseline', () => {
    const { glyphs, draw } = drawnPage();
    draw('start', 0, 20);
    draw('other line', 0, 40);
    draw('end', 27.5, 20);
    expect(texts(glyphs)).toEqual(['start end', 'other line']);
  });

  it('keeps a superscript in its line', () => {
    const { glyphs, draw } = drawnPage();
    draw('note', 0, 20);
    draw('1', 20, 16.5, { size: 6, ascent: 4.5, descent: 1.5 });
    draw('after', 28, 20);
    expect(texts(glyphs)).toEqual(['note1 after']);
  });

  it('drops text that is drawn twice, and says so', () => {
    const { glyphs, draw } = drawnPage();
    draw('bold', 0, 20);
    draw('bold', 0.3, 20);
    const layout = formLines(glyphs);
    expect(texts(glyphs)).toEqual(['bold']);
    expect(accountFor(glyphs, layout)).toEqual({
      glyphs: 8,
      inTexts: 4,
      omitted: [{ reason: 'duplicate', glyphs: 4, sample: 'bold' }],
    });
  });

  it('never mixes hidden text into visible lines', () => {
    const { glyphs, draw } = drawnPage();
    draw('seen', 0, 20);
    draw('unseen', 22.5, 20, { hidden: 'invisible' });
    const { lines } = formLines(glyphs);
    expect(lines.map(({ hidden }) => hidden)).toEqual([undefined, 'invisible']);
  });

  it('reads rotated and vertical text along its own direction', () => {
    const { glyphs, draw } = drawnPage();
    draw('up we go', 100, 100, { ux: 0, uy: -1 });
    draw('縦書き', 50, 10, { ux: 0, uy: 1, vertical: true, ascent: 5, descent: 5 });
    expect(texts(glyphs)).toEqual(['up we go', '縦書き']);
    expect(formLines(glyphs).lines.map(({ direction }) => direction)).toEqual(['ltr', 'ttb']);
  });

  it('gives right-to-left text in logical order, whichever way it was drawn', () => {
    for (const rightToLeft of [false, true]) {
      const { glyphs, draw } = drawnPage();
      const logical = 'שלום עולם';
      draw(rightToLeft ? logical : Array.from(logical).reverse().join(''), 100, 20, { rightToLeft });
      const [line] = formLines(glyphs).lines;
      expect(line?.words.map(({ text }) => text)).toEqual(['שלום', 'עולם']);
      expect(line?.direction).toBe('rtl');
    }
  });

  it('accounts for every glyph of a crowded page', () => {
    const { glyphs, draw } = drawnPage();
    for (let i = 0; i < 300; i++) {
      draw(`item ${i} שלום`, (i * 37) % 500, (i * 53) % 700, i % 7 === 0 ? { ux: 0, uy: 1 } : {});
    }
    const account = accountFor(glyphs, formLines(glyphs));
    expect(account.inTexts + account.omitted.reduce((sum, { glyphs: n }) => sum + n, 0)).toBe(account.glyphs);
    expect(account.glyphs).toBeGreaterThan(2000);
  });
});

describe('boxes', () => {
  it('stand on the baseline from descent to ascent', () => {
    const { glyphs, draw } = drawnPage();
    draw('ab', 10, 20);
    expect(glyphBBox(glyphs, 0)).toEqual({ x0: 10, y0: 12.5, x1: 15, y1: 22.5 });
    expect(unionOfGlyphs(glyphs, [0, 1])).toEqual({ x0: 10, y0: 12.5, x1: 20, y1: 22.5 });
  });

  it('turn with the text', () => {
    const { glyphs, draw } = drawnPage();
    draw('a', 10, 20, { ux: 0, uy: 1 });
    // Reading downwards, "up" is to the right.
    expect(glyphBBox(glyphs, 0)).toEqual({ x0: 7.5, y0: 20, x1: 17.5, y1: 25 });
  });
});
