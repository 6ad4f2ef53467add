import type { PageImage } from '@unifex/core';
import { transformBox } from '@unifex/pdf-common';
import type { GraphicsState } from './graphics-state.ts';

/**
 * Adds an image that is painted into the unit square of user space (PDF 32000-1, 8.9.5).
 * @param args pdf.js's arguments: [object id, width, height], or [{ width, height, … }] for inline images and masks.
 */
export function imageAt(
  state: GraphicsState,
  args: readonly unknown[],
  mask: boolean,
  images: PageImage[],
  page: { width: number; height: number; contentVisible: boolean },
): void {
  if (!page.contentVisible || state.fillAlpha === 0) return;
  const box = transformBox(state.ctm, 0, 0, 1, 1);
  const bbox = {
    x0: Math.max(box[0], state.clipX0, 0),
    y0: Math.max(box[1], state.clipY0, 0),
    x1: Math.min(box[2], state.clipX1, page.width),
    y1: Math.min(box[3], state.clipY1, page.height),
  };
  if (!(bbox.x1 > bbox.x0 && bbox.y1 > bbox.y0)) return;
  const [a, b] = state.ctm;
  const degrees = (Math.atan2(b, a) * 180) / Math.PI;
  const image: PageImage = { bbox, rotation: (Math.round((degrees < 0 ? degrees + 360 : degrees) * 100) / 100) % 360 };
  const size = pixelSize(args);
  if (size) [image.pixelWidth, image.pixelHeight] = size;
  if (mask) image.mask = true;
  images.push(image);
}

function pixelSize(args: readonly unknown[]): [number, number] | undefined {
  if (typeof args[1] === 'number' && typeof args[2] === 'number') return [args[1], args[2]];
  const data = args[0] as { width?: unknown; height?: unknown } | null | undefined;
  if (typeof data === 'object' && typeof data?.width === 'number' && typeof data.height === 'number') {
    return [data.width, data.height];
  }
  return undefined;
}
