import { PDFName, pushGraphicsState, popGraphicsState, concatTransformationMatrix, drawObject } from 'pdf-lib';
import type { PDFPage, PDFRawStream } from 'pdf-lib';
import { toBitonal } from '../drawing/degrade.ts';
import { encodeJpeg, type GreyImage } from '../drawing/rasterize.ts';

/** [x0, y0, x1, y1] in points from the top left of the page. */
export type PlaceBox = readonly [x0: number, y0: number, x1: number, y1: number];

/** Puts a grey picture on a page as a JPEG. */
export async function placeGrey(page: PDFPage, image: GreyImage, box: PlaceBox, quality = 80): Promise<void> {
  const embedded = await page.doc.embedJpg(await encodeJpeg(image, quality));
  const [x0, y0, x1, y1] = box;
  page.drawImage(embedded, { x: x0, y: page.getHeight() - y1, width: x1 - x0, height: y1 - y0 });
}

/** Puts a grey picture on a page as many low ones below each other, as scanners save them. */
export async function placeStrips(page: PDFPage, image: GreyImage, box: PlaceBox, count: number): Promise<void> {
  const [x0, y0, x1, y1] = box;
  const rows = Math.ceil(image.height / count);
  for (let top = 0; top < image.height; top += rows) {
    const height = Math.min(rows, image.height - top);
    const pixels = image.pixels.subarray(top * image.width, (top + height) * image.width);
    const scale = (y1 - y0) / image.height;
    await placeGrey(page, { width: image.width, height, pixels }, [
      x0,
      y0 + top * scale,
      x1,
      y0 + (top + height) * scale,
    ]);
  }
}

/** Puts a picture on a page as a stencil of one bit a pixel, through which black is painted. */
export function placeBits(page: PDFPage, image: GreyImage, [x0, y0, x1, y1]: PlaceBox): void {
  const { context } = page.doc;
  const dictionary = {
    Type: 'XObject',
    Subtype: 'Image',
    Width: image.width,
    Height: image.height,
    ImageMask: true,
    BitsPerComponent: 1,
  };
  const stream: PDFRawStream = context.flateStream(toBitonal(image, 150), dictionary);
  const name = page.node.newXObject('Stencil', context.register(stream));
  page.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(x1 - x0, 0, 0, y1 - y0, x0, page.getHeight() - y1),
    drawObject(PDFName.of(name.decodeText())),
    popGraphicsState(),
  );
}
