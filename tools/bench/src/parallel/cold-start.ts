import { join } from 'node:path';
import type { BenchOptions } from '../bench-options.ts';
import { longDocument } from '../long-document.ts';
import { ROOT } from '../paths.ts';
import { pairRatios } from '../statistics.ts';
import { wallMs } from '../wall-time.ts';
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
  await wallMs(process.execPath, command);
  log(`cold-start: ${rounds} rounds`);
  for (let round = 0; round < rounds; round++) {
    node.push(await wallMs(process.execPath, ['-e', '0']));
    unifex.push(await wallMs(process.execPath, command));
    uncached.push(await wallMs(process.execPath, command, { NODE_DISABLE_COMPILE_CACHE: '1' }));
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
