import { readFileSync } from 'node:fs';
import type { RawImage } from './render/raw-image.ts';
import { encodePng } from './render/encode-png.ts';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { promisify } from 'node:util';
import { constants, crc32, deflate, inflateSync } from 'node:zlib';

/** Under this key the compiled module is handed on to the worker threads that are started after it. */
const SHARED_MODULE = '@unifex/pdfium 0.1.0: pdfium.wasm of @embedpdf/pdfium 2.15.1';

let compiling: Promise<WebAssembly.Module> | undefined;

/**
 * Compiles PDFium, or takes what the thread that started this one has compiled: a compiled module is shared, not copied.
 * @param location URL or path of `pdfium.wasm`, instead of the installed package's
 */
export async function loadModule(location: string | undefined): Promise<WebAssembly.Module> {
  if (location !== undefined) return WebAssembly.compile(await readLocation(location));
  const shared = getEnvironmentData(SHARED_MODULE) as unknown;
  if (shared instanceof WebAssembly.Module) return shared;
  compiling ??= compile();
  try {
    return await compiling;
  } catch (error) {
    compiling = undefined;
    throw error;
  }
}

async function compile(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  // Read at once: the other threads of V8 then compile while this one has something else to do.
  const module = await WebAssembly.compile(readFileSync(file));
  setEnvironmentData(SHARED_MODULE, module);
  return module;
}

async function readLocation(location: string): Promise<BufferSource> {
  if (/^https?:/.test(location)) return (await fetch(location)).arrayBuffer();
  return readFile(fileURLToPath(location.startsWith('file:') ? location : pathToFileURL(location)));
}

/** Unpacks zlib data, as far as it goes where its end is missing. @throws Error for what is no zlib data */
export function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  return Promise.resolve(inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }));
}

/** Content of more bytes than this is not looked through for faults. */
const MOST_LOOKED_THROUGH = 2 ** 26;

/**
 * What makes zlib data break off in their middle. That their end is missing, or only their checksum wrong, loses nothing that a reader
 * would have: some producers write them so.
 */
export function findFault(bytes: Uint8Array): string | undefined {
  try {
    inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST_LOOKED_THROUGH });
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === 'Z_DATA_ERROR' && message !== 'incorrect data check') return message;
  }
  return undefined;
}

/**
 * Packs raw pixels as an image file: PNG with zlib, the others with sharp. Both work beside this thread. (Of the samples at 150 dpi,
 * sharp's PNGs have the same size, to 3 %, and take half the time, 14 ms of the processor for 30. A page takes longer than that to
 * be drawn, and a PNG is what most want: no reason to need a native package for it, or to give other bytes where there is one.)
 * @throws UnifexError `RUNTIME_UNSUPPORTED` when sharp is needed and not installed
 */
export async function encodeImage(image: RawImage, format: 'png' | 'jpeg' | 'webp'): Promise<Uint8Array> {
  if (format === 'png') return encodePng(image.pixels, image, { deflate: promisify(deflate), crc32 });
  const { default: sharp } = await import('sharp').catch(async (error: unknown) => {
    // Only here, so that `preload` has nothing else to load.
    const { UnifexError } = await import('@unifex/core');
    throw new UnifexError(
      'RUNTIME_UNSUPPORTED',
      `An image in the format '${format}' needs the package sharp: npm install sharp. Or ask for the format 'png'.`,
      { cause: error },
    );
  });
  const { pixels, width, height } = image;
  const packed = sharp(pixels, { raw: { width, height, channels: 4 }, limitInputPixels: false });
  return format === 'jpeg' ? packed.flatten().jpeg().toBuffer() : packed.webp().toBuffer();
}

/** Node.js has no canvas to draw on. */
export function toImageData(_image: RawImage): undefined {
  return undefined;
}

/** Runs a function when the event loop has come round once. */
export function inNextTurn(run: () => void): void {
  setImmediate(run);
}
