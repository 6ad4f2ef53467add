import type { Page } from '@unifex/core';
import type { Matrix } from '@unifex/pdf-common';
import type { Engine } from '../engine/engine.ts';

/** A page as displayed: its size in points and the matrix that leads there from user space (/Rotate, the crop box and /UserUnit are in it). */
export interface PageFrame {
  readonly width: number;
  readonly height: number;
  readonly rotation: Page['rotation'];
  readonly transform: Matrix;
}

/** @param unit points to a unit of user space */
export function readFrame(engine: Engine, page: number, unit: number): PageFrame {
  const { pdfium, scratch } = engine;
  pdfium.FPDF_GetPageBoundingBox(page, scratch);
  const { f32 } = engine;
  const at = scratch >> 2;
  // FS_RECTF: left, top, right, bottom.
  const left = shortest(f32[at]!);
  const top = shortest(f32[at + 1]!);
  const right = shortest(f32[at + 2]!);
  const bottom = shortest(f32[at + 3]!);
  const turns = ((pdfium.FPDFPage_GetRotation(page) % 4) + 4) % 4;
  return frameOf({ left, top, right, bottom }, (turns * 90) as Page['rotation'], unit);
}

/** The frame of a page whose crop box is given in user space. */
export function frameOf(
  box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
  rotation: Page['rotation'],
  unit: number,
): PageFrame {
  const { left, top, right, bottom } = box;
  const across = (right - left) * unit;
  const along = (top - bottom) * unit;
  const [width, height] = rotation % 180 === 0 ? [across, along] : [along, across];
  return { width, height, rotation, transform: transformOf() };

  function transformOf(): Matrix {
    switch (rotation) {
      case 0:
        return [unit, 0, 0, -unit, -left * unit, top * unit];
      case 90:
        return [0, unit, unit, 0, -bottom * unit, -left * unit];
      case 180:
        return [-unit, 0, 0, unit, right * unit, -bottom * unit];
      case 270:
        return [0, -unit, -unit, 0, top * unit, right * unit];
    }
  }
}

/** By the number as PDFium has it: pages have few sizes. */
const known = new Map<number, number>();
const MAX_KNOWN = 1000;

/** The shortest decimal that is this number of 32 bits: 595.276 for what reads 595.2760009765625 in 64. */
function shortest(value: number): number {
  let short = known.get(value);
  if (short === undefined) {
    short = Number(value.toPrecision(7));
    if (known.size < MAX_KNOWN) known.set(value, short);
  }
  return short;
}
