import { ExecutorType, registry, type Executor, type PageTask, type RunOptions } from '@unifex/core';
import { pdfBackend } from '@unifex/pdf';
import { closePool, loadExecutors, locate } from './executors.ts';

let registered = false;

/**
 * Puts the backends and executors that this package brings into the registry of the process, once; what an app has registered
 * under the same name stays. Nothing heavy is loaded: the PDF backend loads pdf.js with its first document, and the
 * executors are imported with their first page.
 */
export function registerHouse(): void {
  if (registered) return;
  registered = true;
  if (!registry.get(pdfBackend.type)) registry.register(pdfBackend);
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
