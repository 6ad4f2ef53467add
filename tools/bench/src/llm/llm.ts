import type { Benchmark } from '../benchmark.ts';
import type { Part } from '../parallel/part.ts';
import { memory } from './memory.ts';
import { speed } from './speed.ts';
import { LATENCY_MS } from './servers.ts';

/** What structured extraction adds to the time that a model takes, and what it keeps in memory. */
export const llm: Benchmark = async (options, log) => {
  const parts: Readonly<Record<string, () => Promise<Part>>> = {
    speed: () => speed(options, log),
    memory: () => memory(options, log),
  };
  const results: Record<string, Part> = {};
  for (const [name, measure] of Object.entries(parts))
    if (!options.only || options.only.includes(name)) results[name] = await measure();
  return {
    documents: `Documents: generated pages of text and tables. Model: a local server that answers after ${LATENCY_MS} ms.`,
    figures: Object.values(results).flatMap(({ figures }) => figures),
    runs: Object.fromEntries(Object.entries(results).map(([name, { runs }]) => [name, runs])),
  };
};
