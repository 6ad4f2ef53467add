import type { FilledRect, Ruling } from '@unifex/core';
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

/** A subpath in page coordinates: x, y pairs. */
interface Subpath {
  points: number[];
  curved: boolean;
  closed: boolean;
}

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
  for (const path of subpaths(data, state)) {
    if (path.curved || path.points.length < 4) continue;
    if (strokeSeen) strokeLines(path, state, sink);
    if (fillSeen) fillRectangle(path, state, sink);
  }
}

function strokeLines({ points, closed }: Subpath, state: GraphicsState, sink: PathSink): void {
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
      state,
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
  state: GraphicsState,
  sink: PathSink,
): void {
  const horizontal = Math.abs(y1 - y0) <= STRAIGHT;
  const vertical = Math.abs(x1 - x0) <= STRAIGHT;
  if (horizontal === vertical) return;
  const left = Math.max(Math.min(x0, x1), state.clipX0);
  const right = Math.min(Math.max(x0, x1), state.clipX1);
  const top = Math.max(Math.min(y0, y1), state.clipY0);
  const bottom = Math.min(Math.max(y0, y1), state.clipY1);
  if (right < left || bottom < top || Math.max(right - left, bottom - top) < 0.5) return;
  const ruling: Ruling = { start: { x: left, y: top }, end: { x: right, y: bottom }, thickness };
  if (color !== undefined) ruling.color = color;
  sink.rulings.push(ruling);
}

function fillRectangle({ points }: Subpath, state: GraphicsState, sink: PathSink): void {
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
    if (width >= height) addLine(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, height, state.fillColor, state, sink);
    else addLine((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, width, state.fillColor, state, sink);
    return;
  }
  const bbox = {
    x0: Math.max(x0, state.clipX0),
    y0: Math.max(y0, state.clipY0),
    x1: Math.min(x1, state.clipX1),
    y1: Math.min(y1, state.clipY1),
  };
  if (bbox.x1 <= bbox.x0 || bbox.y1 <= bbox.y0) return;
  const rect: FilledRect = { bbox };
  if (state.fillColor !== undefined) rect.color = state.fillColor;
  sink.fills.push(rect);
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
