import { countShape, fillRectangle, strokeLines, type Clip, type PathSink, type Subpath } from '@unifex/pdf-common';
import type { Engine } from '../engine/engine.ts';
import { readColor } from './colors.ts';
import { multiply, type Matrix } from '@unifex/pdf-common';

interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** Types of segments (fpdfview.h). */
const LINE = 0;
const BEZIER = 1;
const MOVE = 2;

/** Adds what a painted path contributes to tables: straight lines, and rectangles with a fill. Curves and other shapes are counted. */
export function readPath(
  engine: Engine,
  object: number,
  transform: Matrix,
  clip: Clip,
  page: PageSize,
  sink: PathSink,
): void {
  const { pdfium, scratch } = engine;
  const at = scratch >> 2;
  if (!pdfium.FPDFPath_GetDrawMode(object, scratch, scratch + 4)) return;
  const fillMode = engine.u32[at]!;
  const strokeMode = engine.u32[at + 1]!;
  const stroke = strokeMode !== 0 ? readColor(engine, object, 'stroke') : undefined;
  const fill = fillMode !== 0 ? readColor(engine, object, 'fill') : undefined;
  const strokeSeen = stroke !== undefined && stroke.alpha > 0;
  const fillSeen = fill !== undefined && fill.alpha > 0;
  if (!strokeSeen && !fillSeen) return;
  pdfium.FPDFPageObj_GetMatrix(object, scratch);
  const matrix = multiply(transform, engine.f32.subarray(at, at + 6));
  let thickness = 0;
  if (strokeSeen && pdfium.FPDFPageObj_GetStrokeWidth(object, scratch)) {
    const [a, b, c, d] = matrix;
    thickness = engine.f32[at]! * Math.sqrt(Math.abs(a * d - b * c));
  }
  const seen = {
    x0: Math.max(clip.x0, 0),
    y0: Math.max(clip.y0, 0),
    x1: Math.min(clip.x1, page.width),
    y1: Math.min(clip.y1, page.height),
  };
  for (const path of subpaths(engine, object, matrix)) {
    const before = sink.rulings.length + sink.fills.length;
    if (path.curved) countShape(path, before, seen, sink);
    if (path.curved || path.points.length < 4) continue;
    if (strokeSeen) strokeLines(path, { thickness, color: stroke.color, seen }, sink);
    if (fillSeen) fillRectangle(path, { color: fill.color, seen }, sink);
    countShape(path, before, seen, sink);
  }
}

function subpaths(engine: Engine, object: number, matrix: Matrix): Subpath[] {
  const { pdfium, scratch } = engine;
  const at = scratch >> 2;
  const [a, b, c, d, e, f] = matrix;
  const result: Subpath[] = [];
  let current: Subpath | undefined;
  const count = pdfium.FPDFPath_CountSegments(object);
  for (let i = 0; i < count; i++) {
    const segment = pdfium.FPDFPath_GetPathSegment(object, i);
    const type = pdfium.FPDFPathSegment_GetType(segment);
    if (type === MOVE) result.push((current = { points: [], curved: false, closed: false }));
    if (!current) continue;
    if (type === BEZIER) current.curved = true;
    if (current.curved) continue;
    if (type === LINE || type === MOVE) {
      pdfium.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4);
      const x = engine.f32[at]!;
      const y = engine.f32[at + 1]!;
      current.points.push(a * x + c * y + e, b * x + d * y + f);
    }
    if (pdfium.FPDFPathSegment_GetClose(segment)) current.closed = true;
  }
  return result;
}
