import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/** Under this key the compiled module is handed on to the worker threads that are started after it. */
const SHARED_MODULE = '@unifex/ocr 0.1.0: tesseract-core-simd-lstm.wasm of tesseract.js-core 7.0.0';

let compiling: Promise<WebAssembly.Module> | undefined;

/** Tesseract compiled, once for all threads: a compiled module is shared, not copied. */
export function coreModule(): Promise<WebAssembly.Module> {
  return (compiling ??= compile());
}

async function compile(): Promise<WebAssembly.Module> {
  const shared = getEnvironmentData(SHARED_MODULE) as unknown;
  if (shared instanceof WebAssembly.Module) return shared;
  const file = createRequire(import.meta.url).resolve('tesseract.js-core/tesseract-core-simd-lstm.wasm');
  const module = await WebAssembly.compile(await readFile(file));
  setEnvironmentData(SHARED_MODULE, module);
  return module;
}
