/**
 * Stands in for npm and npx where the pages' commands run. Nothing is fetched: what is asked for has to be here. `npm install` takes
 * the packages that this repository publishes and those that they need, `npm ci` its lock file, `npm run` its scripts and npx its binaries. Of the scripts only
 * `demo` is carried out; the others have tests of their own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

const [tool, command = '', ...rest] = process.argv.slice(2);
if (tool === 'npx') {
  if (!existsSync(join(ROOT, 'node_modules/.bin', command))) fail(`npx: nothing here brings the command ${command}.`);
} else if (command === 'install') {
  const published = readdirSync(join(ROOT, 'packages')).map((name) => manifest(join('packages', name)));
  const names = new Set(
    published
      .filter((item) => item.private !== true)
      .flatMap((item) => [item.name, ...Object.keys({ ...item.dependencies, ...item.peerDependencies })]),
  );
  const unknown = rest.filter((name) => !name.startsWith('-') && !names.has(name));
  if (unknown.length > 0) fail(`npm: the repository publishes no package ${unknown.join(', ')}.`);
} else if (command === 'ci') {
  if (!existsSync(join(ROOT, 'package-lock.json'))) fail('npm: there is no package-lock.json.');
} else {
  runScript(command === 'run' ? (rest.find((word) => !word.startsWith('-')) ?? '') : command, rest);
}

function runScript(name: string, words: readonly string[]): void {
  const at = words.findIndex((word) => word === '-w' || word === '--workspace');
  const folder = at === -1 ? '.' : (words[at + 1] ?? '.');
  if (!existsSync(join(ROOT, folder, 'package.json'))) fail(`npm: there is no workspace ${folder}.`);
  const script = manifest(folder).scripts?.[name];
  if (script === undefined) fail(`npm: ${folder === '.' ? 'the root' : folder} has no script ${name}.`);
  if (name !== 'demo' || folder !== '.') return;
  const { status } = spawnSync(script, { cwd: ROOT, shell: true, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
