import type { BBox, Page } from '@unifex/core';
import { n, svg } from './svg.ts';

const LEGEND = 26;
const KINDS = {
  text: { color: '#2563eb', label: 'text, a box for each line' },
  image: { color: '#16a34a', label: 'image' },
  ruling: { color: '#ea580c', label: 'ruling line' },
} as const;

/**
 * A page with a frame around everything that unifex found on it.
 * @param page in points
 * @param image the page as pdf.js paints it, a PNG
 * @param height how much of the page to show, from its top, in points
 */
export function pagePicture(page: Page, image: Uint8Array, height: number): string {
  const data = Buffer.from(image).toString('base64');
  return svg(page.width, height + LEGEND, 'A page with the boxes that unifex found', [
    `<image width="${n(page.width)}" height="${n(height)}" preserveAspectRatio="xMidYMin slice" href="data:image/png;base64,${data}"/>`,
    boxesOf(page, height),
    `<rect y="${n(height)}" width="${n(page.width)}" height="${LEGEND}" fill="#f1f5f9"/>`,
    ...kindsOn(page).map(({ color, label }, at) => {
      const x = 56 + at * 190;
      const y = height + LEGEND / 2;
      const frame = `<rect x="${x}" y="${n(y - 5)}" width="16" height="10" fill="${color}" fill-opacity="0.12" stroke="${color}"/>`;
      return `${frame}<text x="${x + 23}" y="${n(y + 4)}" font-size="11" fill="#334155">${label}</text>`;
    }),
  ]);
}

/** The legend names only what is there. */
function kindsOn({ images = [], rulings = [] }: Page): { color: string; label: string }[] {
  return [KINDS.text, ...(images.length > 0 ? [KINDS.image] : []), ...(rulings.length > 0 ? [KINDS.ruling] : [])];
}

/** The frames alone: what a test compares with what the page gives today. */
export function boxesOf(page: Page, height: number): string {
  const frames = [
    ...(page.rulings ?? []).map(({ start, end }) => line(start, end)),
    ...(page.images ?? []).map(({ bbox }) => frame(bbox, KINDS.image.color)),
    ...page.texts.filter(({ hidden }) => hidden === undefined).map(({ bbox }) => frame(bbox, KINDS.text.color)),
  ];
  return [
    `<clipPath id="shown"><rect width="${n(page.width)}" height="${n(height)}"/></clipPath>`,
    '<g id="boxes" clip-path="url(#shown)">',
    ...frames,
    '</g>',
  ].join('\n');
}

function frame({ x0, y0, x1, y1 }: BBox, color: string): string {
  return `<rect x="${n(x0)}" y="${n(y0)}" width="${n(x1 - x0)}" height="${n(y1 - y0)}" fill="${color}" fill-opacity="0.07" stroke="${color}" stroke-width="0.6"/>`;
}

function line(start: { x: number; y: number }, end: { x: number; y: number }): string {
  return `<path d="M${n(start.x)} ${n(start.y)} ${n(end.x)} ${n(end.y)}" stroke="${KINDS.ruling.color}" stroke-width="1.6" stroke-opacity="0.7"/>`;
}
