import type { Patch } from './patch.ts';

/** Where any API of pdf.js that is loaded later, of whatever version, would look for its parser: this copy is nobody else's. */
export const GLOBAL_PATCHES: readonly Patch[] = [
  {
    find: `globalThis.pdfjsWorker = {`,
    replace: `void {`,
  },
];
