import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BenchOptions } from '../bench-options.ts';
import { longDocument } from '../long-document.ts';
import { ROOT } from '../paths.ts';
import { pairRatios } from '../statistics.ts';
import type { Part } from './part.ts';

const ROUNDS = 15;
const COMMAND = join(ROOT, 'packages', 'unifex', 'bin', 'unifex.js');

/** `unifex one-page.pdf` from the shell, against a Node.js that does nothing. */
export async function coldStart(options: BenchOptions, log: (line: string) => void): Promise<Part> {
  const path = await longDocument(1);
  const rounds = options.rounds ?? ROUNDS;
  const command = [COMMAND, path, '--quiet'];
  const node: number[] = [];
  const unifex: number[] = [];
  const uncached: number[] = [];
  // The first run of all leaves the compiled code behind that the later ones find.
  await wallMs(command);
  log(`cold-start: ${rounds} rounds`);
  for (let round = 0; round < rounds; round++) {
    node.push(await wallMs(['-e', '0']));
    unifex.push(await wallMs(command));
    uncached.push(await wallMs(command, { NODE_DISABLE_COMPILE_CACHE: '1' }));
  }
  return {
    figures: [
      { name: 'node -e 0', unit: 'ms', values: node },
      { name: 'unifex one-page.pdf', unit: 'ms', values: unifex },
      { name: 'unifex one-page.pdf against node -e 0', unit: 'x', values: pairRatios(unifex, node) },
      { name: 'unifex one-page.pdf, nothing compiled before', unit: 'ms', values: uncached },
    ],
    runs: { node, unifex, uncached },
  };
}

/** @throws Error when the command fails */
async function wallMs(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`node ${args.join(' ')} ended with ${code ?? 'a signal'}`);
  return performance.now() - start;
}
