import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BenchOptions } from '../bench-options.ts';
import { longDocument } from '../long-document.ts';
import type { Part } from '../parallel/part.ts';
import { ROOT } from '../paths.ts';
import { pairRatios } from '../statistics.ts';
import { wallMs } from '../wall-time.ts';
import { installed } from './contenders.ts';

const ROUNDS = 11;
const UNIFEX = join(ROOT, 'packages', 'unifex', 'bin', 'unifex.js');

/** One page from the shell: ours with each engine, LiteParse's `lit parse`, and pdftotext. */
export async function coldStart(options: BenchOptions, log: (line: string) => void): Promise<Part> {
  const path = await longDocument(1);
  const lit = join(
    createRequire(import.meta.url).resolve('@llamaindex/liteparse/package.json'),
    '..',
    'dist',
    'cli.js',
  );
  const node = (...args: string[]): (() => Promise<number>) => {
    return () => wallMs(process.execPath, args);
  };
  const ways: Record<string, () => Promise<number>> = {
    'unifex one-page.pdf': node(UNIFEX, path, '--quiet'),
    'unifex one-page.pdf --extractor pdfium': node(UNIFEX, path, '--quiet', '--extractor', 'pdfium'),
    'unifex one-page.pdf --extractor pdf': node(UNIFEX, path, '--quiet', '--extractor', 'pdf'),
    'lit parse one-page.pdf --no-ocr': node(lit, 'parse', path, '--quiet', '--no-ocr'),
    ...(installed('pdftotext')
      ? { 'pdftotext -bbox one-page.pdf': () => wallMs('pdftotext', ['-bbox', path, '-']) }
      : undefined),
    'node -e 0': node('-e', '0'),
  };
  const runs: Record<string, number[]> = {};
  const rounds = options.rounds ?? ROUNDS;
  log(`cold-start: ${rounds} rounds`);
  // The first run of all leaves the compiled code behind that the later ones find.
  for (const start of Object.values(ways)) await start();
  for (let round = 0; round < rounds; round++) {
    for (const [name, start] of Object.entries(ways)) (runs[name] ??= []).push(await start());
  }
  const ours = runs['unifex one-page.pdf'] ?? [];
  const peers = Object.keys(ways).filter((name) => !name.startsWith('unifex') && !name.startsWith('node'));
  return {
    figures: [
      ...Object.entries(runs).map(([name, values]) => ({ name, unit: 'ms', values })),
      ...peers.map((name) => ({
        name: `unifex one-page.pdf against ${name}`,
        unit: 'x',
        values: pairRatios(ours, runs[name] ?? []),
      })),
    ],
    runs,
  };
}
