/* Runs a TypeScript file of the repository: `node tools/run.mjs tools/bench/src/main.ts --help`.
 *
 * Plain JavaScript in old syntax, so that every Node.js gets as far as finding the right one: the Node 24 that the repository
 * installs for itself, or the one that runs this when it is new enough. Packages resolve to their source. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tools = dirname(fileURLToPath(import.meta.url));
const bin = join(tools, '..', 'node_modules', '.bin');
const own = join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
const script = process.argv[2];

function fail(message) {
  process.stderr.write(message + '\n');
  process.exit(2);
}

/* Node 24 is the first long-term release that runs TypeScript and `await using` as they are. */
const isNew = Number(process.versions.node.split('.')[0]) >= 24;
if (script === undefined) fail('Usage: node tools/run.mjs <file.ts> [arguments]');
if (!isNew && !existsSync(own)) {
  fail(
    'The scripts of this repository need Node.js 24, and this is ' +
      process.versions.node +
      '. Run `npm ci`, which brings it along, and try again. [RUNTIME_UNSUPPORTED]',
  );
}

const result = spawnSync(
  isNew ? process.execPath : own,
  ['--conditions=@unifex/source', script].concat(process.argv.slice(3)),
  {
    stdio: 'inherit',
    /* What a script starts in its turn finds the same Node first. */
    env: Object.assign({}, process.env, { PATH: bin + delimiter + (process.env.PATH || '') }),
  },
);
if (result.error) fail('Cannot start ' + script + ': ' + result.error.message);
if (result.signal) process.kill(process.pid, result.signal);
else process.exit(result.status === null ? 1 : result.status);
