import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountFor } from './coverage.ts';
import { formLines } from './lines.ts';
import { drawnPage } from './test-glyphs.ts';

describe('accountFor', () => {
  it('counts glyphs, not characters, and no white space', () => {
    const { glyphs, draw } = drawnPage();
    draw('o_ce hours', 0, 20);
    glyphs.text[1] = 'ffi';
    expect(accountFor(glyphs, formLines(glyphs))).toEqual({ glyphs: 9, inTexts: 9, omitted: [] });
  });

  it('cuts its samples', () => {
    const { glyphs, draw } = drawnPage();
    for (let i = 0; i < 2; i++) draw('x'.repeat(500), 0, 20);
    const [omitted] = accountFor(glyphs, formLines(glyphs)).omitted;
    expect(omitted).toMatchObject({ reason: 'duplicate', glyphs: 500 });
    expect(omitted?.sample).toBe('x'.repeat(200));
  });

  it('shows a glyph that the lines have lost', () => {
    const { glyphs, draw } = drawnPage();
    draw('abc', 0, 20);
    const layout = formLines(glyphs);
    layout.lines[0]!.words[0]!.glyphs.pop();
    expect(accountFor(glyphs, layout)).toEqual({ glyphs: 3, inTexts: 2, omitted: [] });
  });

  it('finds every glyph of any page in exactly one line, or among the copies', () => {
    const texts = ['word', 'two words', 'שלום 12', '縦書', 'Cˆote', ' ', 'a', '…', '(x)', 'e\u0301', 'ˆ', '´a', 'ı¨', 'ש\u05c1'];
    const piece = fc.record({
      text: fc.constantFrom(...texts),
      x: fc.integer({ min: -20, max: 60 }),
      y: fc.integer({ min: -10, max: 30 }),
      turn: fc.constantFrom(0, 0, 0, 90, 180, 270, 30),
      hidden: fc.constantFrom(undefined, undefined, 'invisible' as const),
      vertical: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { glyphs, draw } = drawnPage();
        for (const { text, x, y, turn, hidden, vertical } of pieces) {
          const angle = (turn * Math.PI) / 180;
          draw(text, x, y, { ux: Math.cos(angle), uy: Math.sin(angle), hidden, vertical: vertical && turn === 90 });
        }
        const layout = formLines(glyphs);
        const { glyphs: total, inTexts, omitted } = accountFor(glyphs, layout);
        expect(inTexts + omitted.reduce((sum, entry) => sum + entry.glyphs, 0)).toBe(total);
        const used = layout.lines.flatMap(({ words }) => words.flatMap((word) => word.glyphs));
        expect(new Set(used).size).toBe(used.length);
        for (const { words } of layout.lines) for (const { text } of words) expect(text.trim()).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
