import type { Component } from '../image/components.ts';

interface Segment {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

/** A gap in a line that is wider than this many heights of the print is no space between words. */
const WORD_GAP = 1.6;
/** A column has this many lines at least, and each is at least this share of the text's width. */
const MIN_LINES = 6;
const MIN_SHARE = 0.22;
/** A gutter may be crossed by this share of the lines: headings over all columns. */
const CROSSED = 0.25;

/**
 * Whether the text stands in columns side by side, as in a journal: somewhere few lines cross, and on both sides of it there are
 * several long ones. The narrow columns of a receipt or a table are none.
 */
export function hasColumns(glyphs: readonly Component[], height: number): boolean {
  const segments = findSegments(glyphs, height).filter(({ x0, x1 }) => x1 - x0 > height * 4);
  if (segments.length < MIN_LINES * 2) return false;
  const left = Math.min(...segments.map(({ x0 }) => x0));
  const right = Math.max(...segments.map(({ x1 }) => x1));
  const wide = (right - left) * MIN_SHARE;
  for (let share = 0.25; share <= 0.75; share += 0.01) {
    const x = left + (right - left) * share;
    const crossing = segments.filter((segment) => segment.x0 < x && segment.x1 > x).length;
    if (crossing > segments.length * CROSSED) continue;
    const before = segments.filter((segment) => segment.x1 <= x && segment.x1 - segment.x0 >= wide);
    const after = segments.filter((segment) => segment.x0 >= x && segment.x1 - segment.x0 >= wide);
    if (before.length >= MIN_LINES && after.length >= MIN_LINES) return true;
  }
  return false;
}

/** Characters in a row, as far as the gaps between them are those of words. */
function findSegments(glyphs: readonly Component[], height: number): Segment[] {
  const sorted = [...glyphs].filter(({ y0, y1 }) => y1 - y0 > height / 3).sort((a, b) => a.x0 - b.x0);
  const open: Segment[] = [];
  for (const { x0, x1, y0, y1 } of sorted) {
    const middle = (y0 + y1) / 2;
    const fit = open.find((segment) => {
      const gap = x0 - segment.x1;
      return gap < height * WORD_GAP && gap > -height && middle > segment.y0 && middle < segment.y1;
    });
    if (!fit) open.push({ x0, x1, y0, y1 });
    else {
      fit.x1 = Math.max(fit.x1, x1);
      // The band follows the line, and does not grow with tall characters.
      fit.y0 = Math.min(fit.y0, Math.max(y0, middle - height));
      fit.y1 = Math.max(fit.y1, Math.min(y1, middle + height));
    }
  }
  return open;
}
