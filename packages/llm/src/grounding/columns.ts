import type { BBox } from '@unifex/core';
import type { TextRow } from '../contracts.ts';
import type { Piece } from './indexed-text.ts';

/** A piece of a row and where it stands. */
interface PlacedPiece extends Piece {
  readonly box: BBox;
}

/** How far below a piece of a column the next may begin, in heights of its text. */
const COLUMN_REACH = 1.5;

/** Chains of pieces of rows that stand below each other: columns that have other text beside them. */
export function columnsOf(rows: readonly (readonly [page: number, row: TextRow])[]): Piece[][] {
  const chains: PlacedPiece[][] = [];
  let open: PlacedPiece[][] = [];
  let page: number | undefined;
  for (const [number, row] of rows) {
    if (number !== page) open = [];
    page = number;
    const taken = new Set<unknown>();
    const pieces = piecesOf(number, row);
    for (const piece of pieces) {
      let chain: PlacedPiece[] | undefined;
      let most = 0;
      for (const above of open) {
        const { box } = above.at(-1)!;
        const width = shared(box, piece.box);
        if (width <= most || taken.has(above) || !isNear(box, piece.box)) continue;
        chain = above;
        most = width;
      }
      if (!chain) {
        chain = [];
        chains.push(chain);
        open.push(chain);
      }
      chain.push(piece);
      taken.add(chain);
    }
    const bottom = Math.max(...pieces.map(({ box }) => box.y0));
    open = open.filter((chain) => chain.at(-1)!.box.y1 + 2 * COLUMN_REACH * height(chain.at(-1)!.box) > bottom);
  }
  // A column without neighbours is in the text of all rows already.
  return chains.filter(
    (chain) => chain.length > 1 && chain.some(({ row, from, to }) => from > 0 || to < row.words.length),
  );
}

/** The pieces of a row that columns part. */
function piecesOf(page: number, row: TextRow): PlacedPiece[] {
  const pieces: (PlacedPiece & { to: number })[] = [];
  row.words.forEach(({ before, bbox }, index) => {
    const last = pieces.at(-1);
    if (!last || before === ' | ') {
      const { x0, y0, x1, y1 } = bbox;
      pieces.push({ page, row, from: index, to: index + 1, box: { x0, y0, x1, y1 } });
      return;
    }
    const { box } = last;
    box.x0 = Math.min(box.x0, bbox.x0);
    box.y0 = Math.min(box.y0, bbox.y0);
    box.x1 = Math.max(box.x1, bbox.x1);
    box.y1 = Math.max(box.y1, bbox.y1);
    last.to = index + 1;
  });
  return pieces;
}

function height({ y0, y1 }: BBox): number {
  return Math.max(y1 - y0, 1e-6);
}

function shared(a: BBox, b: BBox): number {
  return Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
}

function isNear(above: BBox, below: BBox): boolean {
  return below.y0 - above.y1 < COLUMN_REACH * Math.min(height(above), height(below));
}
