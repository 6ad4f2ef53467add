import { fileURLToPath } from 'node:url';

/** Absolute path of the repository. */
export const ROOT: string = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[/\\]$/, '');
