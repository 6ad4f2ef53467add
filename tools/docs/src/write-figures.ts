/**
 * Takes over what `npm run bench` measured into the pages: `npm run docs:figures -- parallel`. Reads `.bench/<benchmark>.json`, keeps what
 * is shown in `docs/figures`, and writes the tables of all pages anew.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { figuresIn, fillFigures } from './figures/fill-figures.ts';
import { keepFigures, type KeptFigures } from './figures/figures-table.ts';
import { FIGURES, keptTable } from './figures/kept-figures.ts';
import { ROOT } from './root.ts';
import { findPages } from './snippets/find-pages.ts';

for (const benchmark of process.argv.slice(2)) {
  const measured = join(ROOT, '.bench', `${benchmark}.json`);
  if (!existsSync(measured)) {
    console.error(`There is no ${measured}. Run: npm run bench -- ${benchmark}`);
    process.exit(1);
  }
  const kept = keepFigures(JSON.parse(readFileSync(measured, 'utf8')) as KeptFigures);
  mkdirSync(FIGURES, { recursive: true });
  writeFileSync(join(FIGURES, `${benchmark}.json`), `${JSON.stringify(kept, undefined, 2)}\n`);
}

for (const page of findPages()) {
  const path = join(ROOT, page);
  const text = readFileSync(path, 'utf8');
  if (figuresIn(text).length === 0) continue;
  writeFileSync(path, fillFigures(text, keptTable));
  console.log(page);
}
