import type { Pass } from '../child-tasks.ts';
import type { Figure } from '../figures.ts';
import type { ChildRun } from '../run-child.ts';
import { median } from '../statistics.ts';
import type { Contender } from './contenders.ts';

const MEGABYTE = 1024 * 1024;

/** The runs of each contender, one of each round. */
export type Runs = ReadonlyMap<Contender, readonly ChildRun<Pass>[]>;

/** Every contender in turn, round by round, so that a machine whose speed drifts is as slow for one as for another. */
export async function interleave(
  contenders: readonly Contender[],
  rounds: number,
  run: (contender: Contender) => Promise<ChildRun<Pass>>,
  log: (line: string) => void,
): Promise<Runs> {
  const runs = new Map<Contender, ChildRun<Pass>[]>(contenders.map((contender) => [contender, []]));
  for (let round = 1; round <= rounds; round++) {
    log(`round ${round} of ${rounds}`);
    for (const contender of contenders) runs.get(contender)?.push(await run(contender));
  }
  return runs;
}

export function pagesPerSecond(runs: readonly ChildRun<Pass>[]): number[] {
  return runs.map(({ result }) => (result.pages / result.wallMs) * 1000);
}

/** The contender whose median is highest. @throws RangeError where there is none */
export function fastest(runs: Runs, kinds: readonly Contender['kind'][], speed: typeof pagesPerSecond): Contender {
  const [first] = [...runs.keys()]
    .filter(({ kind }) => kinds.includes(kind))
    .sort((a, b) => median(speed(runs.get(b) ?? [])) - median(speed(runs.get(a) ?? [])));
  if (!first) throw new RangeError('fastest: there is no such contender');
  return first;
}

/** Nothing where the memory of a process cannot be read. */
export function peakMemory({ name, program }: Contender, runs: readonly ChildRun<unknown>[]): Figure[] {
  const values = runs.flatMap(({ peakBytes }) => (peakBytes === undefined ? [] : [peakBytes / MEGABYTE]));
  if (values.length === 0) return [];
  const around = program ? ' (and the Node.js that started it)' : '';
  return [{ name: `peak memory, ${name}${around}`, unit: 'MB', values }];
}

/** The runs by name, for the JSON file. */
export function named(runs: Runs): Record<string, unknown> {
  return Object.fromEntries([...runs].map(([{ name }, list]) => [name, list]));
}
