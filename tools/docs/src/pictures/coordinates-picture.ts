import { convertBBox, UNITS, type BBox, type Page, type TextBlock, type Unit } from '@unifex/core';
import { escape, n, svg } from './svg.ts';

const SCALE = 0.62;
const LEFT = 70;
const TOP = 64;
const COLOR = '#2563eb';
const DECIMALS: Readonly<Record<Unit, number>> = { points: 1, pixels: 1, inches: 3, normalized: 4 };

/**
 * Where a block stands on its page: the origin, the two axes, and its box in every unit.
 * @param page in points
 */
export function coordinatesPicture(page: Page, block: TextBlock): string {
  const width = page.width * SCALE;
  const height = page.height * SCALE;
  const box = onSheet(block.bbox);
  const others = page.texts.map(({ bbox }) => rect(onSheet(bbox), 'fill="#e2e8f0"'));
  const right = LEFT + width + 36;
  return svg(right + 366, TOP + height + 34, 'Where a box stands on its page', [
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="#0f172a"/></marker></defs>',
    `<rect x="${LEFT}" y="${TOP}" width="${n(width)}" height="${n(height)}" fill="#fff" stroke="#94a3b8"/>`,
    ...others,
    rect(box, `fill="${COLOR}" fill-opacity="0.15" stroke="${COLOR}" stroke-width="1.5"`),
    `<circle cx="${LEFT}" cy="${TOP}" r="3.5" fill="#0f172a"/>`,
    label(LEFT - 8, TOP - 10, '0, 0', 'end'),
    axis(LEFT, TOP - 16, LEFT + width, TOP - 16),
    label(LEFT + width / 2, TOP - 26, `x, ${n(page.width)} points wide`, 'middle'),
    axis(LEFT - 16, TOP, LEFT - 16, TOP + height),
    `<g transform="rotate(-90 ${LEFT - 28} ${n(TOP + height / 2)})">${label(LEFT - 28, TOP + height / 2, `y, ${n(page.height)} points high`, 'middle')}</g>`,
    corner(box.x0, box.y0, `x0, y0`, 'start', -7),
    corner(box.x1, box.y1, `x1, y1`, 'start', 16),
    ...table(page, block, right),
  ]);
}

function table(page: Page, block: TextBlock, x: number): string[] {
  const y = TOP + 150;
  const rows = UNITS.map((unit, row) => {
    const box = convertBBox(block.bbox, page, unit);
    const cells = [box.x0, box.y0, box.x1, box.y1].map((value, column) =>
      label(x + 142 + column * 66, y + 62 + row * 26, value.toFixed(DECIMALS[unit]), 'end', 13.5),
    );
    return [label(x, y + 62 + row * 26, unit, 'start', 13.5), ...cells].join('');
  });
  const heads = ['x0', 'y0', 'x1', 'y1'].map((name, column) =>
    label(x + 142 + column * 66, y + 36, name, 'end', 13.5, COLOR),
  );
  return [
    label(x, y, block.text, 'start', 17, COLOR),
    ...heads,
    `<path d="M${n(x)} ${n(y + 44)} h340" stroke="#94a3b8"/>`,
    ...rows,
    label(x, y + 62 + UNITS.length * 26, 'pixels at 96 dpi', 'start', 12, '#64748b'),
  ];
}

function onSheet({ x0, y0, x1, y1 }: BBox): BBox {
  return { x0: LEFT + x0 * SCALE, y0: TOP + y0 * SCALE, x1: LEFT + x1 * SCALE, y1: TOP + y1 * SCALE };
}

function rect({ x0, y0, x1, y1 }: BBox, style: string): string {
  return `<rect x="${n(x0)}" y="${n(y0)}" width="${n(x1 - x0)}" height="${n(y1 - y0)}" ${style}/>`;
}

function axis(x0: number, y0: number, x1: number, y1: number): string {
  return `<path d="M${n(x0)} ${n(y0)} ${n(x1)} ${n(y1)}" stroke="#0f172a" stroke-width="1.3" marker-end="url(#tip)"/>`;
}

function corner(x: number, y: number, text: string, anchor: string, dy: number): string {
  return `<circle cx="${n(x)}" cy="${n(y)}" r="3" fill="${COLOR}"/>${label(x, y + dy, text, anchor, 12.5, COLOR)}`;
}

function label(x: number, y: number, text: string, anchor: string, size = 13, color = '#0f172a'): string {
  return `<text x="${n(x)}" y="${n(y)}" font-size="${size}" text-anchor="${anchor}" fill="${color}">${escape(text)}</text>`;
}
