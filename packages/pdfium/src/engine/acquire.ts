import { loadModule } from '#platform';
import { isUnifexError, UnifexError } from '@unifex/core';
import { Engine } from './engine.ts';

/** An engine whose heap has grown beyond this many bytes is let go of when its last document is closed: heaps never shrink. */
const MAX_IDLE_HEAP = 256 * 2 ** 20;

/** Compiled once in this process and thread, by where it comes from. */
const modules = new Map<string, Promise<WebAssembly.Module>>();
/** The engine that this thread's documents share. */
let current: { readonly key: string; readonly engine: Promise<Engine> } | undefined;
const documents = new WeakMap<Engine, number>();

/**
 * An engine for one document, shared with the other documents of this thread unless it has broken. To be given back with {@link release}.
 * @param assets folder of `pdfium.wasm`, ending in `/`, where it is not the installed package's
 */
export async function acquire(assets: string | undefined): Promise<Engine> {
  const key = assets ?? '';
  if (current?.key !== key || (await current.engine).broken !== undefined) current = { key, engine: start(key) };
  const mine = current;
  try {
    const engine = await mine.engine;
    documents.set(engine, (documents.get(engine) ?? 0) + 1);
    return engine;
  } catch (error) {
    if (current === mine) current = undefined;
    throw error;
  }
}

export function release(engine: Engine): void {
  const left = (documents.get(engine) ?? 1) - 1;
  documents.set(engine, left);
  if (left > 0 || engine.heapSize <= MAX_IDLE_HEAP) return;
  void current?.engine.then((mine) => {
    if (mine === engine && documents.get(engine) === 0) current = undefined;
  });
}

async function start(key: string): Promise<Engine> {
  try {
    let module = modules.get(key);
    if (!module) modules.set(key, (module = loadModule(key === '' ? undefined : `${key}pdfium.wasm`)));
    return await Engine.create(await module);
  } catch (error) {
    modules.delete(key);
    if (isUnifexError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnifexError('RUNTIME_UNSUPPORTED', `PDFium cannot be started: ${reason}`, { cause: error });
  }
}
