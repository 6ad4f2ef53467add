import type { Source } from './source.ts';

/** What the two files behind the `#platform` import give for a local file. */
export interface LocalFile {
  bytes: Uint8Array;
  name: string;
  /** Absent for pipes and devices, whose bytes cannot be read again. */
  file?: NonNullable<Source['file']>;
}
