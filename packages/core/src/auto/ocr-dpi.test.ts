import { expect, it } from 'vitest';
import type { Page, PageImage } from '../model.ts';
import { ocrDpi } from './ocr-dpi.ts';

const frame = { x0: 0, y0: 0, x1: 720, y1: 720 };

function pageWith(...images: PageImage[]): Page {
  const size = { width: 720, height: 720 };
  return { index: 0, ...size, unit: 'points', sizeInPoints: size, rotation: 0, texts: [], tables: [], images };
}

function image(dpi: number, bbox = frame): PageImage {
  const pixels = (points: number): number => Math.round((points * dpi) / 72);
  return { bbox, rotation: 0, pixelWidth: pixels(bbox.x1 - bbox.x0), pixelHeight: pixels(bbox.y1 - bbox.y0) };
}

it.each([
  ['of its image', [image(240)], 240],
  ['no coarser than engines can read', [image(72)], 150],
  ['no finer than of use', [image(1200)], 300],
  ['where there is no image', [], 200],
  ['of the finest of large ones', [image(160), image(280, { ...frame, x1: 300 })], 280],
  ['not of an icon', [image(160), image(300, { x0: 0, y0: 0, x1: 20, y1: 20 })], 160],
  ['where an image does not say its size', [{ bbox: frame, rotation: 0 }], 200],
])('reads at the resolution %s', (_name, images, dpi) => {
  expect(ocrDpi(pageWith(...images), frame)).toBe(dpi);
});

it('reads a poster at a resolution at which it fits into memory', () => {
  const poster = { x0: 0, y0: 0, x1: 7200, y1: 7200 };
  const dpi = ocrDpi(pageWith(), poster);
  expect((100 * dpi) ** 2).toBeLessThanOrEqual(40_000_000);
  expect(dpi).toBeGreaterThan(50);
});
