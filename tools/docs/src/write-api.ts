/** Writes the API reference anew (`npm run docs:api`), or says whether it is as the source has it (`npm run docs:api:check`). */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateApi } from './api/generate-api.ts';
import { ROOT } from './root.ts';

const OUT = join(ROOT, 'docs/reference/api');

if (process.argv.includes('--check')) {
  const folder = mkdtempSync(join(tmpdir(), 'unifex-api-'));
  try {
    await generateApi(folder);
    const [wanted, found] = [contentOf(folder), contentOf(OUT)];
    const stale = [...new Set([...wanted.keys(), ...found.keys()])].filter(
      (name) => wanted.get(name) !== found.get(name),
    );
    if (stale.length > 0) {
      console.error(`docs/reference/api is not what the source says (${stale.join(', ')}). Run: npm run docs:api`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
} else {
  rmSync(OUT, { recursive: true, force: true });
  await generateApi(OUT);
}

function contentOf(folder: string): Map<string, string> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
