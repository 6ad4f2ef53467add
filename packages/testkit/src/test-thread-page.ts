import { importBackend, readPage, serializeError, toUnifexError, type PageTask } from '@unifex/core';
import { parentPort, workerData } from 'node:worker_threads';

// Test helper: the worker of the thread-a-page executor reads one page and ends.
const { task, index } = workerData as { task: PageTask; index: number };
const { signal } = new AbortController();

// A page that waits for nothing that there is waits all the same.
parentPort?.on('message', () => undefined);
try {
  const backend = await importBackend(task.backend);
  const reader = await backend.open(task.source, backend.parseOptions(task.backend.options), { signal });
  parentPort?.postMessage({ opened: true });
  const result = await readPage(reader, index, { signal });
  try {
    parentPort?.postMessage({ result });
  } catch (error) {
    parentPort?.postMessage({ refused: String(error) });
  }
  await reader[Symbol.asyncDispose]();
} catch (error) {
  parentPort?.postMessage({ failed: serializeError(toUnifexError(error, 'DOCUMENT_CORRUPT', 'The opening failed')) });
}
parentPort?.close();
