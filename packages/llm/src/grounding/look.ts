import type { RenderedPage } from '@unifex/core';
import { unionBBox } from '@unifex/core';
import type { PageRows, RowWord, TextRow } from '../contracts.ts';
import { channels } from './visibility.ts';

/** Fine print of 4 points is 6 pixels high, and a page takes 4 MB. */
export const LOOK_DPI = 100;
/** A pixel that differs by so much in a channel (0 to 255) from the ground of its word is ink. */
const INK = 24;
/** Part of a word's box that has to be ink. A dot is more. */
const MIN_INK = 0.005;
/** How far from the ground to the colour of its text a pixel of a letter's edge is at least, of 1, and how far beside the way there. */
const MIN_PART = 0.3;
const MAX_ASIDE = 70;
/** Part of a word's box that is left out at each edge: lines of tables and neighbours reach in there. */
const MARGIN = 0.1;

type Image = Pick<RenderedPage, 'data' | 'width' | 'height' | 'transform'>;

/**
 * What a look at the page says of its rows: words of the document's text that leave no trace in its image are covered, and those that were
 * taken for drawn in the colour of their ground, and do leave one, are seen after all. Under a picture, a trace is one in the word's own colour: a
 * picture that has that colour in the same places hides what it covers from this look too.
 * @param image of the page, as `rgba`
 */
export function lookAtRows(rows: PageRows, image: Image): PageRows {
  return { ...rows, rows: rows.rows.flatMap((row) => lookAtRow(row, image)) };
}

function lookAtRow(row: TextRow, image: Image): TextRow[] {
  if (row.source !== 'native' || (row.hidden !== undefined && row.hidden !== 'same-colour')) return [row];
  const seen = row.words.filter((word) => hasInk(word, image));
  const { hidden, ...plain } = row;
  if (seen.length === row.words.length) return [plain];
  const reason = hidden ?? 'covered';
  if (seen.length === 0) return [{ ...row, hidden: reason }];
  const covered = row.words.filter((word) => !seen.includes(word));
  // Nobody is told the number of a row that is not shown.
  return [of(plain, seen), { ...of(plain, covered), id: -row.id, hidden: reason }];
}

function of(row: TextRow, words: readonly RowWord[]): TextRow {
  const first = words.map((word, i): RowWord => (i === 0 ? { ...word, before: '' } : word));
  return {
    ...row,
    words: first,
    text: first.map(({ before, text }) => before + text).join(''),
    bbox: unionBBox(first.map(({ bbox }) => bbox)),
  };
}

/**
 * Whether a word leaves a trace in its box: something other than the ground is drawn there; where a picture lies, which draws something
 * itself, something that goes from the ground towards the word's colour. Where the box is too small to tell, it counts as drawn.
 */
function hasInk({ bbox: { x0, y0, x1, y1 }, color }: RowWord, { data, width, height, transform }: Image): boolean {
  const [a, , , d, e, f] = transform;
  const [left, right, top, bottom] = [a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f];
  const [dx, dy] = [MARGIN * (right - left), MARGIN * (bottom - top)];
  const fromX = Math.max(0, Math.floor(left + dx));
  const toX = Math.min(width, Math.ceil(right - dx));
  const fromY = Math.max(0, Math.floor(top + dy));
  const toY = Math.min(height, Math.ceil(bottom - dy));
  if (toX - fromX < 2 || toY - fromY < 2) return true;
  const ground = groundOf(data, width, fromX, toX, fromY, toY);
  const isInk = inkOf(ground, channels(color));
  let ink = 0;
  const enough = Math.max(1, MIN_INK * (toX - fromX) * (toY - fromY));
  for (let y = fromY; y < toY; y += 1) {
    for (let x = fromX; x < toX; x += 1) {
      const at = 4 * (y * width + x);
      if (isInk(data[at]!, data[at + 1]!, data[at + 2]!)) {
        ink += 1;
        if (ink >= enough) return true;
      }
    }
  }
  return false;
}

/** What counts as ink on a ground: any other colour; of a word whose colour is known, one on the way from the ground to it. */
function inkOf(
  [r, g, b]: readonly [number, number, number],
  color: readonly number[] | undefined,
): (red: number, green: number, blue: number) => boolean {
  const differs = (red: number, green: number, blue: number): boolean =>
    Math.abs(red - r) > INK || Math.abs(green - g) > INK || Math.abs(blue - b) > INK;
  const [cr = r, cg = g, cb = b] = color ?? [];
  const way = (cr - r) ** 2 + (cg - g) ** 2 + (cb - b) ** 2;
  // In the colour of its ground, nobody can tell.
  if (way < 3 * INK ** 2) return differs;
  return (red, green, blue) => {
    const part = ((red - r) * (cr - r) + (green - g) * (cg - g) + (blue - b) * (cb - b)) / way;
    if (part < MIN_PART) return false;
    const t = Math.min(part, 1);
    const [dr, dg, db] = [red - r - t * (cr - r), green - g - t * (cg - g), blue - b - t * (cb - b)];
    return dr ** 2 + dg ** 2 + db ** 2 < MAX_ASIDE ** 2;
  };
}

/** The commonest colour of a box, to 4 bits a channel, as one of its pixels. */
function groundOf(
  data: Uint8Array,
  width: number,
  fromX: number,
  toX: number,
  fromY: number,
  toY: number,
): readonly [number, number, number] {
  const counts = new Map<number, { count: number; at: number }>();
  let best = { count: 0, at: 4 * (fromY * width + fromX) };
  for (let y = fromY; y < toY; y += 1) {
    for (let x = fromX; x < toX; x += 1) {
      const at = 4 * (y * width + x);
      const key = ((data[at]! >> 4) << 8) | ((data[at + 1]! >> 4) << 4) | (data[at + 2]! >> 4);
      const entry = counts.get(key) ?? { count: 0, at };
      entry.count += 1;
      counts.set(key, entry);
      if (entry.count > best.count) best = entry;
    }
  }
  return [data[best.at]!, data[best.at + 1]!, data[best.at + 2]!];
}
