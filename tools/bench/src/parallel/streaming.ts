import type { BenchOptions } from '../bench-options.ts';
import type { ChildTasks, StreamedPages } from '../child-tasks.ts';
import type { Figure } from '../figures.ts';
import { longDocument } from '../long-document.ts';
import { runChild } from '../run-child.ts';
import { pairRatios } from '../statistics.ts';
import type { Part } from './part.ts';

const ROUNDS = 3;
const MEGABYTE = 1024 * 1024;
const SHORT = 500;
const TIMES = 10;

/** Beside the two ways, `inline` with the flag that docs/parallel.md tells of: V8 then gives itself no more room than the data need. */
const WAYS = [
  { name: 'inline', executor: 'inline', workers: 1, flags: [] },
  { name: '2 threads', executor: 'thread', workers: 2, flags: [] },
  { name: 'inline, small semi-space', executor: 'inline', workers: 1, flags: ['--max-semi-space-size=16'] },
] as const;

interface StreamRun extends StreamedPages {
  readonly peakMB: number | undefined;
}

/** Peak memory of streaming 5,000 pages against 500: the same pages ten times over. */
export async function streaming(options: BenchOptions, log: (line: string) => void): Promise<Part> {
  const short = Math.min(options.pages ?? SHORT, SHORT);
  const [shortPath, longPath] = [await longDocument(short), await longDocument(short * TIMES)];
  const rounds = options.rounds ?? ROUNDS;
  const runs: Record<string, { short: StreamRun[]; long: StreamRun[] }> = {};
  for (const { name } of WAYS) runs[name] = { short: [], long: [] };
  for (let round = 1; round <= rounds; round++) {
    log(`streaming: round ${round} of ${rounds}`);
    for (const { name, executor, workers, flags } of WAYS) {
      runs[name]?.short.push(await stream({ path: shortPath, executor, workers }, flags));
      runs[name]?.long.push(await stream({ path: longPath, executor, workers }, flags));
    }
  }
  return { figures: WAYS.flatMap(({ name }) => figuresOf(name, short, runs[name])), runs };
}

async function stream(task: ChildTasks['stream-pages']['task'], flags: readonly string[]): Promise<StreamRun> {
  const { result, peakBytes } = await runChild('stream-pages', task, flags);
  return { ...result, peakMB: peakBytes === undefined ? undefined : peakBytes / MEGABYTE };
}

function figuresOf(name: string, short: number, runs: { short: StreamRun[]; long: StreamRun[] } | undefined): Figure[] {
  const peaks = (list: readonly StreamRun[] = []): number[] =>
    list.flatMap(({ peakMB }) => (peakMB === undefined ? [] : [peakMB]));
  const [few, many] = [peaks(runs?.short), peaks(runs?.long)];
  // Where the memory of a process cannot be read, there is nothing to show.
  if (few.length === 0 || many.length !== few.length) return [];
  return [
    { name: `peak memory, ${short} pages, ${name}`, unit: 'MB', values: few },
    { name: `peak memory, ${short * TIMES} pages, ${name}`, unit: 'MB', values: many },
    {
      name: `${short * TIMES} pages against ${short}, ${name}`,
      unit: 'x',
      values: pairRatios(many, few),
      target: { atMost: 1.3 },
    },
  ];
}
