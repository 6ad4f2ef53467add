import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT } from './root.ts';

/** Makes a process believe that it is an older Node.js. */
const OLD_NODE = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`;

describe('tools/run.mjs', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unifex-run-'));
    mkdirSync(join(folder, 'tools'));
    cpSync(join(ROOT, 'tools/run.mjs'), join(folder, 'tools/run.mjs'));
    const script = `const [a]: string[] = process.argv.slice(2); console.log(a, process.execArgv.join()); process.exitCode = 3;`;
    writeFileSync(join(folder, 'script.ts'), script);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function run(nodeArguments: string[]): { status: number | null; stdout: string; stderr: string } {
    const args = [...nodeArguments, join(folder, 'tools/run.mjs'), join(folder, 'script.ts'), 'x'];
    return spawnSync(process.execPath, args, { encoding: 'utf8' });
  }

  it('runs TypeScript on the source of the packages, with its arguments and its exit code', () => {
    expect(run([])).toMatchObject({ status: 3, stdout: 'x --conditions=@unifex/source\n', stderr: '' });
  });

  it('says in one line that Node.js is too old', () => {
    const { status, stdout, stderr } = run(['--import', OLD_NODE]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /^The scripts of this repository need Node\.js 24, and this is 20\.20\.2\. Run `npm ci`.*\n$/,
    );
  });

  it('prefers the Node.js that the repository installed to one that is too old', () => {
    mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
    symlinkSync(process.execPath, join(folder, 'node_modules/.bin/node'));
    expect(run(['--import', OLD_NODE])).toMatchObject({ status: 3, stderr: '' });
  });
});
