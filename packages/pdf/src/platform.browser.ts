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

/** A browser lets no module be changed on its way; it loads as it is. */
export function withChangedSource<T>(
  _fileName: string,
  _change: (source: string) => string,
  load: () => Promise<T>,
): Promise<T> {
  return load();
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
