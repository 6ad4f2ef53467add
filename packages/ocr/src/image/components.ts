import type { InkImage } from './threshold.ts';

/** The box of a connected piece of ink: from x0, y0 up to, not including, x1, y1. */
export interface Component {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** Pixels of ink. */
  area: number;
}

interface Run {
  readonly start: number;
  readonly end: number;
  readonly label: number;
}

/** Connected pieces of ink, diagonal neighbours included: runs of each row are joined with those of the row above. */
export function findComponents({ ink, width, height }: InkImage): Component[] {
  const parents: number[] = [];
  const boxes: Component[] = [];
  const root = (label: number): number => {
    let at = label;
    while (parents[at] !== at) at = parents[at] = parents[parents[at]!]!;
    return at;
  };
  let above: Run[] = [];
  for (let y = 0; y < height; y++) {
    const runs: Run[] = [];
    let from = 0;
    for (let x = 0; x < width; x++) {
      if (!ink[y * width + x]) continue;
      const start = x;
      while (x < width && ink[y * width + x]) x++;
      let label = -1;
      while (from < above.length && above[from]!.end < start) from++;
      for (let k = from; k < above.length && above[k]!.start <= x; k++) {
        const other = root(above[k]!.label);
        if (label === -1) label = other;
        else if (other !== label) {
          parents[other] = label;
          join(boxes[label]!, boxes[other]!);
        }
      }
      if (label === -1) {
        label = parents.length;
        parents.push(label);
        boxes.push({ x0: start, y0: y, x1: x, y1: y + 1, area: x - start });
      } else join(boxes[label]!, { x0: start, y0: y, x1: x, y1: y + 1, area: x - start });
      runs.push({ start, end: x, label });
    }
    above = runs;
  }
  return boxes.filter((_, label) => parents[label] === label);
}

function join(into: Component, other: Component): void {
  into.x0 = Math.min(into.x0, other.x0);
  into.y0 = Math.min(into.y0, other.y0);
  into.x1 = Math.max(into.x1, other.x1);
  into.y1 = Math.max(into.y1, other.y1);
  into.area += other.area;
}
