import type { Component } from '../image/components.ts';

/** A line of text, or a piece of one. */
export interface Segment {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  /** Characters in it. */
  glyphs: number;
}

/** A gap in a line that is wider than this many heights of the print is no space between words. */
const WORD_GAP = 1.6;

/** Characters in a row, as far as the gaps between them are those of words. */
export function findSegments(glyphs: readonly Component[], height: number): Segment[] {
  const sorted = [...glyphs].filter(({ y0, y1 }) => y1 - y0 > height / 3).sort((a, b) => a.x0 - b.x0);
  const open: Segment[] = [];
  for (const { x0, x1, y0, y1 } of sorted) {
    const middle = (y0 + y1) / 2;
    const fit = open.find((segment) => {
      const gap = x0 - segment.x1;
      return gap < height * WORD_GAP && gap > -height && middle > segment.y0 && middle < segment.y1;
    });
    if (!fit) open.push({ x0, x1, y0, y1, glyphs: 1 });
    else {
      fit.glyphs += 1;
      fit.x1 = Math.max(fit.x1, x1);
      // The band follows the line, and does not grow with tall characters.
      fit.y0 = Math.min(fit.y0, Math.max(y0, middle - height));
      fit.y1 = Math.max(fit.y1, Math.min(y1, middle + height));
    }
  }
  return open;
}
