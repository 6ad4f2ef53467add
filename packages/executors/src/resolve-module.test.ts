import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { resolveModule } from './resolve-module.ts';

let app: string;

beforeAll(async () => {
  app = await realpath(await mkdtemp(join(tmpdir(), 'unifex-app-')));
  await install('plain-backend', { default: './index.js' });
  await install('import-only', { import: './index.js' });
  await install('broken-exports', { default: '../outside.js' });
});
afterAll(() => rm(app, { recursive: true }));

async function install(name: string, exported: Record<string, string>): Promise<void> {
  const folder = join(app, 'node_modules', name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name, type: 'module', exports: { '.': exported } }));
  await writeFile(join(folder, 'index.js'), 'export default 1;');
}

it('finds what this package sees', () => {
  expect(resolveModule('@unifex/core')).toMatch(/^file:.*\/packages\/core\/.*\/index\.[jt]s$/);
});

it('finds what only the app sees, from its folder or from its main script', () => {
  const found = pathToFileURL(join(app, 'node_modules/plain-backend/index.js')).href;
  expect(resolveModule('plain-backend')).toBe('plain-backend');
  expect(resolveModule('plain-backend', [import.meta.url, join(app, 'package.json')])).toBe(found);
  const argv = vi.spyOn(process, 'argv', 'get').mockReturnValue([process.execPath, join(app, 'main.js')]);
  expect(resolveModule('plain-backend')).toBe(found);
  argv.mockReturnValue([process.execPath]);
  expect(resolveModule('plain-backend')).toBe('plain-backend');
  argv.mockRestore();
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue(app);
  expect(resolveModule('plain-backend')).toBe(found);
  cwd.mockRestore();
});

it.each(['file:///somewhere/backend.js', 'data:text/javascript,1', 'node:fs'])('leaves the URL %s alone', (url) => {
  expect(resolveModule(url)).toBe(url);
});

it.each(['not-installed-anywhere', 'import-only', 'broken-exports', '@odd', ''])(
  'leaves %j, which it cannot find, to the import in the worker',
  (specifier) => {
    expect(resolveModule(specifier, [join(app, 'package.json')])).toBe(specifier);
  },
);
