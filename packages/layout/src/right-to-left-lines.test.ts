import { describe, expect, it } from 'vitest';
import { pushGlyph, type GlyphBuffer } from './glyphs.ts';
import { formLines } from './lines.ts';
import { drawnPage } from './test-glyphs.ts';

function texts(glyphs: GlyphBuffer): string[] {
  return formLines(glyphs).lines.map((line) => line.words.map((word) => word.text).join(' '));
}

describe('right-to-left lines', () => {
  it('are whole when they are drawn word by word towards the left, each word from left to right', () => {
    const { glyphs, draw } = drawnPage();
    draw('בא', 90, 20);
    draw(',', 85, 20);
    draw('תד ', 72.5, 20);
    draw(',', 67.5, 20);
    draw('21', 55, 20);
    draw('חזו ', 37.5, 20);
    expect(texts(glyphs)).toEqual(['אב, דת, 21 וזח']);
  });

  it('are whole where a letter leans under the one that is drawn next', () => {
    const { glyphs, draw } = drawnPage();
    draw('ورق', 60, 20);
    draw('ي', 50, 20);
    draw('ف', 52.5, 20);
    expect(texts(glyphs)).toEqual(['قرو في']);
  });

  it.each([
    ['before its letter', ['ا', 'ً', 'ر'], [0, 6, 5]],
    ['after its letter', ['ا', 'ر', 'ً'], [0, 5, 6]],
  ])('have a point that is drawn %s on that letter, at whatever height', (_, letters, places) => {
    const { glyphs, draw } = drawnPage();
    draw('', 0, 20);
    letters.forEach((letter, i) => {
      const isPoint = letter === 'ً';
      pushGlyph(glyphs, letter, places[i]!, isPoint ? 17 : 20, isPoint ? 0 : 5);
    });
    expect(texts(glyphs)).toEqual(['رًا']);
  });

  it('have two points on that letter that are one glyph', () => {
    const { glyphs, draw } = drawnPage();
    draw('', 0, 20);
    pushGlyph(glyphs, 'ا', 0, 20, 5);
    // As wide as it is drawn, so that the letters stand far apart.
    pushGlyph(glyphs, '\u064e\u0651', 10, 17, 5);
    pushGlyph(glyphs, 'ر', 5, 20, 12);
    expect(texts(glyphs)).toEqual(['ر\u064e\u0651ا']);
  });
});
