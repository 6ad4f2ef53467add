import { UnifexError } from '@unifex/core';

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

/** Packs raw pixels (red, green, blue, alpha) as an image file, on a canvas. */
export async function encodeImage(
  pixels: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  format: 'png' | 'jpeg' | 'webp',
): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new UnifexError('RUNTIME_UNSUPPORTED', "This browser has no canvas. Ask for the format 'rgba'.");
  context.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
  const blob = await canvas.convertToBlob({ type: `image/${format}` });
  return new Uint8Array(await blob.arrayBuffer());
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
