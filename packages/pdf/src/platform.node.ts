import { createRequire } from 'node:module';
import path from 'node:path';

/** Where pdf.js finds its CMaps, standard fonts, decoders and colour profiles: folders of the installed package. */
export function assetBase(): string | undefined {
  const require = createRequire(import.meta.url);
  return path.dirname(require.resolve('pdfjs-dist/package.json')).replaceAll('\\', '/') + '/';
}

/**
 * Runs `load`, the import of pdf.js, so that it neither loads `@napi-rs/canvas` nor warns of its absence.
 *
 * The display half of pdf.js requires the canvas when it is imported, for rendering, which this package does not do: that
 * costs three quarters of the start-up where it is installed, and two printed warnings where it is not. It asks for it
 * through `process.getBuiltinModule('module').createRequire`, so that is what answers differently while pdf.js loads.
 */
export async function withoutCanvas<T>(load: () => Promise<T>): Promise<T> {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with `process`, and put back as it was.
  const original = process.getBuiltinModule;
  class Placeholder {}
  const absent = { DOMMatrix: Placeholder, Path2D: Placeholder };
  const createRequireWithoutCanvas = (from: string | URL): NodeJS.Require => {
    const require = createRequire(from);
    const wrapped = (id: string): unknown => (id === '@napi-rs/canvas' ? absent : require(id));
    return Object.assign(wrapped, require) as NodeJS.Require;
  };
  const override = (id: string): unknown => {
    const builtin: unknown = original.call(process, id);
    return id === 'module' ? { ...(builtin as object), createRequire: createRequireWithoutCanvas } : builtin;
  };
  process.getBuiltinModule = override as typeof process.getBuiltinModule;
  try {
    return await load();
  } finally {
    if (process.getBuiltinModule === (override as typeof process.getBuiltinModule)) process.getBuiltinModule = original;
    const globals = globalThis as { DOMMatrix?: unknown; Path2D?: unknown };
    if (globals.DOMMatrix === Placeholder) delete globals.DOMMatrix;
    if (globals.Path2D === Placeholder) delete globals.Path2D;
  }
}

/** Runs a function when the event loop has come round once. */
export function inNextTurn(run: () => void): void {
  setImmediate(run);
}
