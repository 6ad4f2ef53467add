import type { Component } from '../image/components.ts';

/** Smaller pieces are dots, noise, or print that nobody reads, in pixels. */
const MIN_HEIGHT = 5;

/** The pieces of ink that look like characters by their shape: neither lines, nor dust, nor pictures. */
export function glyphLike(components: readonly Component[], pageHeight: number): Component[] {
  return components.filter(({ x0, y0, x1, y1, area }) => {
    const width = x1 - x0;
    const height = y1 - y0;
    const filled = area / (width * height);
    if (height < MIN_HEIGHT && width < MIN_HEIGHT) return false;
    if (height > pageHeight / 8 || width < 2 || height < 2) return false;
    return width < height * 4 && height < width * 8 && filled > 0.15 && filled < 0.95;
  });
}

/** Of the ink of mixed text, so much is in small letters; above it come the capitals and the tall ones. */
const SHARE_BELOW_CAPITALS = 0.75;

/**
 * Height of the capitals in pixels: a high quantile of the heights of what looks like characters, by area, so that a page full of
 * specks is still measured by its letters. 0 where there is nothing.
 */
export function glyphHeight(glyphs: readonly Component[]): number {
  const sizes = glyphs
    .map(({ x0, y0, x1, y1 }) => ({ height: y1 - y0, weight: (y1 - y0) * (x1 - x0) }))
    .sort((a, b) => a.height - b.height);
  let left = sizes.reduce((sum, { weight }) => sum + weight, 0) * SHARE_BELOW_CAPITALS;
  for (const { height, weight } of sizes) {
    left -= weight;
    if (left <= 0) return height;
  }
  return 0;
}
