import type { BenchOptions } from '../bench-options.ts';
import type { Asked } from '../child-tasks.ts';
import type { Figure } from '../figures.ts';
import { longDocument } from '../long-document.ts';
import type { Part } from '../parallel/part.ts';
import { runChild, type ChildRun } from '../run-child.ts';
import { LATENCY_MS, startServers } from './servers.ts';

const ROUNDS = 3;
const PAGES = 200;
const MAX_WORKERS = 20;
const DPI = 200;
const INPUTS = ['text', 'image'] as const;
type Input = (typeof INPUTS)[number];

/**
 * Wall time beside the ideal: as long as the model needs, with so many requests at a time, and one page's preparation before the
 * first of them. Images are drawn by one thread, so that with them the ideal is the preparation of all pages where that is longer.
 */
export async function speed(options: BenchOptions, log: (line: string) => void): Promise<Part> {
  const pages = Math.min(options.pages ?? PAGES, PAGES);
  const path = await longDocument(PAGES);
  const rounds = options.rounds ?? ROUNDS;
  const runs: Record<Input, ChildRun<Asked>[]> = { text: [], image: [] };
  await using servers = await startServers();
  const { slowUrl, fastUrl } = servers;
  for (let round = 1; round <= rounds; round++) {
    log(`speed: round ${round} of ${rounds}`);
    for (const input of INPUTS) {
      const task = { path, pages, input, dpi: DPI, maxWorkers: MAX_WORKERS, slowUrl, fastUrl };
      runs[input].push(await runChild('extract-structured', task));
    }
  }
  return {
    figures: INPUTS.flatMap((input) =>
      figuresOf(
        input,
        pages,
        runs[input].map(({ result }) => result),
      ),
    ),
    runs,
  };
}

function figuresOf(input: Input, pages: number, runs: readonly Asked[]): Figure[] {
  const waiting = (pages / MAX_WORKERS) * LATENCY_MS;
  const ideal = ({ preparationMs }: Asked): number =>
    input === 'text' ? waiting + preparationMs : Math.max(waiting, pages * preparationMs) + preparationMs;
  // The server's process is held up as well, which this does not know.
  const own = runs.flatMap((run) => (run.stolenMs === undefined ? [] : [(run.wallMs - run.stolenMs) / ideal(run)]));
  return [
    {
      name: `${input}: ${pages} pages, ${MAX_WORKERS} at a time`,
      unit: 'ms',
      values: runs.map(({ wallMs }) => wallMs),
    },
    { name: `${input}: preparation of a page`, unit: 'ms', values: runs.map(({ preparationMs }) => preparationMs) },
    { name: `${input}: CPU time a page`, unit: 'ms', values: runs.map(({ cpuMs }) => cpuMs / pages) },
    {
      name: `${input}: CPU time against the waiting`,
      unit: 'x',
      values: runs.map(({ cpuMs }) => cpuMs / waiting),
      note: 'below 1, the model is what one waits for; says the same on a busy machine',
    },
    {
      name: `${input}: wall time against the ideal`,
      unit: 'x',
      values: runs.map((run) => run.wallMs / ideal(run)),
      // Images take longer to draw than this model takes to answer.
      ...(input === 'text' ? { target: { atMost: 1.1 } } : {}),
    },
    ...(own.length < runs.length
      ? []
      : [
          {
            name: `${input}: the same without what other processes took`,
            unit: 'x',
            values: own,
            ...(input === 'text' ? { target: { atMost: 1.1 } } : {}),
          },
        ]),
    // The text of the next pages is read while the model is waited for; images are made a page at a time.
    ...(input === 'image'
      ? [
          {
            name: `${input}: pages in work at a time`,
            unit: '',
            values: runs.map(({ peakPrepared }) => peakPrepared),
            target: { atMost: MAX_WORKERS },
          },
        ]
      : []),
  ];
}
