import { UnifexError } from '@unifex/core';
import type { RawImage } from './render/raw-image.ts';

/**
 * Fetches and compiles PDFium.
 * @param location URL of `pdfium.wasm`. Default: the file of the package @embedpdf/pdfium, which bundlers find by this
 *   expression (Vite does), put among what the app serves, and name here
 */
export async function loadModule(location: string | undefined): Promise<WebAssembly.Module> {
  const url = location ?? new URL('@embedpdf/pdfium/pdfium.wasm', import.meta.url).href;
  const response = await fetch(url);
  const type = response.headers.get('content-type') ?? '';
  // Servers of single-page apps answer with the page itself, and 200, for what they do not have.
  if (!response.ok || type.startsWith('text/html')) {
    throw new UnifexError(
      'INVALID_OPTION',
      `There is no pdfium.wasm at ${url} (${response.ok ? type : `HTTP ${response.status}`}). ` +
        'Serve the file of the package @embedpdf/pdfium, and give the URL of its folder in the option `assets`.',
      { details: { option: 'assets', url } },
    );
  }
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Unpacks zlib data. */
export async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Nothing: what a browser says of zlib data does not tell a fault in their middle from an end that is missing. */
export function findFault(_bytes: Uint8Array): string | undefined {
  return undefined;
}

/** Packs raw pixels as an image file, on a canvas. @throws UnifexError `RUNTIME_UNSUPPORTED` where there is none, or not for the format */
export async function encodeImage(image: RawImage, format: 'png' | 'jpeg' | 'webp'): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  if (!context) throw new UnifexError('RUNTIME_UNSUPPORTED', "This browser has no canvas. Ask for the format 'rgba'.");
  context.putImageData(toImageData(image), 0, 0);
  const type = `image/${format}`;
  const blob = await canvas.convertToBlob({ type });
  // A browser that cannot write a format (WebP, in some) writes a PNG instead (HTML, "serializing bitmaps to a file").
  if (blob.type !== type) {
    throw new UnifexError('RUNTIME_UNSUPPORTED', `This browser writes no ${format}. Ask for the format 'png'.`);
  }
  return new Uint8Array(await blob.arrayBuffer());
}

/** The same pixels, not copied, as what a canvas takes. */
export function toImageData({ pixels, width, height }: RawImage): ImageData {
  return new ImageData(new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.length), width, height);
}

/** Runs a function when the event loop has come round once. A message, because repeated timers are held back for 4 ms each. */
export function inNextTurn(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(null);
}
