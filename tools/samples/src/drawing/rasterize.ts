import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Grey values of a picture, row by row, 0 black to 255 white. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const assets = join(dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json'))));

/** Renders the first page of a PDF. @param turn a small clockwise turn about the page's middle, in degrees. */
export async function rasterize(bytes: Uint8Array, dpi: number, turn: number): Promise<GreyImage> {
  const task = getDocument({
    // pdf.js takes what it is given away from the caller.
    data: bytes.slice(),
    disableFontFace: true,
    standardFontDataUrl: join(assets, 'standard_fonts/'),
    verbosity: 0,
  });
  const pdf = await task.promise;
  const page = await pdf.getPage(1);
  const viewport = page.getViewport({ scale: dpi / 72 });
  const width = Math.round(viewport.width);
  const height = Math.round(viewport.height);
  const flat = createCanvas(width, height);
  await page.render({ canvas: flat as unknown as HTMLCanvasElement, viewport }).promise;
  await task.destroy();
  return toGrey(turned(flat, turn));
}

/** Encodes as a JPEG of the given quality, 0 to 100. */
export async function encodeJpeg(image: GreyImage, quality: number): Promise<Uint8Array> {
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  const data = context.createImageData(image.width, image.height);
  image.pixels.forEach((value, i) => data.data.set([value, value, value, 255], i * 4));
  context.putImageData(data, 0, 0);
  return new Uint8Array(await canvas.encode('jpeg', quality));
}

function turned(flat: Canvas, degrees: number): Canvas {
  const canvas = createCanvas(flat.width, flat.height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((degrees * Math.PI) / 180);
  context.drawImage(flat, -canvas.width / 2, -canvas.height / 2);
  return canvas;
}

/** Weights of red, green and blue as in ITU-R BT.601. */
export function toGrey(canvas: Canvas): GreyImage {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const pixels = new Uint8Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!;
  }
  return { width, height, pixels };
}
