import type { BenchOptions } from '../bench-options.ts';
import type { Pass } from '../child-tasks.ts';
import type { Figure } from '../figures.ts';
import { runChild } from '../run-child.ts';
import { pairRatios } from '../statistics.ts';
import type { Part } from './part.ts';

const ROUNDS = 5;

/** One worker against a plain loop over pdf.js's `getTextContent`, in turn, each in a process of its own. */
export async function single(
  paths: readonly string[],
  options: BenchOptions,
  log: (line: string) => void,
): Promise<Part> {
  const pages = options.pages === undefined ? {} : { pages: options.pages };
  const pdfjs: Pass[] = [];
  const unifex: Pass[] = [];
  const rounds = options.rounds ?? ROUNDS;
  for (let round = 1; round <= rounds; round++) {
    log(`single: round ${round} of ${rounds}`);
    pdfjs.push((await runChild('read-with-pdfjs', { paths, ...pages })).result);
    unifex.push((await runChild('read-with-unifex', { paths, executor: 'inline', workers: 1, ...pages })).result);
  }
  const speed = (passes: readonly Pass[]): number[] => passes.map((pass) => (pass.pages / pass.wallMs) * 1000);
  const wall = (passes: readonly Pass[]): number[] => passes.map((pass) => pass.wallMs);
  const cpu = (passes: readonly Pass[]): number[] => passes.map((pass) => pass.cpuMs);
  const figures: Figure[] = [
    { name: 'pdf.js getTextContent', unit: 'pages/s', values: speed(pdfjs) },
    { name: '@unifex/pdf, lines, 1 worker', unit: 'pages/s', values: speed(unifex) },
    {
      name: 'its time against pdf.js',
      unit: 'x',
      values: pairRatios(wall(unifex), wall(pdfjs)),
      target: { atMost: 1.15 },
    },
    { name: 'its CPU time against pdf.js', unit: 'x', values: pairRatios(cpu(unifex), cpu(pdfjs)) },
  ];
  return { figures, runs: { pdfjs, unifex } };
}
