import { fillRectangle, strokeLines, type PathSink, type Subpath } from '@unifex/pdf-common';
import type { GraphicsState } from './graphics-state.ts';

/** Codes of pdf.js's path buffers (shared/util.js: DrawOPS), each followed by its coordinates. */
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const QUADRATIC = 3;
const CLOSE = 4;

function subpaths(data: ArrayLike<number>, state: GraphicsState): Subpath[] {
  const [a, b, c, d, e, f] = state.ctm;
  const result: Subpath[] = [];
  let current: Subpath | undefined;
  const add = (x: number, y: number): void => {
    current?.points.push(a * x + c * y + e, b * x + d * y + f);
  };
  for (let i = 0; i < data.length;) {
    switch (data[i++]) {
      case MOVE:
        result.push((current = { points: [], curved: false, closed: false }));
        add(data[i]!, data[i + 1]!);
        i += 2;
        break;
      case LINE:
        add(data[i]!, data[i + 1]!);
        i += 2;
        break;
      case CURVE:
        if (current) current.curved = true;
        add(data[i + 4]!, data[i + 5]!);
        i += 6;
        break;
      case QUADRATIC:
        if (current) current.curved = true;
        add(data[i + 2]!, data[i + 3]!);
        i += 4;
        break;
      case CLOSE:
        if (current) current.closed = true;
        break;
      default:
        return result;
    }
  }
  return result;
}

/** Adds what a painted path contributes to tables: straight lines, and rectangles with a fill. Curves contribute nothing. */
export function collectPath(
  data: ArrayLike<number>,
  state: GraphicsState,
  stroke: boolean,
  fill: boolean,
  sink: PathSink,
): void {
  const strokeSeen = stroke && state.strokeAlpha > 0;
  const fillSeen = fill && state.fillAlpha > 0;
  if (!strokeSeen && !fillSeen) return;
  const [a, b, c, d] = state.ctm;
  const thickness = state.lineWidth * Math.sqrt(Math.abs(a * d - b * c));
  const clip = { x0: state.clipX0, y0: state.clipY0, x1: state.clipX1, y1: state.clipY1 };
  for (const path of subpaths(data, state)) {
    if (path.curved || path.points.length < 4) continue;
    if (strokeSeen) strokeLines(path, { thickness, color: state.strokeColor, clip }, sink);
    if (fillSeen) fillRectangle(path, { color: state.fillColor, clip }, sink);
  }
}

/** Narrows the clip to the box of a path: exact for the rectangles that producers clip with, generous for other shapes. */
export function clipToPath(minMax: ArrayLike<number> | null, state: GraphicsState): void {
  if (!minMax || !(minMax[0]! <= minMax[2]!)) {
    state.clipX1 = state.clipX0 = 0;
    state.clipY1 = state.clipY0 = 0;
    return;
  }
  state.clipTo(minMax[0]!, minMax[1]!, minMax[2]!, minMax[3]!);
}
