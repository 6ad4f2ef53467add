import type { BenchOptions } from '../bench-options.ts';
import type { Asked } from '../child-tasks.ts';
import type { Figure } from '../figures.ts';
import { longDocument } from '../long-document.ts';
import type { Part } from '../parallel/part.ts';
import { runChild, type ChildRun } from '../run-child.ts';
import { pairRatios } from '../statistics.ts';
import { startServers } from './servers.ts';

const ROUNDS = 3;
const MEGABYTE = 1024 * 1024;
const SHORT = 200;
const TIMES = 10;
const MAX_WORKERS = 20;
/** A screen's: what is kept of an image shows at any size, and drawing takes most of the time. */
const DPI = 72;

/** Peak memory of asking about the images of 2,000 pages against 200. */
export async function memory(options: BenchOptions, log: (line: string) => void): Promise<Part> {
  const few = Math.min(options.pages ?? SHORT, SHORT);
  const many = few * TIMES;
  const rounds = options.rounds ?? ROUNDS;
  const runs: Record<'few' | 'many', ChildRun<Asked>[]> = { few: [], many: [] };
  await using servers = await startServers();
  const { slowUrl, fastUrl } = servers;
  // The same document for both: what is measured is the pages asked about, and not those that are there.
  const path = await longDocument(SHORT * TIMES);
  const ask = (pages: number): Promise<ChildRun<Asked>> =>
    runChild('extract-structured', {
      path,
      pages,
      input: 'image',
      dpi: DPI,
      maxWorkers: MAX_WORKERS,
      slowUrl,
      fastUrl,
    });
  for (let round = 1; round <= rounds; round++) {
    log(`memory: round ${round} of ${rounds}`);
    runs.few.push(await ask(few));
    runs.many.push(await ask(many));
  }
  return { figures: figuresOf(few, many, runs), runs };
}

function figuresOf(few: number, many: number, runs: Record<'few' | 'many', ChildRun<Asked>[]>): Figure[] {
  const peaks = (list: readonly ChildRun<Asked>[]): number[] =>
    list.flatMap(({ peakBytes }) => (peakBytes === undefined ? [] : [peakBytes / MEGABYTE]));
  const [short, long] = [peaks(runs.few), peaks(runs.many)];
  // Where the memory of a process cannot be read, there is nothing to show.
  if (short.length === 0 || short.length !== long.length) return [];
  return [
    { name: `peak memory, images of ${few} pages`, unit: 'MB', values: short },
    { name: `peak memory, images of ${many} pages`, unit: 'MB', values: long },
    { name: `${many} pages against ${few}`, unit: 'x', values: pairRatios(long, short), target: { atMost: 1.3 } },
  ];
}
