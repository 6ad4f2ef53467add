import type { UnifexError } from '@unifex/core';

/** How pdf.js gets at the files that it keeps apart from its code. */
export interface Assets {
  /** Of `getDocument`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The first file that could not be had, which costs text or boxes wherever it is used. */
  readonly failure: () => UnifexError | undefined;
}
