import type { BBox, FilledRect, Ruling } from '@unifex/core';
import type { GraphicsState } from './graphics-state.ts';

/** Codes of pdf.js's path buffers (shared/util.js: DrawOPS), each followed by its coordinates. */
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const QUADRATIC = 3;
const CLOSE = 4;

/** A filled rectangle no thicker than this, in points, and at least four times as long is a line: rules are drawn either way. */
const MAX_RULE_THICKNESS = 3;
/** How far, in points, the ends of a line may differ and still make it horizontal or vertical. */
const STRAIGHT = 0.5;

export interface PathSink {
  rulings: Ruling[];
  fills: FilledRect[];
}

/** A subpath in page coordinates: x, y pairs; not all of them where it is curved. */
interface Subpath {
  points: number[];
  curved: boolean;
  closed: boolean;
}

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
 * Curves contribute nothing.
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
  for (const path of subpaths(data, state)) {
    if (path.curved || path.points.length < 4) continue;
    if (fillSeen && path.points.length === 4) {
      // A filled rectangle without width or height shows as the thinnest line (PDF 32000-1, 8.5.3.3.1).
      const [x0, y0, x1, y1] = path.points as [number, number, number, number];
      if (path.closed) addLine(x0, y0, x1, y1, 0, state.fillColor, seen, sink);
    }
    if (strokeSeen) strokeLines(path, state, seen, sink);
    if (fillSeen) fillRectangle(path, state, seen, sink);
  }
}

function strokeLines({ points, closed }: Subpath, state: GraphicsState, seen: BBox, sink: PathSink): void {
  const [a, b, c, d] = state.ctm;
  const thickness = state.lineWidth * Math.sqrt(Math.abs(a * d - b * c));
  const n = points.length;
  for (let i = 0; i + 3 < n + (closed ? 2 : 0); i += 2) {
    addLine(
      points[i]!,
      points[i + 1]!,
      points[(i + 2) % n]!,
      points[(i + 3) % n]!,
      thickness,
      state.strokeColor,
      seen,
      sink,
    );
  }
}

function addLine(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  thickness: number,
  color: string | undefined,
  seen: BBox,
  sink: PathSink,
): void {
  const horizontal = Math.abs(y1 - y0) <= STRAIGHT;
  const vertical = Math.abs(x1 - x0) <= STRAIGHT;
  if (horizontal === vertical) return;
  const left = Math.max(Math.min(x0, x1), seen.x0);
  const right = Math.min(Math.max(x0, x1), seen.x1);
  const top = Math.max(Math.min(y0, y1), seen.y0);
  const bottom = Math.min(Math.max(y0, y1), seen.y1);
  if (right < left || bottom < top || Math.max(right - left, bottom - top) < 0.5) return;
  const ruling: Ruling = { start: { x: left, y: top }, end: { x: right, y: bottom }, thickness };
  if (color !== undefined) ruling.color = color;
  sink.rulings.push(ruling);
}

function fillRectangle({ points }: Subpath, state: GraphicsState, seen: BBox, sink: PathSink): void {
  let n = points.length;
  if (n >= 10 && Math.abs(points[0]! - points[n - 2]!) < 0.01 && Math.abs(points[1]! - points[n - 1]!) < 0.01) n -= 2;
  if (n !== 8) return;
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (let i = 0; i < n; i += 2) {
    x0 = Math.min(x0, points[i]!);
    x1 = Math.max(x1, points[i]!);
    y0 = Math.min(y0, points[i + 1]!);
    y1 = Math.max(y1, points[i + 1]!);
  }
  for (let i = 0; i < n; i += 2) {
    const onX = Math.abs(points[i]! - x0) < STRAIGHT || Math.abs(points[i]! - x1) < STRAIGHT;
    const onY = Math.abs(points[i + 1]! - y0) < STRAIGHT || Math.abs(points[i + 1]! - y1) < STRAIGHT;
    if (!onX || !onY) return;
  }
  const width = x1 - x0;
  const height = y1 - y0;
  const thin = Math.min(width, height);
  if (thin <= MAX_RULE_THICKNESS && Math.max(width, height) >= 4 * thin) {
    if (width >= height) addLine(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, height, state.fillColor, seen, sink);
    else addLine((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, width, state.fillColor, seen, sink);
    return;
  }
  const bbox = {
    x0: Math.max(x0, seen.x0),
    y0: Math.max(y0, seen.y0),
    x1: Math.min(x1, seen.x1),
    y1: Math.min(y1, seen.y1),
  };
  if (bbox.x1 <= bbox.x0 || bbox.y1 <= bbox.y0) return;
  const rect: FilledRect = { bbox };
  if (state.fillColor !== undefined) rect.color = state.fillColor;
  sink.fills.push(rect);
}

/** What fills the unit square of user space. */
export function fillUnitSquare(state: GraphicsState, page: { width: number; height: number }, sink: PathSink): void {
  if (state.fillAlpha === 0) return;
  const [a, b, c, d, e, f] = state.ctm;
  const points = [e, f, a + e, b + f, a + c + e, b + d + f, c + e, d + f];
  fillRectangle({ points, curved: false, closed: true }, state, seenArea(state, page), sink);
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
