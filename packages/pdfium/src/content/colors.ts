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

/** The colour that a page object is filled or stroked with. */
export function readColor(engine: Engine, object: number, part: 'fill' | 'stroke'): Paint {
  const { pdfium, scratch } = engine;
  const read = part === 'fill' ? pdfium.FPDFPageObj_GetFillColor : pdfium.FPDFPageObj_GetStrokeColor;
  if (!read(object, scratch + 32, scratch + 36, scratch + 40, scratch + 44)) return { color: undefined, alpha: 255 };
  const { u32 } = engine;
  const at = (scratch + 32) >> 2;
  const rgb = (u32[at]! << 16) | (u32[at + 1]! << 8) | u32[at + 2]!;
  const key = rgb * 256 + u32[at + 3]!;
  let paint = known.get(key);
  if (!paint) {
    paint = { color: `#${rgb.toString(16).padStart(6, '0')}`, alpha: u32[at + 3]! };
    if (known.size < MAX_KNOWN) known.set(key, paint);
  }
  return paint;
}
