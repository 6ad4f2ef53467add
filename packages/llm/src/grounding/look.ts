import type { BBox, RenderedPage } from '@unifex/core';
import { unionBBox } from '@unifex/core';
import type { PageRows, RowWord, TextRow } from '../contracts.ts';

/** Fine print of 4 points is 6 pixels high, and a page takes 4 MB. */
export const LOOK_DPI = 100;
/** A pixel that differs by so much in a channel (0 to 255) from the ground of its word is ink. */
const INK = 24;
/** Part of a word's box that has to be ink. A dot is more. */
const MIN_INK = 0.005;
/** Part of a word's box that is left out at each edge: lines of tables and neighbours reach in there. */
const MARGIN = 0.1;

type Image = Pick<RenderedPage, 'data' | 'width' | 'height' | 'transform'>;

/**
 * What a look at the page says of its rows: words of the document's text that leave no trace in its image are covered, and those that were
 * taken for drawn in the colour of their ground, and do leave one, are seen after all. Words under a picture cannot be told from the picture.
 * @param image of the page, as `rgba`
 */
export function lookAtRows(rows: PageRows, image: Image): PageRows {
  return { ...rows, rows: rows.rows.flatMap((row) => lookAtRow(row, image)) };
}

function lookAtRow(row: TextRow, image: Image): TextRow[] {
  if (row.source !== 'native' || (row.hidden !== undefined && row.hidden !== 'same-colour')) return [row];
  const seen = row.words.filter(({ bbox }) => hasInk(bbox, image));
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

/** Whether something is drawn in a box. Where it is too small to tell, it counts as drawn. */
function hasInk({ x0, y0, x1, y1 }: BBox, { data, width, height, transform }: Image): boolean {
  const [a, , , d, e, f] = transform;
  const [left, right, top, bottom] = [a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f];
  const [dx, dy] = [MARGIN * (right - left), MARGIN * (bottom - top)];
  const fromX = Math.max(0, Math.floor(left + dx));
  const toX = Math.min(width, Math.ceil(right - dx));
  const fromY = Math.max(0, Math.floor(top + dy));
  const toY = Math.min(height, Math.ceil(bottom - dy));
  if (toX - fromX < 2 || toY - fromY < 2) return true;
  const ground = groundOf(data, width, fromX, toX, fromY, toY);
  let ink = 0;
  const enough = Math.max(1, MIN_INK * (toX - fromX) * (toY - fromY));
  for (let y = fromY; y < toY; y += 1) {
    for (let x = fromX; x < toX; x += 1) {
      const at = 4 * (y * width + x);
      if (
        Math.abs(data[at]! - ground[0]) > INK ||
        Math.abs(data[at + 1]! - ground[1]) > INK ||
        Math.abs(data[at + 2]! - ground[2]) > INK
      ) {
        ink += 1;
        if (ink >= enough) return true;
      }
    }
  }
  return false;
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
