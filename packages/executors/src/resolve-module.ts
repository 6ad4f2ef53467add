import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Where a backend's module is, as a `file:` URL: found from here, else from the app's own folder, which with isolated
 * installs is the only one that knows what the app has installed; a worker has neither. A module that is nowhere is returned
 * as it is: the worker then says what to install.
 */
export function resolveModule(specifier: string): string {
  if (/^[a-z]+:/.test(specifier)) return specifier;
  const main = process.argv[1];
  const bases = [import.meta.url, join(process.cwd(), 'package.json'), ...(main === undefined ? [] : [resolve(main)])];
  for (const base of bases) {
    try {
      return pathToFileURL(createRequire(base).resolve(specifier)).href;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error;
    }
  }
  return specifier;
}
