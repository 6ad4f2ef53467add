import type { BBox, Page } from '@unifex/core';

/**
 * A page as an SVG drawing: its text where it stands, and highlights beneath it. The letters are the browser's own, stretched to the
 * width that the text has in the document.
 */
export function svgPage(page: Page, highlights: readonly BBox[]): string {
  const marks = highlights.map(
    ({ x0, y0, x1, y1 }) =>
      `<rect class="mark" x="${n(x0)}" y="${n(y0)}" width="${n(x1 - x0)}" height="${n(y1 - y0)}"/>`,
  );
  const texts = page.texts
    // Text along the page's bottom edge only: a rotated line would need a transform, and a hidden one is not seen.
    .filter(({ rotation, hidden }) => rotation === 0 && hidden === undefined)
    .map(({ text, bbox: { x0, y0, x1, y1 }, font, color }) => {
      const size = font?.size ?? y1 - y0;
      const style = `font-size="${n(size)}" fill="${color ?? '#000'}"${font?.bold ? ' font-weight="bold"' : ''}`;
      // Letters reach about a fifth of their size below the baseline.
      const place = `x="${n(x0)}" y="${n(y1 - size * 0.22)}" textLength="${n(x1 - x0)}" lengthAdjust="spacingAndGlyphs"`;
      return `<text ${place} ${style}>${escape(text)}</text>`;
    });
  const size = `width="${n(page.width)}" height="${n(page.height)}" viewBox="0 0 ${n(page.width)} ${n(page.height)}"`;
  return [`<svg xmlns="http://www.w3.org/2000/svg" ${size}>`, ...marks, ...texts, '</svg>'].join('\n');
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
