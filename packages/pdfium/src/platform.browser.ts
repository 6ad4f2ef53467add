import { UnifexError } from '@unifex/core';
import type { RawImage } from './render/raw-image.ts';

/**
 * Fetches and compiles PDFium.
 * @param location URL of `pdfium.wasm`, which the app serves
 */
export async function loadModule(location: string | undefined): Promise<WebAssembly.Module> {
  if (location === undefined) {
    throw new UnifexError(
      'INVALID_OPTION',
      'In a browser the option `assets` must be the URL of a folder that holds pdfium.wasm (of the package @embedpdf/pdfium).',
      { details: { option: 'assets' } },
    );
  }
  const response = await fetch(location);
  if (!response.ok) throw new Error(`${location} cannot be fetched: HTTP ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Unpacks zlib data. */
export async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
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
