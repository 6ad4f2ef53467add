import { UnifexError, type Page, type Source } from '@unifex/core';
import {
  concatTransformationMatrix,
  drawObject,
  PDFDocument,
  popGraphicsState,
  pushGraphicsState,
  type PDFImage,
} from '@cantoo/pdf-lib';
import { decodeBitmap, readBitmapHeader } from '../document/bitmap.ts';
import { loadSharp } from '../document/load-sharp.ts';
import { readImageHeader } from '../server/image-header.ts';

/**
 * A PDF of one page for each of an image's frames, in the size in which they were read.
 * @throws UnifexError `RUNTIME_UNSUPPORTED` for a format other than PNG and JPEG where sharp is not installed, `DOCUMENT_CORRUPT`
 */
export async function imagePages(source: Source, pages: readonly Page[]): Promise<PDFDocument> {
  const pdf = await PDFDocument.create();
  for (const page of pages) {
    const { image, orientation } = await embed(pdf, source, page.index);
    const { width, height } = page.sizeInPoints;
    const target = pdf.addPage([width, height]);
    const name = target.node.newXObject('Scan', image.ref).decodeText();
    target.pushOperators(
      pushGraphicsState(),
      concatTransformationMatrix(...placeOf(orientation, width, height)),
      drawObject(name),
      popGraphicsState(),
    );
  }
  return pdf;
}

/** An image as it is in the file where PDF can hold it, else packed anew, without loss. */
async function embed(
  pdf: PDFDocument,
  { bytes, info }: Source,
  frame: number,
): Promise<{ image: PDFImage; orientation: number }> {
  const { mediaType } = info;
  // On memory of its own: pdf-lib looks at the buffer under what it is given.
  const own = new Uint8Array(bytes);
  try {
    if (mediaType === 'image/jpeg') {
      const { orientation } = readImageHeader(own, mediaType);
      return { image: await pdf.embedJpg(own), orientation };
    }
    if (mediaType === 'image/png') return { image: await pdf.embedPng(own), orientation: 1 };
  } catch (cause) {
    throw new UnifexError('DOCUMENT_CORRUPT', `The image (${mediaType}) is damaged: ${String(cause)}`, { cause });
  }
  return { image: await pdf.embedPng(await packAsPng(own, mediaType, frame)), orientation: 1 };
}

async function packAsPng(bytes: Uint8Array, mediaType: string, page: number): Promise<Uint8Array> {
  const sharp = await loadSharp();
  try {
    const bitmap = mediaType === 'image/bmp' ? readBitmapHeader(bytes) : undefined;
    const pixels = bitmap && decodeBitmap(bytes, bitmap);
    const image = pixels
      ? sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: pixels.channels } })
      : sharp(bytes, { page, limitInputPixels: false }).autoOrient();
    return await image.toColourspace('srgb').png().toBuffer();
  } catch (cause) {
    throw new UnifexError(
      'DOCUMENT_CORRUPT',
      `The image (${mediaType}) cannot be put into a PDF: ${String(cause)}. Convert it to PNG.`,
      { cause },
    );
  }
}

/** Where the unit square of an image goes, by its EXIF orientation (Exif 2.32, tag 274), on a page of this size. */
function placeOf(orientation: number, w: number, h: number): [number, number, number, number, number, number] {
  switch (orientation) {
    case 2:
      return [-w, 0, 0, h, w, 0];
    case 3:
      return [-w, 0, 0, -h, w, h];
    case 4:
      return [w, 0, 0, -h, 0, h];
    case 5:
      return [0, -h, -w, 0, w, h];
    case 6:
      return [0, -h, w, 0, 0, h];
    case 7:
      return [0, h, w, 0, 0, 0];
    case 8:
      return [0, h, -w, 0, w, 0];
    default:
      return [w, 0, 0, h, 0, 0];
  }
}
