import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFences } from '@unifex/docs/fences';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PAGE = 'docs/browser.md';

/** The app of the documentation, in a folder of its own, as a user has it. */
export interface App extends Disposable {
  readonly folder: string;
}

export interface AppOptions {
  /** The file of the page that stands in for `worker.ts`. */
  readonly worker?: string;
  /** The file of the page that stands in for `vite.config.ts`. */
  readonly config?: string;
  /** Files beside those of the page. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Writes the files of `docs/browser.md` into a temporary folder. The packages of the house lie in its `node_modules` as npm would put
 * them there, and not as links, which Vite treats as the app's own source. They must be built.
 */
export function documentedApp({ worker, config, files = {} }: AppOptions = {}): App {
  // Vite speaks of real paths, and the folder of temporary files may be a link.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'unifex-browser-')));
  install(folder);
  for (const { info, code } of readFences(PAGE, readFileSync(join(ROOT, PAGE), 'utf8'))) {
    if (info.file !== undefined) writeFileSync(join(folder, info.file), code);
  }
  if (worker !== undefined) replaceWorker(folder, worker);
  if (config !== undefined) cpSync(join(folder, config), join(folder, 'vite.config.ts'));
  for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The other workers of the page take its types, and only these, from `worker.ts`: so that file may be one of them. */
function replaceWorker(folder: string, name: string): void {
  const main = join(folder, 'main.ts');
  const code = readFileSync(main, 'utf8');
  const replaced = code.replace(`new URL('./worker.ts'`, `new URL('./${name}'`);
  if (replaced === code) throw new Error(`${PAGE}: main.ts starts no worker.ts.`);
  writeFileSync(main, replaced);
}

function install(folder: string): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@unifex'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    // Vite keeps what it has bundled beforehand in a folder there: every app has its own.
    if (!['@unifex', 'unifex', '.vite'].includes(name)) {
      symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    }
  }
  for (const name of ['core', 'layout', 'pdf-common', 'pdf', 'pdfium']) {
    for (const part of ['package.json', 'dist']) {
      cpSync(join(ROOT, 'packages', name, part), join(modules, '@unifex', name, part), { recursive: true });
    }
  }
}
