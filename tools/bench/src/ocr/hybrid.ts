import { ensureMixedReport } from '@unifex/samples/kinds';
import type { BenchOptions } from '../bench-options.ts';
import type { HybridTimes } from '../child-tasks.ts';
import type { Part } from '../parallel/part.ts';
import { runChild, type ChildRun } from '../run-child.ts';
import { pairRatios } from '../statistics.ts';

const ROUNDS = 3;
/** What finding out which pages are scans may cost beside reading them (issue: 1.15 times the two alone). */
const TARGET = 1.15;

/** A report of 100 pages with five scans: reading it in one go, against its text alone and its scans alone. */
export async function hybrid(options: BenchOptions, log: (line: string) => void): Promise<Part> {
  const report = await ensureMixedReport();
  const { pageCount, scanned } = report;
  const runs: ChildRun<HybridTimes>[] = [];
  const rounds = options.rounds ?? ROUNDS;
  for (let round = 1; round <= rounds; round++) {
    log(`hybrid: round ${round} of ${rounds}`);
    runs.push(await runChild('read-hybrid', { path: report.path, scanned }));
  }
  const cpu = (way: keyof HybridTimes): number[] => runs.map(({ result }) => result[way].cpuMs);
  const [native, ocr, both, verdict] = [cpu('native'), cpu('ocr'), cpu('hybrid'), cpu('inspect')];
  return {
    figures: [
      { name: `CPU time of ${pageCount} pages, text layer only`, unit: 'ms', values: native },
      { name: `CPU time of ${scanned.length} scanned pages, OCR only`, unit: 'ms', values: ocr },
      { name: `CPU time of ${pageCount} pages, verdict only (inspect)`, unit: 'ms', values: verdict },
      { name: `CPU time of ${pageCount} pages, auto`, unit: 'ms', values: both },
      {
        name: 'auto against text layer and OCR alone',
        unit: 'x',
        values: pairRatios(
          both,
          native.map((value, i) => value + ocr[i]!),
        ),
        target: { atMost: TARGET },
      },
    ],
    runs,
  };
}
