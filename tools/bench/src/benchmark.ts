import type { BenchOptions } from './bench-options.ts';
import type { Figure } from './figures.ts';

/** What a benchmark gives: the figures, and the single runs that they come from. */
export interface BenchResult {
  /** What was read, for people. */
  readonly documents: string;
  readonly figures: readonly Figure[];
  /** Every single run, for the JSON file. */
  readonly runs: Readonly<Record<string, unknown>>;
}

/** @param log says what is being measured, on standard error */
export type Benchmark = (options: BenchOptions, log: (line: string) => void) => Promise<BenchResult>;
