import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const ROOT: string = fileURLToPath(new URL('../../../', import.meta.url));

/** Where figures are written and documents are generated. Git ignores it. */
export const BENCH_FOLDER: string = join(ROOT, '.bench');
