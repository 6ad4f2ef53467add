import type { Benchmark } from '../benchmark.ts';
import { benchDocuments } from '../documents.ts';
import { coldStart } from './cold-start.ts';
import type { Part } from './part.ts';
import { single } from './single.ts';
import { startUp } from './start-up.ts';
import { streaming } from './streaming.ts';
import { workers } from './workers.ts';

/** How fast PDFs are read: by one worker beside pdf.js, by two beside one, in how much memory, and how soon after the start. */
export const parallel: Benchmark = async (options, log) => {
  const { paths, description } = await benchDocuments();
  const parts: Readonly<Record<string, () => Promise<Part>>> = {
    single: () => single(paths, options, log),
    workers: () => workers(paths, options, log),
    'start-up': () => startUp(options, log),
    streaming: () => streaming(options, log),
    'cold-start': () => coldStart(options, log),
  };
  const results: Record<string, Part> = {};
  for (const [name, measure] of Object.entries(parts))
    if (!options.only || options.only.includes(name)) results[name] = await measure();
  return {
    documents: `Documents: ${description}.${options.pages === undefined ? '' : ` No more than ${options.pages} pages of each.`}`,
    figures: Object.values(results).flatMap(({ figures }) => figures),
    runs: Object.fromEntries(Object.entries(results).map(([name, { runs }]) => [name, runs])),
  };
};
