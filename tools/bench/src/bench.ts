/* `npm run bench -- parallel` or `-- pdf`: measures, prints the figures as a table, and writes them as JSON. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Benchmark, BenchResult } from './benchmark.ts';
import { BenchUsageError, parseBenchArguments, type BenchOptions } from './bench-options.ts';
import { measured, renderFigures } from './figures.ts';
import { machineInfo } from './machine.ts';
import { BENCH_FOLDER, ROOT } from './paths.ts';

interface Entry {
  readonly summary: string;
  readonly parts: readonly string[];
  readonly load: () => Promise<Benchmark>;
}

const BENCHMARKS: Readonly<Record<string, Entry>> = {
  parallel: {
    summary: 'speed, workers, memory and start-up of reading PDFs, each beside a peer or a smaller number of workers',
    parts: ['single', 'workers', 'start-up', 'streaming', 'cold-start'],
    load: async () => (await import('./parallel/parallel.ts')).parallel,
  },
  llm: {
    summary: 'structured extraction against a server that takes its time: wall time beside the ideal, memory by pages',
    parts: ['speed', 'memory'],
    load: async () => (await import('./llm/llm.ts')).llm,
  },
  pdf: {
    summary: 'both PDF backends beside every other reader of PDFs: speed, memory, short documents, start-up, rendering',
    parts: ['speed', 'short', 'cold-start', 'rendering'],
    load: async () => (await import('./pdf/pdf.ts')).pdf,
  },
  ocr: {
    summary:
      'reading pixels: receipts beside native tesseract and LiteParse, memory of a worker; a report with scanned pages',
    parts: ['speed', 'hybrid'],
    load: async () => (await import('./ocr/ocr.ts')).ocr,
  },
};

const HELP = `Usage: npm run bench -- <benchmark> [options]

${Object.entries(BENCHMARKS)
  .map(([name, { summary, parts }]) => `  ${name}\n      ${summary}\n      parts: ${parts.join(', ')}`)
  .join('\n')}

Options
  --rounds N    how often each measurement is repeated
  --only A,B    only these parts
  --pages N     at most so many pages of each document: for a quick look, not for figures to quote
  --json FILE   where the figures are written (default: .bench/<benchmark>.json)
  -h, --help    this text

UNIFEX_EVAL_DIR names the folder whose perf/ holds the PDFs to read (default: ../shared/eval). Where it is not there, a
document of 500 pages is generated. Receipts for OCR are in its ocr/dev/images; where they are not there, their part is left out.

`;

async function main(args: readonly string[]): Promise<void> {
  const command = parseBenchArguments(args, Object.keys(BENCHMARKS));
  if (command.kind === 'help') {
    process.stdout.write(HELP);
    return;
  }
  const { name, options } = command;
  const entry = BENCHMARKS[name] as Entry;
  checkParts(options, entry.parts);
  const benchmark = await entry.load();
  const result = await benchmark(options, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${result.documents}\n\n`);
  await write(command.json ?? join(BENCH_FOLDER, `${name}.json`), name, result);
}

async function write(path: string, name: string, result: BenchResult): Promise<void> {
  const figures = result.figures.map(measured);
  process.stdout.write(renderFigures(figures));
  const file = resolve(path);
  await mkdir(dirname(file), { recursive: true });
  const content = { benchmark: name, machine: machineInfo(), documents: result.documents, figures, runs: result.runs };
  await writeFile(file, `${JSON.stringify(content, undefined, 2)}\n`);
  process.stdout.write(`\nWritten to ${relative(ROOT, file)}\n`);
}

function checkParts({ only = [] }: BenchOptions, parts: readonly string[]): void {
  const unknown = only.find((part) => !parts.includes(part));
  if (unknown !== undefined) throw new BenchUsageError(`There is no part "${unknown}". There is ${parts.join(', ')}.`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BenchUsageError)) throw error;
  process.stderr.write(`${error.message} See npm run bench -- --help.\n`);
  process.exitCode = 2;
}
