import type { BenchOptions } from '../bench-options.ts';
import type { Pass, Program } from '../child-tasks.ts';
import type { Figure } from '../figures.ts';
import type { Part } from '../parallel/part.ts';
import { runChild, type ChildRun } from '../run-child.ts';
import { pairRatios } from '../statistics.ts';
import { installed, PDFTOPPM } from './contenders.ts';
import { pagesPerSecond } from './passes.ts';

const ROUNDS = 3;
const DPI = 150;
/** Of each document: pdf.js takes a second for some pages. */
const PAGES = 10;

/** The first pages of each document as pixels, which nobody encodes or stores. */
export async function rendering(
  paths: readonly string[],
  options: BenchOptions,
  log: (line: string) => void,
): Promise<Part> {
  const reading = { paths, pages: Math.min(options.pages ?? PAGES, PAGES) };
  const program = atDpi(PDFTOPPM);
  const ways: Record<string, () => Promise<ChildRun<Pass>>> = {
    '@unifex/pdfium': () => runChild('render-with-unifex', { ...reading, dpi: DPI }),
    'pdf.js with @napi-rs/canvas': () => runChild('render-with-pdfjs', { ...reading, dpi: DPI }),
    ...(installed(program.command)
      ? { pdftoppm: () => runChild('read-with-program', { ...reading, program }) }
      : undefined),
  };
  const runs: Record<string, ChildRun<Pass>[]> = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  const rounds = options.rounds ?? ROUNDS;
  for (let round = 1; round <= rounds; round++) {
    log(`rendering: round ${round} of ${rounds}`);
    for (const [name, draw] of Object.entries(ways)) runs[name]?.push(await draw());
  }
  const rates = Object.entries(runs).map(([name, list]) => ({ name, values: pagesPerSecond(list) }));
  const [ours, ...peers] = rates;
  const figures: Figure[] = rates.map(({ name, values }) => ({
    name: `rendering at ${DPI} dpi, ${name}`,
    unit: 'pages/s',
    values,
  }));
  for (const { name, values } of peers) {
    figures.push({
      name: `rendering, ours against ${name}`,
      unit: 'x',
      values: pairRatios(ours?.values ?? [], values),
    });
  }
  return { figures, runs };
}

function atDpi({ command, args, limited }: Program): Program {
  const fill = (list: readonly string[]): string[] => list.map((text) => text.replace('{dpi}', String(DPI)));
  return { command, args: fill(args), limited: fill(limited) };
}
