import type { Figure } from '../figures.ts';

/** What one part of the benchmark gives. */
export interface Part {
  readonly figures: readonly Figure[];
  readonly runs: unknown;
}
