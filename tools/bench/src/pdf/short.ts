import type { BenchOptions } from '../bench-options.ts';
import type { Part } from '../parallel/part.ts';
import { shortDocuments } from '../short-documents.ts';
import { pairRatios } from '../statistics.ts';
import { OURS, TWO_THREADS, type Contender } from './contenders.ts';
import { fastest, interleave, named, type pagesPerSecond } from './passes.ts';

const ROUNDS = 5;
const DOCUMENTS = 200;

/** Many short documents, one after the other in one process. Programs that are started for each have no part in it. */
export async function short(
  contenders: readonly Contender[],
  options: BenchOptions,
  log: (line: string) => void,
): Promise<Part> {
  const paths = await shortDocuments(DOCUMENTS);
  const runs = await interleave(
    contenders.filter(({ program }) => !program),
    options.rounds ?? ROUNDS,
    (contender) => contender.run({ paths }),
    (line) => log(`short: ${line}`),
  );
  const rate: typeof pagesPerSecond = (list) => list.map(({ result }) => (DOCUMENTS / result.wallMs) * 1000);
  const best = fastest(runs, ['native', 'script'], rate);
  const rates = new Map([...runs].map(([{ name }, list]) => [name, rate(list)]));
  const against = (name: string): number[] => pairRatios(rates.get(name) ?? [], rates.get(best.name) ?? []);
  return {
    figures: [
      ...[...rates].map(([name, values]) => ({ name: `short documents, ${name}`, unit: 'documents/s', values })),
      {
        name: `short documents, ${OURS} against ${best.name}`,
        unit: 'x',
        values: against(OURS),
        target: { atLeast: 1 },
        note: 'the fastest contender',
      },
      { name: `short documents, ${TWO_THREADS} against ${best.name}`, unit: 'x', values: against(TWO_THREADS) },
    ],
    runs: named(runs),
  };
}
