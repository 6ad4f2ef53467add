import type { BBox, FilledRect, Ruling } from '@unifex/core';

/** A filled rectangle no thicker than this, in points, and at least four times as long is a line: rules are drawn either way. */
const MAX_RULE_THICKNESS = 3;
/** How far, in points, the ends of a line may differ and still make it horizontal or vertical. */
const STRAIGHT = 0.5;

/** What painted paths add to. `shapes` is counted up. */
export interface PathSink {
  readonly rulings: Ruling[];
  readonly fills: FilledRect[];
  /** How many subpaths are neither. */
  shapes: number;
}

/** A subpath in page coordinates: x, y pairs. */
export interface Subpath {
  points: number[];
  curved: boolean;
  closed: boolean;
}

export interface PathStyle {
  readonly color: string | undefined;
  /** The part of the page that the clip leaves. */
  readonly seen: BBox;
}

export interface StrokeStyle extends PathStyle {
  /** In points. */
  readonly thickness: number;
}

/** Adds the horizontal and vertical lines of a stroked subpath, cut to what is seen. */
export function strokeLines({ points, closed }: Subpath, style: StrokeStyle, sink: PathSink): void {
  const n = points.length;
  for (let i = 0; i + 3 < n + (closed ? 2 : 0); i += 2) {
    addLine(points[i]!, points[i + 1]!, points[(i + 2) % n]!, points[(i + 3) % n]!, style, sink);
  }
}

/** Adds a horizontal or vertical line, cut to what is seen; of others, nothing. */
export function addLine(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  { color, seen, thickness }: StrokeStyle,
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

/**
 * Counts a painted subpath that is no line and no rectangle, where it begins in what is seen.
 * @param before how many lines and rectangles there were before it
 */
export function countShape(
  { points: [x, y] }: Subpath,
  before: number,
  { x0, y0, x1, y1 }: BBox,
  sink: PathSink,
): void {
  if (x === undefined || y === undefined || sink.rulings.length + sink.fills.length > before) return;
  if (x >= x0 && x <= x1 && y >= y0 && y <= y1) sink.shapes += 1;
}

/** Adds a filled subpath that is a rectangle, or a line where it is thin, cut to what is seen. */
export function fillRectangle({ points }: Subpath, style: PathStyle, sink: PathSink): void {
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
    if (width >= height) addLine(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2, { ...style, thickness: height }, sink);
    else addLine((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, { ...style, thickness: width }, sink);
    return;
  }
  const { seen } = style;
  const bbox = {
    x0: Math.max(x0, seen.x0),
    y0: Math.max(y0, seen.y0),
    x1: Math.min(x1, seen.x1),
    y1: Math.min(y1, seen.y1),
  };
  if (bbox.x1 <= bbox.x0 || bbox.y1 <= bbox.y0) return;
  const rect: FilledRect = { bbox };
  if (style.color !== undefined) rect.color = style.color;
  sink.fills.push(rect);
}
