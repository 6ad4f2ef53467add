import { bboxArea, unionBBox } from '../geometry.ts';
import type { BBox } from '../units.ts';

/** Joins boxes that meet, or nearly, into the boxes around them, until none meet: scanners save a page as strips. */
export function joinBoxes(boxes: readonly BBox[], gap: number): BBox[] {
  const joined: BBox[] = [];
  for (const box of boxes) {
    let grown = box;
    for (let i = 0; i < joined.length;) {
      if (!meet(joined[i]!, grown, gap)) {
        i += 1;
        continue;
      }
      grown = unionBBox([grown, joined[i]!]);
      joined.splice(i, 1);
      // What is larger now may meet one that was passed over.
      i = 0;
    }
    joined.push(grown);
  }
  return joined;
}

function meet(a: BBox, b: BBox, gap: number): boolean {
  return a.x0 <= b.x1 + gap && b.x0 <= a.x1 + gap && a.y0 <= b.y1 + gap && b.y0 <= a.y1 + gap;
}

/** Cells to a side of the grid on which shares are measured. */
const CELLS = 100;

/** Share of an area that lies under boxes, 0 to 1, to a hundredth: each cell of a grid counts by its middle. */
export function coveredShare(area: BBox, boxes: readonly BBox[]): number {
  if (boxes.length === 0 || bboxArea(area) <= 0) return 0;
  const cells = new Uint8Array(CELLS * CELLS);
  const across = (area.x1 - area.x0) / CELLS;
  const along = (area.y1 - area.y0) / CELLS;
  let count = 0;
  for (const box of boxes) {
    const right = Math.min(CELLS - 1, Math.ceil((box.x1 - area.x0) / across - 0.5) - 1);
    const bottom = Math.min(CELLS - 1, Math.ceil((box.y1 - area.y0) / along - 0.5) - 1);
    for (let row = Math.max(0, Math.ceil((box.y0 - area.y0) / along - 0.5)); row <= bottom; row++) {
      for (let column = Math.max(0, Math.ceil((box.x0 - area.x0) / across - 0.5)); column <= right; column++) {
        const cell = row * CELLS + column;
        if (cells[cell] === 0) count += 1;
        cells[cell] = 1;
      }
    }
  }
  return count / (CELLS * CELLS);
}

/** Whether the middle of a box lies in another. */
export function middleIn(box: BBox, area: BBox): boolean {
  const x = (box.x0 + box.x1) / 2;
  const y = (box.y0 + box.y1) / 2;
  return x >= area.x0 && x <= area.x1 && y >= area.y0 && y <= area.y1;
}

/** How far a line may lean before the box around it is mostly not the line, in degrees. */
const MAX_LEAN = 5;

/** Whether text runs along an edge of the page, or nearly: what was scanned askew does, a watermark from corner to corner does not. */
export function isUpright({ rotation }: { readonly rotation: number }): boolean {
  const lean = rotation % 90;
  return Math.min(lean, 90 - lean) <= MAX_LEAN;
}
