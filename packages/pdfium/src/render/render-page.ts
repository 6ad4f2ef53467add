import { encodeImage, toImageData } from '#platform';
import { abortedError, checkRenderOptions, imageSize, UnifexError } from '@unifex/core';
import type { CheckedRenderOptions, RenderedPage, RenderOptions } from '@unifex/core';
import type { Engine } from '../engine/engine.ts';
import { readFrame, type PageFrame } from '../page/frame.ts';
import { NO_FIELDS, openFormFields, type FormFields } from './form-fields.ts';
import type { Session } from '../session.ts';

/** The image is drawn in bands of no more pixels than this, so that the heap does not grow with the image. */
const BAND_PIXELS = 16_000_000;
/** Blue, green, red, alpha (fpdfview.h), of which the flag below makes red, green, blue, alpha. */
const BGRA = 4;
const POINTS_TO_AN_INCH = 72;
const DRAW_ANNOTATIONS = 0x01;
const REVERSE_BYTE_ORDER = 0x10;

/** Turns a page into an image. @throws UnifexError `INVALID_OPTION`, `ABORTED`, `RUNTIME_UNSUPPORTED` (no encoder) */
export async function renderPage(
  session: Session,
  index: number,
  options: RenderOptions,
  signal: AbortSignal,
): Promise<RenderedPage> {
  const checked = checkRenderOptions(options);
  const facts = await session.facts();
  const userUnit = (await facts?.pages.userUnit(await facts.pages.dictionary(index))) ?? 1;
  if (signal.aborted) throw abortedError(signal);
  const { engine, handle } = session.opened;
  const raw = engine.run(() => {
    const page = engine.pdfium.FPDF_LoadPage(handle, index);
    if (page === 0) throw new Error('PDFium cannot load it.');
    try {
      const frame = readFrame(engine, page, userUnit);
      const fields = checked.annotations ? openFormFields(engine, handle, page) : NO_FIELDS;
      try {
        return draw(engine, page, frame, checked, fields);
      } finally {
        fields.close();
      }
    } finally {
      engine.pdfium.FPDF_ClosePage(page);
    }
  });
  const { width, height, transform, pixels } = raw;
  const { format } = checked;
  const image = { pixels, width, height, dpi: transform[0] * POINTS_TO_AN_INCH };
  if (format !== 'rgba') {
    return { index, width, height, format, data: await encodeImage(image, format), transform };
  }
  const imageData = toImageData(image);
  return { index, width, height, format, data: pixels, transform, ...(imageData ? { imageData } : {}) };
}

function draw(
  engine: Engine,
  page: number,
  frame: PageFrame,
  options: CheckedRenderOptions,
  fields: FormFields,
): Pick<RenderedPage, 'width' | 'height' | 'transform'> & { pixels: Uint8Array<ArrayBuffer> } {
  const { pdfium } = engine;
  const { width, height, transform, pageWidth, pageHeight, left, top: above } = imageSize(frame, options);
  const pixels = new Uint8Array(width * height * 4);
  const rows = Math.max(1, Math.min(height, Math.floor(BAND_PIXELS / width)));
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, rows, BGRA, 0, 0);
  if (bitmap === 0) {
    throw new UnifexError(
      'PAGE_FAILED',
      `There is no memory for an image of ${width} by ${height} pixels. Choose a smaller one.`,
    );
  }
  const flags = REVERSE_BYTE_ORDER | (options.annotations ? DRAW_ANNOTATIONS : 0);
  for (let top = 0; top < height; top += rows) {
    const band = Math.min(rows, height - top);
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, rows, argb(options.background));
    pdfium.FPDF_RenderPageBitmap(bitmap, page, -left, -above - top, pageWidth, pageHeight, 0, flags);
    fields.draw(bitmap, { left, top: above + top, width: pageWidth, height: pageHeight }, flags);
    copyRows(engine, bitmap, pixels.subarray(top * width * 4), width, band);
  }
  pdfium.FPDFBitmap_Destroy(bitmap);
  return { width, height, transform, pixels };
}

function copyRows(engine: Engine, bitmap: number, target: Uint8Array, width: number, rows: number): void {
  const { pdfium } = engine;
  const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
  const stride = pdfium.FPDFBitmap_GetStride(bitmap);
  const { u8 } = engine;
  for (let row = 0; row < rows; row++) {
    target.set(u8.subarray(start + row * stride, start + row * stride + width * 4), row * width * 4);
  }
}

/** As a number: alpha, red, green, blue. The fill is not touched by the reversed byte order, and so is turned round here. */
function argb(background: string): number {
  if (background === 'transparent') return 0;
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(background.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ];
  return ((0xff << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
