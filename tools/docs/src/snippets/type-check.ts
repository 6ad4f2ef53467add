import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import type { Workspace } from './workspace.ts';

/** As strict as a careful user's own, but for checks of every index, which would make examples of lists hard to read. */
const OPTIONS = {
  composite: false,
  declaration: false,
  emitDeclarationOnly: false,
  isolatedDeclarations: false,
  noEmit: true,
  noUncheckedIndexedAccess: false,
  rootDir: '/',
};

/** The errors of all snippets' types, those that are not to run among them: `docs/pdf.md:12: message`. */
export async function typeErrors(workspace: Workspace): Promise<string[]> {
  const config = { extends: join(ROOT, 'tsconfig.base.json'), compilerOptions: OPTIONS, include: ['pages/*/*.ts'] };
  writeFileSync(join(workspace.folder, 'tsconfig.json'), JSON.stringify(config));
  const { code, output } = await tsc(workspace.folder);
  const snippets = new Map(workspace.pages.flatMap((page) => page.snippets).map((snippet) => [snippet.path, snippet]));
  const located = output.split('\n').flatMap((line) => {
    const [, path, at, message = ''] = /^(.*\.ts)\((\d+),\d+\): error (.*)$/.exec(line) ?? [];
    return path === undefined ? [] : [{ snippet: snippets.get(join(workspace.folder, path)), at: Number(at), message }];
  });
  // Whatever else it complains of, such as its configuration.
  if (code !== 0 && located.length === 0) return [output];
  // Errors in the packages themselves are for their own check of types to tell.
  return located.flatMap(({ snippet, at, message }) =>
    snippet ? [`${snippet.fence.page}:${snippet.lines[at - 1]}: ${message}`] : [],
  );
}

function tsc(folder: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(join(ROOT, 'node_modules/.bin/tsc'), ['-p', '.', '--pretty', 'false'], { cwd: folder });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
