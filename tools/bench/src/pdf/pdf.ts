import type { Benchmark } from '../benchmark.ts';
import { benchDocuments } from '../documents.ts';
import type { Part } from '../parallel/part.ts';
import { coldStart } from './cold-start.ts';
import { contenders, installed, PDFTOPPM } from './contenders.ts';
import { rendering } from './rendering.ts';
import { short } from './short.ts';
import { speed } from './speed.ts';

/** How fast both PDF backends are beside everything else that reads PDFs in Node.js or from the shell. */
export const pdf: Benchmark = async (options, log) => {
  const { paths, description } = await benchDocuments();
  const { present, absent } = contenders();
  const parts: Readonly<Record<string, () => Promise<Part>>> = {
    speed: () => speed(paths, present, options, log),
    short: () => short(present, options, log),
    'cold-start': () => coldStart(options, log),
    rendering: () => rendering(paths, options, log),
  };
  const results: Record<string, Part> = {};
  for (const [name, measure] of Object.entries(parts))
    if (!options.only || options.only.includes(name)) results[name] = await measure();
  const missing = [...absent, ...(installed(PDFTOPPM.command) ? [] : [PDFTOPPM.command])];
  return {
    documents: [
      `Documents: ${description}.`,
      ...(options.pages === undefined ? [] : [`No more than ${options.pages} pages of each.`]),
      ...(missing.length === 0 ? [] : [`Not installed here, and so not measured: ${missing.join(', ')}.`]),
    ].join(' '),
    figures: Object.values(results).flatMap(({ figures }) => figures),
    runs: Object.fromEntries(Object.entries(results).map(([name, { runs }]) => [name, runs])),
  };
};
