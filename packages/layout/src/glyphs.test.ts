import { describe, expect, it } from 'vitest';
import { createGlyphBuffer, isWhiteSpace, pushGlyph, pushJoiner, releaseGlyphBuffer } from './glyphs.ts';

describe('GlyphBuffer', () => {
  it('grows, and keeps what it holds', () => {
    const buffer = createGlyphBuffer(1);
    for (let i = 0; i < 100; i++) {
      buffer.runs.push({} as never);
      pushGlyph(buffer, `${i}`, i, i * 2, i * 3);
    }
    expect(buffer.count).toBe(100);
    for (let i = 0; i < 100; i++) {
      expect([buffer.text[i], buffer.x[i], buffer.y[i], buffer.advance[i], buffer.run[i]]).toEqual([
        `${i}`,
        i,
        i * 2,
        i * 3,
        i,
      ]);
    }
  });
});

describe('releaseGlyphBuffer', () => {
  it('lends the arrays to the next buffer, and to no other', () => {
    const first = createGlyphBuffer();
    first.runs.push({} as never);
    pushGlyph(first, 'a', 1, 2, 3);
    releaseGlyphBuffer(first);
    const [second, third] = [createGlyphBuffer(), createGlyphBuffer()];
    expect(second.x).toBe(first.x);
    expect([second.count, second.text, second.runs]).toEqual([0, [], []]);
    expect(third.x).not.toBe(second.x);
  });

  it('lends none that are too small, and keeps none that are huge', () => {
    for (const [had, wanted] of [
      [10, 11],
      [100_000, 10],
    ] as const) {
      const first = createGlyphBuffer(had);
      releaseGlyphBuffer(first);
      expect(createGlyphBuffer(wanted).x).not.toBe(first.x);
    }
  });
});

describe('pushJoiner', () => {
  it('lengthens the glyph before it in its run, and no white space', () => {
    const buffer = createGlyphBuffer();
    pushJoiner(buffer, 5);
    buffer.runs.push({} as never);
    pushGlyph(buffer, 'a', 0, 0, 10);
    pushJoiner(buffer, 5);
    pushGlyph(buffer, ' ', 15, 0, 3);
    pushJoiner(buffer, 5);
    buffer.runs.push({} as never);
    pushJoiner(buffer, 5);
    expect([...buffer.advance.subarray(0, 2)]).toEqual([15, 3]);
    expect(buffer.count).toBe(2);
  });
});

describe('isWhiteSpace', () => {
  it.each([' ', '\u00a0', '\t', '\u2003', '\u3000', '\u200b', '', '  '])('takes %j for white space', (text) => {
    expect(isWhiteSpace(text)).toBe(true);
  });
  it.each(['a', '.', '\u00ad', ' a', '\ufffd'])('takes %j for text', (text) => {
    expect(isWhiteSpace(text)).toBe(false);
  });
});
