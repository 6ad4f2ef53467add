import type { Benchmark } from '../benchmark.ts';
import type { Part } from '../parallel/part.ts';
import { hybrid } from './hybrid.ts';

/** What reading pixels costs. */
export const ocr: Benchmark = async (options, log) => {
  const parts: Readonly<Record<string, () => Promise<Part>>> = {
    hybrid: () => hybrid(options, log),
  };
  const results: Record<string, Part> = {};
  for (const [name, measure] of Object.entries(parts))
    if (!options.only || options.only.includes(name)) results[name] = await measure();
  return {
    documents: 'Documents: a report of 100 pages, of which five are scans of a letter.',
    figures: Object.values(results).flatMap(({ figures }) => figures),
    runs: Object.fromEntries(Object.entries(results).map(([name, { runs }]) => [name, runs])),
  };
};
