import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Where a backend's module is, as a `file:` URL: found from here, else from the app's own folder, which with isolated
 * installs is the only one that knows what the app has installed; a worker has neither. A module that is nowhere is returned
 * as it is: the worker then says what to install.
 * @param specifier package name, or a URL, which is returned as it is
 * @param bases files that see what is installed, in the order in which they are asked
 */
export function resolveModule(specifier: string, bases: readonly string[] = viewpoints()): string {
  if (/^[a-z]+:/.test(specifier)) return specifier;
  for (const base of bases) {
    try {
      return pathToFileURL(createRequire(base).resolve(specifier)).href;
    } catch {
      // Not to be seen from there, or not as `require` would see it. Why it cannot be loaded, if so, its import will tell.
    }
  }
  return specifier;
}

function viewpoints(): string[] {
  const main = process.argv[1];
  return [import.meta.url, join(process.cwd(), 'package.json'), ...(main === undefined ? [] : [resolve(main)])];
}
