import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { figuresTable, type KeptFigures } from './figures-table.ts';

/** Where the figures that pages show are kept. */
export const FIGURES: string = join(ROOT, 'docs/figures');

/** The table of a benchmark, from what is kept; where nothing is, how to measure. */
export function keptTable(benchmark: string): string {
  const path = join(FIGURES, `${benchmark}.json`);
  if (!existsSync(path)) {
    return `Not measured yet: \`npm run bench -- ${benchmark}\`, then \`npm run docs:figures -- ${benchmark}\`.`;
  }
  return figuresTable(JSON.parse(readFileSync(path, 'utf8')) as KeptFigures);
}
