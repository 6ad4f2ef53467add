/** A place in the source of pdf.js's parser, and what stands there instead. */
export interface Patch {
  readonly find: string;
  readonly replace: string;
}
