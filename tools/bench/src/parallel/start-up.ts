import type { BenchOptions } from '../bench-options.ts';
import type { FirstPageTimes, Workers } from '../child-tasks.ts';
import { longDocument } from '../long-document.ts';
import { runChild } from '../run-child.ts';
import type { Part } from './part.ts';

const ROUNDS = 7;

/** The first page of a one-page document: with a pool that is yet to be started, and with one that stands. */
export async function startUp(options: BenchOptions, log: (line: string) => void): Promise<Part> {
  const path = await longDocument(1);
  const rounds = options.rounds ?? ROUNDS;
  const runs: Record<Workers['executor'], FirstPageTimes[]> = { inline: [], thread: [], process: [] };
  for (let round = 1; round <= rounds; round++) {
    log(`start-up: round ${round} of ${rounds}`);
    for (const executor of ['inline', 'thread', 'process'] as const)
      runs[executor].push((await runChild('first-page', { path, executor })).result);
  }
  const figures = (['inline', 'thread', 'process'] as const).flatMap((executor) => [
    { name: `first page, ${executor}, cold`, unit: 'ms', values: runs[executor].map(({ coldMs }) => coldMs) },
    { name: `first page, ${executor}, warm`, unit: 'ms', values: runs[executor].map(({ warmMs }) => warmMs) },
  ]);
  return { figures, runs };
}
