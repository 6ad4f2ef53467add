import type { Component } from '../image/components.ts';
import { findSegments } from './segments.ts';

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
