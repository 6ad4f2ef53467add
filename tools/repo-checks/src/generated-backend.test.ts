import { execFile } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyPackages } from './copy-packages.ts';
import { ROOT } from './root.ts';

const run = promisify(execFile);

/** What the packages need besides, to be generated, built, checked and tested. */
const ROOT_FILES = ['nx.json', 'vitest.config.ts', 'eslint.config.mjs', '.prettierrc', '.prettierignore', 'LICENSE'];
const NAME = 'my-backend';
const FOLDER = `packages/${NAME}`;

describe('a generated backend', () => {
  let copy: string;

  /** Runs a command of the repository in the copy. A command that fails throws, with what it printed. */
  async function command(name: string, args: readonly string[], cwd = copy): Promise<string> {
    const bin = join(ROOT, 'node_modules/.bin', name);
    const env = { ...process.env, NX_DAEMON: 'false', NODE_ENV: undefined, VITEST: undefined };
    const { stdout, stderr } = await run(bin, args, { cwd, env, maxBuffer: 16 * 1024 * 1024 }).catch(
      (error: unknown) => {
        const { message, stdout: said } = error as Error & { stdout: string };
        throw new Error(`${message}\n${said}`);
      },
    );
    return stdout + stderr;
  }

  beforeAll(async () => {
    copy = copyPackages();
    for (const file of ROOT_FILES) cpSync(join(ROOT, file), join(copy, file));
    cpSync(join(ROOT, 'tsconfig.json'), join(copy, 'tsconfig.json'));
    cpSync(join(ROOT, 'tools/generators'), join(copy, 'tools/generators'), { recursive: true });
    await command('nx', ['g', './tools/generators:backend', NAME, '--skip-install']);
    // What `npm install`, which is left out here, does for a package of the workspace.
    symlinkSync(join(copy, FOLDER), join(copy, 'node_modules/@unifex', NAME));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('is among what the root type-checks', () => {
    expect(readFileSync(join(copy, 'tsconfig.json'), 'utf8')).toContain(`"${FOLDER}"`);
  });

  it('builds, and what is built is the backend', async () => {
    await command('tsup', [], join(copy, FOLDER));
    expect(existsSync(join(copy, FOLDER, 'dist/index.d.ts'))).toBe(true);
    const code = `import backend from '@unifex/${NAME}'; console.log(backend.type, typeof backend.open);`;
    // Built like this, it imports what is installed; the core of the copy is not built.
    const conditions = ['--conditions=@unifex/source', '--input-type=module', '-e', code];
    const { stdout } = await run(process.execPath, conditions, { cwd: copy });
    expect(stdout).toBe(`${NAME} function\n`);
  });

  it('passes the type check', async () => {
    expect(await command('tsc', ['--build', FOLDER])).toBe('');
  });

  it('passes the conformance suite with its sample page, through threads and processes too', async () => {
    const report = join(copy, 'report.json');
    await command('vitest', ['run', FOLDER, '--reporter=json', `--outputFile=${report}`]);
    const { success, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    expect(success).toBe(true);
    const names = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ fullName }) => fullName));
    for (const type of ['thread', 'process']) {
      expect(names).toContain(`the backend ${NAME} executors a page of text: is the same through the executor ${type}`);
    }
  });

  it('is formatted, and passes the lint and the rules about imports', async () => {
    await command('prettier', ['--check', FOLDER, 'tsconfig.json']);
    await command('eslint', [FOLDER, '--max-warnings', '0']);
    await command('depcruise', [FOLDER, '--config', '.dependency-cruiser.cjs']);
  });
});

interface Report {
  readonly success: boolean;
  readonly testResults: readonly { readonly assertionResults: readonly { readonly fullName: string }[] }[];
}
