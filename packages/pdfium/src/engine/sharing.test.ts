import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { acquire, release } from './acquire.ts';

it('hands the compiled module on to the worker threads that are started after it', async () => {
  release(await acquire(undefined));
  const script = `
    const { parentPort, getEnvironmentData } = require('node:worker_threads');
    const key = '@unifex/pdfium 0.1.0: pdfium.wasm of @embedpdf/pdfium 2.15.1';
    parentPort.postMessage(getEnvironmentData(key) instanceof WebAssembly.Module);`;
  const worker = new Worker(script, { eval: true });
  const shared = await new Promise((resolve) => worker.once('message', resolve));
  await worker.terminate();
  expect(shared).toBe(true);
});
