import { extname } from 'node:path';

/** The workers' entry. It stands beside this file, with the same extension: built, or in source. */
export const workerFile: URL = new URL(`./worker${extname(new URL(import.meta.url).pathname)}`, import.meta.url);
