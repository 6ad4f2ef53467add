import type { Engine } from '../engine/engine.ts';

export interface Paint {
  /** `#rrggbb` */
  readonly color: string | undefined;
  /** 0 to 255. */
  readonly alpha: number;
}

const BLACK: Paint = { color: '#000000', alpha: 255 };
/** By red, green, blue and alpha as one number: pages use few colours. */
const known = new Map<number, Paint>([[0x000000ff, BLACK]]);
const MAX_KNOWN = 10_000;

/** The colour that a page object is filled or stroked with; none for a pattern. */
export function readColor(engine: Engine, object: number, part: 'fill' | 'stroke'): Paint {
  const { pdfium, scratch, layout } = engine;
  const [r, g, b, a] = [scratch + 32, scratch + 36, scratch + 40, scratch + 44];
  const found =
    part === 'fill'
      ? pdfium.FPDFPageObj_GetFillColor(object, r, g, b, a)
      : pdfium.FPDFPageObj_GetStrokeColor(object, r, g, b, a);
  const { u32 } = engine;
  if (!found) return { color: undefined, alpha: readFillAlpha(engine, object) * 255 };
  const at = r >> 2;
  const alpha = u32[at + 3]!;
  const colors = u32[(object >> 2) + layout.colors]! >> 2;
  const space = u32[colors + (part === 'fill' ? layout.fillSpace : layout.strokeSpace)];
  if (space === layout.patternSpace) return { color: undefined, alpha };
  const rgb = (u32[at]! << 16) | (u32[at + 1]! << 8) | u32[at + 2]!;
  const key = rgb * 256 + alpha;
  let paint = known.get(key);
  if (!paint) {
    paint = { color: `#${rgb.toString(16).padStart(6, '0')}`, alpha };
    if (known.size < MAX_KNOWN) known.set(key, paint);
  }
  return paint;
}

/** From 0 to 1. PDFium tells it along with a colour only, and a picture has none. */
export function readFillAlpha({ u32, f32, layout }: Engine, object: number): number {
  const state = u32[(object >> 2) + layout.generalState]!;
  return state === 0 ? 1 : f32[(state >> 2) + layout.fillAlpha]!;
}
