import { extname } from 'node:path';

const extension: string = extname(new URL(import.meta.url).pathname);

/** The entry of the engine's threads: beside this file in source, `engine-worker.js` beside what is built. */
export const workerFile: URL = new URL(extension === '.ts' ? './worker.ts' : './engine-worker.js', import.meta.url);
