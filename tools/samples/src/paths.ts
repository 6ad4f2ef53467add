import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { SampleName } from './sample-names.ts';

/** The folder of the committed samples. */
export const SAMPLES_FOLDER: string = fileURLToPath(new URL('../../../samples/', import.meta.url));

/** Where samples that are too large to commit are kept once they are made. Git ignores it. */
export const GENERATED_FOLDER: string = join(SAMPLES_FOLDER, '.generated');

/** Absolute path of a committed sample. @param name such as `invoice`. */
export function samplePath(name: SampleName): string {
  return join(SAMPLES_FOLDER, `${name}.pdf`);
}

export function truthPath(name: SampleName): string {
  return join(SAMPLES_FOLDER, `${name}.json`);
}
