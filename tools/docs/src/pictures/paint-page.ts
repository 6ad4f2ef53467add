import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The part of a canvas that is used here; pdf.js makes it with `@napi-rs/canvas`, which it brings along. */
interface PaintedCanvas {
  toBuffer(type: 'image/png'): Uint8Array;
}

interface CanvasFactory {
  create(width: number, height: number): { canvas: PaintedCanvas; context: CanvasRenderingContext2D };
}

/**
 * Paints the upper part of a page with pdf.js, as a PNG.
 * @param height in points, from the top
 * @param scale pixels a point
 */
export async function paintPage(bytes: Uint8Array, index: number, height: number, scale: number): Promise<Uint8Array> {
  const base = new URL('./', import.meta.resolve('pdfjs-dist/package.json')).pathname;
  const task = getDocument({
    data: new Uint8Array(bytes),
    standardFontDataUrl: `${base}standard_fonts/`,
    cMapUrl: `${base}cmaps/`,
    verbosity: 0,
  });
  try {
    const pdf = await task.promise;
    const page = await pdf.getPage(index + 1);
    const viewport = page.getViewport({ scale });
    const factory = pdf.canvasFactory as CanvasFactory;
    const { canvas, context } = factory.create(Math.ceil(viewport.width), Math.ceil(height * scale));
    await page.render({ canvas: null, canvasContext: context, viewport }).promise;
    return canvas.toBuffer('image/png');
  } finally {
    await task.destroy();
  }
}
