import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { ROOT } from '../root.ts';

/**
 * Writes the commands that pages use: `unifex` is the real one, run from source; `npm` and `npx` check what they are asked for
 * without a registry (see npm-stand-in.ts).
 */
export function writeShims(bin: string): void {
  mkdirSync(bin);
  const cli = pathToFileURL(join(ROOT, 'packages/unifex/src/cli.ts')).href;
  // A file: Node.js takes `-e … -- inspect` for a call of its debugger.
  const start = join(bin, 'unifex.mjs');
  writeFileSync(start, `import { main } from '${cli}';\nawait main();\n`);
  write(bin, 'unifex', `--conditions=@unifex/source ${quote(start)}`);
  const standIn = fileURLToPath(new URL('./npm-stand-in.ts', import.meta.url));
  write(bin, 'npm', `${quote(standIn)} npm`);
  write(bin, 'npx', `${quote(standIn)} npx`);
}

function write(bin: string, name: string, nodeArguments: string): void {
  const path = join(bin, name);
  writeFileSync(path, `#!/bin/sh\nexec ${quote(process.execPath)} ${nodeArguments} "$@"\n`);
  chmodSync(path, 0o755);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
