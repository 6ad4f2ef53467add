import { createGlyphBuffer, pushGlyph, type GlyphBuffer, type GlyphRun } from './glyphs.ts';

const RUN: GlyphRun = {
  ux: 1,
  uy: 0,
  ascent: 7.5,
  descent: 2.5,
  size: 10,
  spaceAdvance: 2.5,
  font: 0,
  color: '#000000',
  hidden: undefined,
  vertical: false,
  emboldened: false,
};

/** Test helper: a page on which strings are drawn in a 10-point font whose letters are 5 points and spaces 2.5 points wide. */
export function drawnPage(): {
  glyphs: GlyphBuffer;
  draw: (text: string, x: number, y: number, options?: DrawOptions) => void;
} {
  const glyphs = createGlyphBuffer(4);
  const draw = (text: string, x: number, y: number, options: DrawOptions = {}): void => {
    const { tracking = 0, rightToLeft = false, ...run } = options;
    glyphs.runs.push({ ...RUN, ...run });
    const { ux, uy } = glyphs.runs.at(-1)!;
    let at = 0;
    for (const char of text) {
      const advance = char === ' ' ? 2.5 : 5;
      if (rightToLeft) at -= advance;
      pushGlyph(glyphs, char, x + at * ux, y + at * uy, advance);
      at += rightToLeft ? -tracking : advance + tracking;
    }
  };
  return { glyphs, draw };
}

export interface DrawOptions extends Partial<GlyphRun> {
  /** Extra space after each glyph, in points. */
  tracking?: number;
  /** Draws in logical order towards the left. */
  rightToLeft?: boolean;
}
