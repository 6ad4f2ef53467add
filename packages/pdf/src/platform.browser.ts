import { AssetReader } from './asset-reader.ts';
import type { Assets } from './assets.ts';

/** In a browser the app serves pdf.js's folders and names their URL in the `assets` option. Each document reads them for itself. */
export function openAssets(base: string | undefined): Assets {
  const reader = new AssetReader(base);
  return {
    parameters: { BinaryDataFactory: reader.factory, cMapPacked: true },
    failure: () => reader.failure,
  };
}

/** A browser has its own canvas; pdf.js asks for no other. */
export function withoutCanvas<T>(load: () => Promise<T>): Promise<T> {
  return load();
}

/**
 * Runs `load`, the import of a half of pdf.js, which no browser lets be copied or changed on its way. In a worker the parser would take
 * the worker for its own when it is imported: answer the page's messages, and send it some. It tells a worker by there being no
 * `window`, so that there is one meanwhile.
 */
export async function withPrivateCopy<T>(
  fileName: string,
  _change: (source: string) => string,
  load: () => Promise<T>,
): Promise<T> {
  if (fileName !== 'pdf.worker.mjs' || Object.hasOwn(globalThis, 'window')) return await load();
  const stand = { value: globalThis, configurable: true };
  Object.defineProperty(globalThis, 'window', stand);
  try {
    return await load();
  } finally {
    Reflect.deleteProperty(globalThis, 'window');
  }
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
