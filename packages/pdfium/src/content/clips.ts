import type { Clip } from '@unifex/pdf-common';
import type { Engine } from '../engine/engine.ts';
import type { Matrix } from '@unifex/pdf-common';

export const NO_CLIP: Clip = { x0: -Infinity, y0: -Infinity, x1: Infinity, y1: Infinity };

/** Reads the clips of page objects; those that share one share its box. Lives as long as one page and one transform. */
export class Clips {
  readonly #engine: Engine;
  readonly #transform: Matrix;
  readonly #outer: Clip;
  readonly #boxes = new Map<number, Clip>();

  /** @param outer what clips everything that is asked for */
  constructor(engine: Engine, transform: Matrix, outer: Clip) {
    this.#engine = engine;
    this.#transform = transform;
    this.#outer = outer;
  }

  of(object: number): Clip {
    const { u32, layout } = this.#engine;
    const data = u32[(object >> 2) + layout.clipPath]!;
    if (data === 0) return this.#outer;
    let box = this.#boxes.get(data);
    if (!box) this.#boxes.set(data, (box = this.#read(object)));
    return box;
  }

  #read(object: number): Clip {
    const { pdfium } = this.#engine;
    const clip = pdfium.FPDFPageObj_GetClipPath(object);
    let { x0, y0, x1, y1 } = this.#outer;
    const paths = pdfium.FPDFClipPath_CountPaths(clip);
    for (let path = 0; path < paths; path++) {
      const box = this.#boxOfPath(clip, path);
      x0 = Math.max(x0, box.x0);
      y0 = Math.max(y0, box.y0);
      x1 = Math.min(x1, box.x1);
      y1 = Math.min(y1, box.y1);
    }
    return { x0, y0, x1, y1 };
  }

  #boxOfPath(clip: number, path: number): Clip {
    const { pdfium, scratch } = this.#engine;
    const [a, b, c, d, e, f] = this.#transform;
    let x0 = Infinity;
    let y0 = Infinity;
    let x1 = -Infinity;
    let y1 = -Infinity;
    const segments = pdfium.FPDFClipPath_CountPathSegments(clip, path);
    for (let i = 0; i < segments; i++) {
      pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, i), scratch, scratch + 4);
      const { f32 } = this.#engine;
      const px = f32[scratch >> 2]!;
      const py = f32[(scratch >> 2) + 1]!;
      const x = a * px + c * py + e;
      const y = b * px + d * py + f;
      x0 = Math.min(x0, x);
      y0 = Math.min(y0, y);
      x1 = Math.max(x1, x);
      y1 = Math.max(y1, y);
    }
    return { x0, y0, x1, y1 };
  }
}
