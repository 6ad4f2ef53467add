import type { BenchOptions } from '../bench-options.ts';
import type { Figure } from '../figures.ts';
import type { Part } from '../parallel/part.ts';
import { pairRatios } from '../statistics.ts';
import { OURS, TWO_THREADS, type Contender } from './contenders.ts';
import { fastest, interleave, named, pagesPerSecond, peakMemory } from './passes.ts';

const ROUNDS = 5;

/** Long documents: lines and words with boxes by one thread and by two, each contender beside ours, and the memory of each. */
export async function speed(
  paths: readonly string[],
  contenders: readonly Contender[],
  options: BenchOptions,
  log: (line: string) => void,
): Promise<Part> {
  const reading = { paths, ...(options.pages === undefined ? {} : { pages: options.pages }) };
  const runs = await interleave(
    contenders,
    options.rounds ?? ROUNDS,
    (contender) => contender.run(reading),
    (line) => log(`speed: ${line}`),
  );
  const rates = new Map([...runs].map(([{ name }, list]) => [name, pagesPerSecond(list)]));
  const ratio = (a: string, b: string): number[] => pairRatios(rates.get(a) ?? [], rates.get(b) ?? []);
  const cpu = new Map(
    [...runs].map(([{ name }, list]) => [name, list.map(({ result }) => result.cpuMs / result.pages)]),
  );
  const native = fastest(runs, ['native'], pagesPerSecond).name;
  const peers = contenders.filter(({ kind }) => kind !== 'house');
  const against = (ours: string): Figure[] =>
    peers.map(({ name }) => ({
      name: `${ours} against ${name}`,
      unit: 'x',
      values: ratio(ours, name),
      ...(ours === OURS && name === native ? { target: { atLeast: 1 }, note: 'the fastest native contender' } : {}),
    }));
  const figures: Figure[] = [
    ...[...rates].map(([name, values]) => ({ name, unit: 'pages/s', values })),
    ...against(OURS),
    ...against('@unifex/pdfium'),
    ...against('@unifex/pdf, text only'),
    {
      name: `${TWO_THREADS} against ${native}`,
      unit: 'x',
      values: ratio(TWO_THREADS, native),
      target: { atLeast: 1.8 },
    },
    {
      name: `${TWO_THREADS} against our own one thread`,
      unit: 'x',
      values: ratio(TWO_THREADS, OURS),
      target: { atLeast: 1.75 },
    },
    {
      name: '@unifex/pdfium, 2 threads against 1',
      unit: 'x',
      values: ratio('@unifex/pdfium, 2 threads', '@unifex/pdfium'),
    },
    ...[...cpu].map(([name, values]) => ({ name: `CPU time of a page, ${name}`, unit: 'ms', values })),
    ...peers.map(({ name }) => ({
      name: `CPU time, ${OURS} against ${name}`,
      unit: 'x',
      values: pairRatios(cpu.get(OURS) ?? [], cpu.get(name) ?? []),
    })),
    ...[...runs].flatMap(([contender, list]) => peakMemory(contender, list)),
  ];
  return { figures, runs: named(runs) };
}
