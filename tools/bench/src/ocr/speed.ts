import type { BenchOptions } from '../bench-options.ts';
import type { Pass } from '../child-tasks.ts';
import type { Figure } from '../figures.ts';
import type { Part } from '../parallel/part.ts';
import type { ChildRun } from '../run-child.ts';
import { pairRatios } from '../statistics.ts';
import { LITEPARSE, OCR_CONTENDERS, OURS, OURS_FAST, OURS_ONE, TESSERACT } from './contenders.ts';
import { receipts } from './receipts.ts';

const ROUNDS = 3;
const MEGABYTE = 1024 * 1024;

type Runs = ReadonlyMap<string, readonly ChildRun<Pass>[]>;

/**
 * Receipts, two at once: ours beside two native processes of one thread each and beside LiteParse, and what a worker takes.
 * @throws EvalError where the receipts are not here
 */
export async function speed(options: BenchOptions, log: (line: string) => void): Promise<Part> {
  const paths = receipts(options.pages);
  const contenders = OCR_CONTENDERS.filter(({ available }) => available);
  const runs = new Map<string, ChildRun<Pass>[]>(contenders.map(({ name }) => [name, []]));
  const rounds = options.rounds ?? ROUNDS;
  for (let round = 1; round <= rounds; round++) {
    // In turn, so that a machine whose speed drifts is as slow for one as for another.
    for (const { name, run } of contenders) {
      log(`speed: round ${round} of ${rounds}, ${name}`);
      runs.get(name)?.push(await run(paths));
    }
  }
  const names = [...runs.keys()];
  return {
    figures: [
      ...names.map((name) => ({ name: `a page, ${name}`, unit: 's', values: each(runs, name, 'wallMs') })),
      ...names.map((name) => ({ name: `CPU time of a page, ${name}`, unit: 's', values: each(runs, name, 'cpuMs') })),
      ...[OURS, OURS_FAST].flatMap((ours) => [
        ...against(runs, ours, TESSERACT, ours === OURS ? { atMost: 1 } : undefined),
        ...against(runs, ours, LITEPARSE, undefined),
      ]),
      ...memory(runs),
    ],
    runs: Object.fromEntries(runs),
  };
}

/** Seconds of a page, round by round; nothing for one that is not here. */
function each(runs: Runs, name: string, what: 'wallMs' | 'cpuMs'): number[] {
  return (runs.get(name) ?? []).map(({ result }) => result[what] / result.pages / 1000);
}

function against(runs: Runs, ours: string, peer: string, target: Figure['target']): Figure[] {
  if (!runs.has(ours) || !runs.has(peer)) return [];
  const ratio = (what: 'wallMs' | 'cpuMs'): number[] => pairRatios(each(runs, ours, what), each(runs, peer, what));
  return [
    { name: `${ours} against ${peer}`, unit: 'x', values: ratio('wallMs'), ...(target ? { target } : {}) },
    { name: `CPU time, ${ours} against ${peer}`, unit: 'x', values: ratio('cpuMs') },
  ];
}

/** What the second worker adds is what a worker takes: the rest is Node.js and the decoded images. Nothing where it cannot be read. */
function memory(runs: Runs): Figure[] {
  const peaks = (name: string): number[] =>
    (runs.get(name) ?? []).flatMap(({ peakBytes }) => (peakBytes === undefined ? [] : [peakBytes / MEGABYTE]));
  const [one, two] = [peaks(OURS_ONE), peaks(OURS)];
  const whole = [...runs.keys()].map((name) => ({ name: `peak memory, ${name}`, unit: 'MB', values: peaks(name) }));
  const worker = {
    name: 'memory of a worker',
    unit: 'MB',
    values: two.slice(0, one.length).map((peak, i) => peak - one[i]!),
  };
  return [...whole, worker].filter(({ values }) => values.length > 0);
}
