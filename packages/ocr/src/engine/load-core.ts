import { createRequire } from 'node:module';
import type { TesseractCore } from './core.ts';

type CoreFactory = (overrides: object) => Promise<TesseractCore>;

/** A core, and the memory that it works in. */
export interface LoadedCore {
  readonly core: TesseractCore;
  memoryBytes(): number;
}

/**
 * Starts tesseract.js-core in this thread. The build for fixed SIMD instructions: "relaxed" ones are 4 % faster, and may give other
 * results on another machine.
 * @param module compiled by the host: shared, so that no thread compiles it again
 */
export async function loadCore(module: WebAssembly.Module): Promise<LoadedCore> {
  const factory = createRequire(import.meta.url)('tesseract.js-core/tesseract-core-simd-lstm.js') as CoreFactory;
  let memory: WebAssembly.Memory | undefined;
  const quiet = (): void => undefined;
  const core = await factory({
    // Tesseract's messages are for a terminal; what it makes of a page is in its result.
    print: quiet,
    printErr: quiet,
    TesseractProgress: quiet,
    instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      const instance = new WebAssembly.Instance(module, imports);
      memory = Object.values(instance.exports).find((item) => item instanceof WebAssembly.Memory);
      done(instance);
      return instance.exports;
    },
  });
  return { core, memoryBytes: () => memory?.buffer.byteLength ?? 0 };
}
