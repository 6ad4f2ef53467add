import type { PageImage } from '@unifex/core';
import { fillRectangle, type Clip, type PathSink } from '@unifex/pdf-common';
import type { Engine } from '../engine/engine.ts';
import { readColor } from './colors.ts';
import { multiply, transformBox, type Matrix } from '@unifex/pdf-common';

interface ImageSink extends PathSink {
  readonly images: PageImage[];
}

/** Adds an image, which is painted into the unit square of its matrix (ISO 32000-2, 8.9.5), as far as it is seen. */
export function readImage(
  engine: Engine,
  object: number,
  transform: Matrix,
  clip: Clip,
  page: { readonly width: number; readonly height: number },
  content: ImageSink,
): void {
  const { pdfium, scratch } = engine;
  const at = scratch >> 2;
  const paint = readColor(engine, object, 'fill');
  if (paint.alpha === 0) return;
  pdfium.FPDFPageObj_GetMatrix(object, scratch);
  const matrix = multiply(transform, engine.f32.subarray(at, at + 6));
  const [x0, y0, x1, y1] = transformBox(matrix, 0, 0, 1, 1);
  const bbox = {
    x0: Math.max(x0, clip.x0, 0),
    y0: Math.max(y0, clip.y0, 0),
    x1: Math.min(x1, clip.x1, page.width),
    y1: Math.min(y1, clip.y1, page.height),
  };
  if (!(bbox.x1 > bbox.x0 && bbox.y1 > bbox.y0)) return;
  const degrees = (Math.atan2(matrix[1], matrix[0]) * 180) / Math.PI;
  const image: PageImage = { bbox, rotation: (Math.round((degrees < 0 ? degrees + 360 : degrees) * 100) / 100) % 360 };
  if (pdfium.FPDFImageObj_GetImagePixelSize(object, scratch, scratch + 4)) {
    image.pixelWidth = engine.u32[at]!;
    image.pixelHeight = engine.u32[at + 1]!;
  }
  const mask = isMask(engine, object);
  if (mask && image.pixelWidth === 1 && image.pixelHeight === 1) {
    // A mask of one pixel: how some producers draw rules and boxes.
    const [a, b, c, d, e, f] = matrix;
    const points = [e, f, a + e, b + f, a + c + e, b + d + f, c + e, d + f];
    fillRectangle({ points, curved: false, closed: true }, { color: paint.color, seen: bbox }, content);
    return;
  }
  if (mask) image.mask = true;
  content.images.push(image);
}

/** Whether an image is a stencil that is painted with the current colour (ISO 32000-2, 8.9.6.2). */
function isMask({ u8, u32, layout }: Engine, object: number): boolean {
  return u8[u32[(object >> 2) + layout.image]! + layout.imageMask] === 1;
}
