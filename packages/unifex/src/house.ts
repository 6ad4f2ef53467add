import { ExecutorType, registry, type Executor, type PageTask, type RunOptions } from '@unifex/core';
import { tesseractBackend } from '@unifex/ocr';
import { ocrServerBackend } from '@unifex/ocr/server';
import { pdfBackend } from '@unifex/pdf';
import { pdfiumBackend } from '@unifex/pdfium';
import { closePool, loadExecutors, locate } from './executors.ts';

let registered = false;

/**
 * Puts the backends and executors that this package brings into the registry of the process, once; what an app has registered
 * under the same name stays. `auto` takes the backends in this order: PDFium is the faster one, and pdf.js reads what PDFium
 * cannot; pixels are read by Tesseract. Nothing heavy is loaded: a backend loads its engine with its first document, and the executors are imported with
 * their first page.
 */
export function registerHouse(): void {
  if (registered) return;
  registered = true;
  for (const backend of [pdfiumBackend, pdfBackend, tesseractBackend, ocrServerBackend]) {
    if (!registry.get(backend.type)) registry.register(backend);
  }
  for (const type of [ExecutorType.THREAD, ExecutorType.PROCESS]) {
    if (!registry.getExecutor(type)) registry.registerExecutor(lazyExecutor(type));
  }
}

function lazyExecutor(type: string): Executor {
  return {
    type,
    async *run(task: PageTask, options?: RunOptions) {
      const { default: executors } = await loadExecutors();
      yield* executors.get(type).run({ ...task, backend: await locate(task.backend) }, options);
    },
    [Symbol.asyncDispose]: () => closePool(type),
  };
}
