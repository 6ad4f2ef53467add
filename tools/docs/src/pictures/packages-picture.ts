import { packageRows, type RowItem } from './package-rows.ts';
import type { HousePackage } from './read-packages.ts';
import { escape, n, svg } from './svg.ts';

const BOX = { width: 196, height: 56 };
/** Of the place where an arrow passes a row. */
const PASS_WIDTH = 40;
const GAP = { x: 30, y: 60 };
const MARGIN = 28;
const COLORS = ['#e0ecff', '#e6f6ea', '#fff3d6', '#fde4e1', '#efe6fb'];

interface Placed extends RowItem {
  /** Middle of the item. */
  readonly x: number;
  readonly y: number;
  readonly color: string;
}

/** The packages of the house, each above all that it needs, with arrows to those that it needs directly. */
export function packagesPicture(packages: readonly HousePackage[]): string {
  const rows = packageRows(packages);
  const inner = Math.max(...rows.map(rowWidth));
  const placed = rows.map((row, at) =>
    placeRow(row, MARGIN + inner / 2, at, COLORS[(rows.length - 1 - at) % COLORS.length]),
  );
  const height = MARGIN * 2 + rows.length * BOX.height + (rows.length - 1) * GAP.y;
  return svg(inner + MARGIN * 2, height, 'The packages of unifex and what they depend on', [
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#64748b"/></marker></defs>',
    ...placed.flatMap((row, at) => row.flatMap((item) => arrowsOf(item, placed[at + 1] ?? []))),
    ...placed.flat().flatMap((item) => (item.package ? [box(item.package, item)] : [])),
  ]);
}

function widthOf(item: RowItem): number {
  return item.package ? BOX.width : PASS_WIDTH;
}

function rowWidth(row: readonly RowItem[]): number {
  return row.reduce((sum, item) => sum + widthOf(item), (row.length - 1) * GAP.x);
}

function placeRow(row: readonly RowItem[], middle: number, at: number, color = '#fff'): Placed[] {
  let left = middle - rowWidth(row) / 2;
  return row.map((item) => {
    const x = left + widthOf(item) / 2;
    left += widthOf(item) + GAP.x;
    return { ...item, x, y: MARGIN + BOX.height / 2 + at * (BOX.height + GAP.y), color };
  });
}

function arrowsOf(from: Placed, below: readonly Placed[]): string[] {
  return from.below.flatMap((at) => {
    const to = below[at];
    return to ? [arrow(from, to)] : [];
  });
}

/** From the lower edge of one item to the upper edge of another; through a row, without a tip. */
function arrow(from: Placed, to: Placed): string {
  const y0 = from.y + BOX.height / 2;
  const y1 = to.y - BOX.height / 2 - (to.package ? 2 : 0);
  const bend = (y1 - y0) / 2;
  const curve = `C${n(from.x)} ${n(y0 + bend)} ${n(to.x)} ${n(y1 - bend)} ${n(to.x)} ${n(y1)}`;
  const through = to.package ? '' : ` v${BOX.height}`;
  const tip = to.package ? ' marker-end="url(#tip)"' : '';
  return `<path d="M${n(from.x)} ${n(y0)} ${curve}${through}" fill="none" stroke="#64748b" stroke-width="1.5"${tip}/>`;
}

function box({ name, brings }: HousePackage, { x, y, color }: Placed): string {
  const frame = `<rect x="${n(x - BOX.width / 2)}" y="${n(y - BOX.height / 2)}" width="${BOX.width}" height="${BOX.height}" rx="6" fill="${color}" stroke="#475569"/>`;
  const line = (dy: number, style: string, text: string): string =>
    `<text x="${n(x)}" y="${n(y + dy)}" text-anchor="middle" ${style}>${escape(text)}</text>`;
  const title = line(brings.length > 0 ? -4 : 5, 'font-size="15" font-weight="bold" fill="#0f172a"', name);
  if (brings.length === 0) return frame + title;
  return frame + title + line(15, 'font-size="11.5" fill="#475569"', `with ${brings.join(', ')}`);
}
