import { isHidden } from '@unifex/pdf-common';
import { multiply, transformBox, type Matrix } from '@unifex/pdf-common';
import type { ObjectList } from '../content/read-content.ts';
import { appearanceOwner, type HiddenObjects } from '../document/hidden-objects.ts';
import type { Engine } from '../engine/engine.ts';
import type { Appearance, PageAnnotation } from './annotation-dictionaries.ts';
import type { PageFrame } from './frame.ts';

/** The normal appearance (fpdf_annot.h). */
const NORMAL = 0;

/** Opens what annotations show on a page. To be closed after it was read. */
export function openAppearances(
  engine: Engine,
  page: number,
  annotations: readonly PageAnnotation[],
  frame: PageFrame,
  hidden: HiddenObjects | undefined,
): { readonly lists: readonly ObjectList[]; close(): void } {
  const { pdfium, scratch } = engine;
  const opened: { annotation: number; matrix: Matrix }[] = [];
  const lists: ObjectList[] = [];
  for (const { index, data, appearance } of annotations) {
    if (!appearance || !data.rect || data.subtype === 'Popup' || isHidden(data)) continue;
    const annotation = pdfium.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    if (appearance.generated) pdfium.EPDFAnnot_GenerateFormFieldAP(annotation);
    opened.push({ annotation, matrix: appearance.matrix });
    const placed = placeAppearance(appearance, data.rect);
    const [x0, y0, x1, y1] = transformBox(frame.transform, data.rect[0]!, data.rect[1]!, data.rect[2]!, data.rect[3]!);
    lists.push({
      count: pdfium.FPDFAnnot_GetObjectCount(annotation),
      at: (i) => pdfium.FPDFAnnot_GetObject(annotation, i),
      transform: multiply(frame.transform, placed),
      clip: { x0, y0, x1, y1 },
      owner: appearanceOwner(index),
      hidden: hidden?.annotations.has(index) ?? false,
    });
  }
  return {
    lists,
    close() {
      for (const { annotation, matrix } of opened) {
        // Asked for its objects, PDFium forgets the matrix of the appearance, which it needs to draw it.
        engine.f32.set(matrix, scratch >> 2);
        pdfium.EPDFAnnot_SetAPMatrix(annotation, NORMAL, scratch);
        pdfium.FPDFPage_CloseAnnot(annotation);
      }
    },
  };
}

/** From the appearance's own space to user space (ISO 32000-2, 12.5.5, algorithm: appearance streams). */
function placeAppearance({ bbox, matrix }: Appearance, rect: ArrayLike<number>): Matrix {
  const [x0, y0, x1, y1] = transformBox(matrix, bbox[0]!, bbox[1]!, bbox[2]!, bbox[3]!);
  if (x0 === x1 || y0 === y1) return multiply([1, 0, 0, 1, rect[0]!, rect[1]!], matrix);
  const sx = (rect[2]! - rect[0]!) / (x1 - x0);
  const sy = (rect[3]! - rect[1]!) / (y1 - y0);
  return multiply([sx, 0, 0, sy, rect[0]! - x0 * sx, rect[1]! - y0 * sy], matrix);
}
