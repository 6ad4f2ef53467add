import type { BBox } from '@unifex/core';
import { addLine, countShape, fillRectangle, strokeLines, type PathSink, type Subpath } from '@unifex/pdf-common';
import type { GraphicsState } from './graphics-state.ts';

/** Codes of pdf.js's path buffers (shared/util.js: DrawOPS), each followed by its coordinates. */
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const QUADRATIC = 3;
const CLOSE = 4;

function subpaths(data: ArrayLike<number>, state: GraphicsState): Subpath[] {
  const { ctm } = state;
  const result: Subpath[] = [];
  let current: Subpath | undefined;
  const add = (x: number, y: number): void => {
    if (current && !current.curved) {
      current.points.push(ctm[0] * x + ctm[2] * y + ctm[4], ctm[1] * x + ctm[3] * y + ctm[5]);
    }
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
        i += 6;
        break;
      case QUADRATIC:
        if (current) current.curved = true;
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

/**
 * Adds what a painted path contributes to tables: straight lines, and rectangles with a fill, as far as the page shows them.
 * Curves and other shapes are counted.
 */
export function collectPath(
  data: ArrayLike<number>,
  state: GraphicsState,
  stroke: boolean,
  fill: boolean,
  page: { width: number; height: number },
  sink: PathSink,
): void {
  const strokeSeen = stroke && state.strokeAlpha > 0;
  const fillSeen = fill && state.fillAlpha > 0;
  if (!strokeSeen && !fillSeen) return;
  const seen = seenArea(state, page);
  const [a, b, c, d] = state.ctm;
  const stroked = { thickness: state.lineWidth * Math.sqrt(Math.abs(a * d - b * c)), color: state.strokeColor, seen };
  const filled = { color: state.fillColor, seen };
  for (const path of subpaths(data, state)) {
    const before = sink.rulings.length + sink.fills.length;
    if (path.curved) countShape(path, before, seen, sink);
    if (path.curved || path.points.length < 4) continue;
    if (fillSeen && path.points.length === 4) {
      // A filled rectangle without width or height shows as the thinnest line (PDF 32000-1, 8.5.3.3.1).
      const [x0, y0, x1, y1] = path.points as [number, number, number, number];
      if (path.closed) addLine(x0, y0, x1, y1, { ...filled, thickness: 0 }, sink);
    }
    if (strokeSeen) strokeLines(path, stroked, sink);
    if (fillSeen) fillRectangle(path, filled, sink);
    countShape(path, before, seen, sink);
  }
}

/** What fills the unit square of user space. */
export function fillUnitSquare(state: GraphicsState, page: { width: number; height: number }, sink: PathSink): void {
  if (state.fillAlpha === 0) return;
  const [a, b, c, d, e, f] = state.ctm;
  const points = [e, f, a + e, b + f, a + c + e, b + d + f, c + e, d + f];
  const style = { color: state.fillColor, seen: seenArea(state, page) };
  fillRectangle({ points, curved: false, closed: true }, style, sink);
}

/** The part of the page that the clip leaves. */
function seenArea(state: GraphicsState, page: { width: number; height: number }): BBox {
  return {
    x0: Math.max(state.clipX0, 0),
    y0: Math.max(state.clipY0, 0),
    x1: Math.min(state.clipX1, page.width),
    y1: Math.min(state.clipY1, page.height),
  };
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
