import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ROOT } from './root.ts';

const OUTPUT = new Set(['dist', '.tsc', 'tsconfig.tsbuildinfo', 'node_modules', 'coverage']);

/**
 * A copy of the packages in a temporary folder, with the configuration at the root, where a test may break whatever it likes. Packages
 * of the house resolve to the copies, all others to what is installed here. The caller removes the folder.
 */
export function copyPackages(): string {
  const copy = mkdtempSync(join(tmpdir(), 'unifex-repo-'));
  for (const name of ['package.json', 'tsconfig.base.json', 'tsup.preset.ts', '.dependency-cruiser.cjs']) {
    cpSync(join(ROOT, name), join(copy, name));
  }
  cpSync(join(ROOT, 'packages'), join(copy, 'packages'), {
    recursive: true,
    filter: (path) => !OUTPUT.has(basename(path)),
  });
  linkAll(join(ROOT, 'node_modules'), join(copy, 'node_modules'), ['@unifex', 'unifex']);
  mkdirSync(join(copy, 'node_modules/@unifex'));
  for (const name of readdirSync(join(copy, 'packages'))) {
    symlinkSync(join(copy, 'packages', name), join(copy, 'node_modules', name === 'unifex' ? name : `@unifex/${name}`));
    const own = join(ROOT, 'packages', name, 'node_modules');
    if (readdirSync(join(ROOT, 'packages', name)).includes('node_modules')) {
      symlinkSync(own, join(copy, 'packages', name, 'node_modules'));
    }
  }
  return copy;
}

function linkAll(from: string, to: string, except: readonly string[]): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (!except.includes(name)) symlinkSync(join(from, name), join(to, name));
  }
}
