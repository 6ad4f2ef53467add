import type { BackendRef, ExtractorType } from '@unifex/core';
import type * as Executors from '@unifex/executors';

/** What the backends of this package are imported from. */
const OWN_MODULES = ['@unifex/pdf', '@unifex/pdfium', '@unifex/ocr', '@unifex/ocr/server'];

/** By its name: this file is all that the command line needs for `--help`, and core is not. */
const AUTO: ExtractorType = 'auto';

let loading: Promise<typeof Executors> | undefined;

/** `@unifex/executors`, imported when it is first needed. */
export function loadExecutors(): Promise<typeof Executors> {
  return (loading ??= import('@unifex/executors'));
}

/** Ends the workers of the process-wide pools, if there are any. The next extraction starts new ones. */
export async function closePools(): Promise<void> {
  // Nothing has been started by what was never loaded.
  const executors = await loading;
  await executors?.closePools();
}

/** Ends the workers of one of the process-wide pools, if there are any. */
export async function closePool(type: string): Promise<void> {
  const executors = await loading;
  await executors?.default.get(type)[Symbol.asyncDispose]();
}

/**
 * Starts workers of a process-wide pool before the first document comes.
 *
 * @param type `thread` or `process`
 * @param options.workers how many
 * @param options.backend imported in them as well (`refOf(pdfBackend)`)
 * @throws UnifexError `EXECUTOR_UNKNOWN`, `INVALID_OPTION`, `WORKER_CRASHED`
 */
export async function warmPool(type: string, options: { workers: number; backend?: BackendRef }): Promise<void> {
  const executors = await loadExecutors();
  const { workers, backend } = options;
  await executors.warmPool(type, { workers, ...(backend ? { backend: await locate(backend) } : {}) });
}

/**
 * The reference with the place of its module, where it is one that this package brings: with isolated installs (pnpm) neither
 * the app nor `@unifex/executors` sees the packages that this one depends on. So with the engines that `auto` chooses from.
 */
export async function locate(backend: BackendRef): Promise<BackendRef> {
  const { engines, ocr } = backend.options as {
    engines?: readonly BackendRef[];
    ocr?: { engines: readonly BackendRef[] };
  };
  if (backend.type === AUTO && engines) {
    const located = { engines: await Promise.all(engines.map(locate)) };
    const plan = ocr && { ocr: { ...ocr, engines: await Promise.all(ocr.engines.map(locate)) } };
    return { ...backend, options: { ...backend.options, ...located, ...plan } };
  }
  if (!OWN_MODULES.includes(backend.module)) return backend;
  const { createRequire } = await import('node:module');
  const { pathToFileURL } = await import('node:url');
  const path = createRequire(import.meta.url).resolve(backend.module);
  return { ...backend, module: pathToFileURL(path).href };
}
