import type { BenchOptions } from '../bench-options.ts';
import type { Pass } from '../child-tasks.ts';
import type { Figure } from '../figures.ts';
import { runChild, type ChildRun } from '../run-child.ts';
import { pairRatios } from '../statistics.ts';
import type { Part } from './part.ts';

const ROUNDS = 5;
/** From there on, a reading takes as long as the one before. */
const READINGS = 6;
const MEGABYTE = 1024 * 1024;

const KINDS = [
  { executor: 'thread', noun: 'thread', plural: 'threads', target: { atLeast: 1.7 } },
  { executor: 'process', noun: 'process', plural: 'processes', target: { atLeast: 1.6 } },
] as const;

type Read = ChildRun<Pass & { readonly last?: Pass }>;
type Runs = Record<'one' | 'two', Read[]>;

/** Two workers against one, for threads and for processes, with warm pools. */
export async function workers(
  paths: readonly string[],
  options: BenchOptions,
  log: (line: string) => void,
): Promise<Part> {
  const rounds = options.rounds ?? ROUNDS;
  const all: Record<string, Runs> = { thread: { one: [], two: [] }, process: { one: [], two: [] } };
  for (let round = 1; round <= rounds; round++) {
    log(`workers: round ${round} of ${rounds}`);
    for (const { executor } of KINDS) {
      for (const [name, count] of [
        ['one', 1],
        ['two', 2],
      ] as const) {
        const pages = options.pages === undefined ? {} : { pages: options.pages };
        all[executor]?.[name].push(
          await runChild('read-with-unifex', { paths, executor, workers: count, readings: READINGS, ...pages }),
        );
      }
    }
  }
  return { figures: KINDS.flatMap((kind) => figuresOf(kind, all[kind.executor] as Runs)), runs: all };
}

function figuresOf({ noun, plural, target }: (typeof KINDS)[number], { one, two }: Runs): Figure[] {
  const speed = (runs: Read[], pass = (run: Read): Pass => run.result): number[] =>
    runs.map((run) => (pass(run).pages / pass(run).wallMs) * 1000);
  const last = (runs: Read[]): number[] => speed(runs, ({ result }) => result.last ?? result);
  const cpu = (runs: Read[]): number[] => runs.map(({ result }) => result.cpuMs / result.pages);
  return [
    { name: `1 ${noun}`, unit: 'pages/s', values: speed(one) },
    { name: `2 ${plural}`, unit: 'pages/s', values: speed(two) },
    { name: `2 ${plural} against 1`, unit: 'x', values: pairRatios(speed(two), speed(one)), target },
    { name: `1 ${noun}, reading ${READINGS}`, unit: 'pages/s', values: last(one) },
    { name: `2 ${plural}, reading ${READINGS}`, unit: 'pages/s', values: last(two) },
    { name: `2 ${plural} against 1, reading ${READINGS}`, unit: 'x', values: pairRatios(last(two), last(one)) },
    { name: `CPU time of a page, 1 ${noun}`, unit: 'ms', values: cpu(one) },
    { name: `CPU time of a page, 2 ${plural}`, unit: 'ms', values: cpu(two) },
    ...memory(`peak memory, 1 ${noun}`, one),
    ...memory(`peak memory, 2 ${plural}`, two),
  ];
}

/** Nothing where the memory of a process cannot be read. */
function memory(name: string, runs: readonly ChildRun<unknown>[]): Figure[] {
  const values = runs.flatMap(({ peakBytes }) => (peakBytes === undefined ? [] : [peakBytes / MEGABYTE]));
  return values.length === 0 ? [] : [{ name, unit: 'MB', values }];
}
