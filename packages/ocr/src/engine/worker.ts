import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { EngineFailure } from './engine-failure.ts';
import type { EngineAnswer, EngineRequest } from './job.ts';
import { loadCore } from './load-core.ts';
import { readPage } from './read-page.ts';
import { Recognizer } from './recognizer.ts';

// The entry of every engine's thread. It has nothing to export: starting it is its use.
if (!isMainThread && parentPort) void start(parentPort);

async function start(port: NonNullable<typeof parentPort>): Promise<void> {
  const { module } = workerData as { module: WebAssembly.Module };
  const loaded = await loadCore(module);
  const recognizer = new Recognizer(loaded.core);
  const answer = (message: EngineAnswer): void => port.postMessage(message);
  port.on('message', ({ id, job }: EngineRequest) => {
    try {
      answer({ kind: 'done', id, reading: readPage(job, recognizer), memoryBytes: loaded.memoryBytes() });
    } catch (error) {
      // Whatever else is thrown has broken the engine: it ends this thread, and the host starts another.
      if (!(error instanceof EngineFailure)) throw error;
      const { code, message } = error;
      answer({ kind: 'failed', id, code, message, memoryBytes: loaded.memoryBytes() });
    }
  });
  answer({ kind: 'ready' });
}
