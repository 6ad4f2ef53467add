import module, { createRequire } from 'node:module';
import path from 'node:path';
import type { Assets } from './assets.ts';

/** Makes the URL of a module another one, with the same file. */
const PRIVATE = '?unifex';

/** Where pdf.js finds its CMaps, standard fonts, decoders and colour profiles: folders of the installed package, unless others are named. */
export function openAssets(base: string = installedAssets()): Assets {
  return {
    parameters: {
      cMapUrl: `${base}cmaps/`,
      cMapPacked: true,
      standardFontDataUrl: `${base}standard_fonts/`,
      wasmUrl: `${base}wasm/`,
      iccUrl: `${base}iccs/`,
    },
    failure: () => undefined,
  };
}

function installedAssets(): string {
  const require = createRequire(import.meta.url);
  return path.dirname(require.resolve('pdfjs-dist/package.json')).replaceAll('\\', '/') + '/';
}

/**
 * Runs `load`, the import of pdf.js, so that it neither loads `@napi-rs/canvas` nor warns of its absence, and leaves the app its
 * `navigator`.
 *
 * The display half of pdf.js requires the canvas when it is imported, for rendering, which this package does not do: that
 * costs three quarters of the start-up where it is installed, and two printed warnings where it is not. It asks for it
 * through `process.getBuiltinModule('module').createRequire`, so that is what answers differently while pdf.js loads.
 * It puts another `navigator` where there is none that knows a language. Bun's is such a one, and its `os.availableParallelism()` reads it.
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
  const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  try {
    return await load();
  } finally {
    if (process.getBuiltinModule === (override as typeof process.getBuiltinModule)) process.getBuiltinModule = original;
    const globals = globalThis as { DOMMatrix?: unknown; Path2D?: unknown };
    if (globals.DOMMatrix === Placeholder) delete globals.DOMMatrix;
    if (globals.Path2D === Placeholder) delete globals.Path2D;
    if (navigator) Object.defineProperty(globalThis, 'navigator', navigator);
  }
}

/**
 * Runs `load`, the import of a module, so that what it gets is a copy of its own, with its source changed: an app that uses pdf.js too
 * keeps the one that it knows. Node.js can from 22.15 on; before, under a loader that allows no hooks (Jest), and where an app has
 * bundled the module, it loads as it is.
 * @param fileName of the module, which ends its URL
 */
export async function withPrivateCopy<T>(
  fileName: string,
  change: (source: string) => string,
  load: () => Promise<T>,
): Promise<T> {
  const hooks = registerHooks({
    resolve: (specifier, context, nextResolve) => {
      const resolved = nextResolve(specifier, context);
      return resolved.url.endsWith(`/${fileName}`) ? { ...resolved, url: resolved.url + PRIVATE } : resolved;
    },
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      const { source } = loaded;
      if (!url.endsWith(`/${fileName}${PRIVATE}`) || source === undefined || source === null) return loaded;
      return { ...loaded, source: change(typeof source === 'string' ? source : new TextDecoder().decode(source)) };
    },
  });
  try {
    return await load();
  } finally {
    hooks?.deregister();
  }
}

function registerHooks(hooks: module.RegisterHooksOptions): module.ModuleHooks | undefined {
  try {
    return (module.registerHooks as typeof module.registerHooks | undefined)?.(hooks);
  } catch {
    // Nothing is lost without them but time.
    return undefined;
  }
}

/** Runs a function when the event loop has come round once. */
export function inNextTurn(run: () => void): void {
  setImmediate(run);
}
