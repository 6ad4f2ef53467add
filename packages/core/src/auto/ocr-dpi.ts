import { bboxArea, intersectBBox } from '../geometry.ts';
import type { Page } from '../model.ts';
import type { BBox } from '../units.ts';

/** Below this an engine has too little to read (Tesseract wants capitals of 20 pixels or more), above it nothing is gained. */
const MIN_DPI = 150;
const MAX_DPI = 300;
/** Where there is no image, and so no resolution of its own. */
const DEFAULT_DPI = 200;
/** A poster is read at a lower resolution rather than not at all. */
const MAX_PIXELS = 40_000_000;

/** Pixels an inch at which a part of a page is read: those of its finest large image. @param region in points */
export function ocrDpi(page: Page, region: BBox): number {
  let finest = 0;
  for (const { bbox, pixelWidth, pixelHeight } of page.images ?? []) {
    const common = intersectBBox(bbox, region);
    const area = bboxArea(bbox);
    if (!common || !pixelWidth || !pixelHeight || area <= 0) continue;
    // A small image says nothing of the rest.
    if (bboxArea(common) < bboxArea(region) * 0.1) continue;
    finest = Math.max(finest, 72 * Math.sqrt((pixelWidth * pixelHeight) / area));
  }
  const dpi = finest === 0 ? DEFAULT_DPI : Math.min(MAX_DPI, Math.max(MIN_DPI, Math.round(finest)));
  const most = Math.floor(72 * Math.sqrt(MAX_PIXELS / Math.max(1, bboxArea(region))));
  return Math.max(1, Math.min(dpi, most));
}
