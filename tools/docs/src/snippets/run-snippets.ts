import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readExpectations } from './expected-output.ts';
import { isTestFile } from './read-fences.ts';
import type { SnippetResult, SnippetTask } from './snippet-host.ts';
import type { Snippet, Workspace } from './workspace.ts';

const HOST = fileURLToPath(new URL('./snippet-host.ts', import.meta.url));

/**
 * What is wrong with each snippet that is to run, by {@link snippetId}; undefined where nothing is.
 * @param env variables that snippets find in their environment
 */
export async function runSnippets(
  workspace: Workspace,
  env: Readonly<Record<string, string>>,
): Promise<Map<string, string | undefined>> {
  const tasks: SnippetTask[] = workspace.pages.flatMap(({ folder, snippets }) =>
    snippets
      .filter(({ fence }) => fence.info.notRun === undefined && !isTestFile(fence))
      .map((snippet) => ({
        id: snippetId(snippet),
        folder,
        path: snippet.path,
        expectations: expectationsOf(snippet),
      })),
  );
  const list = join(workspace.folder, 'tasks.json');
  writeFileSync(list, JSON.stringify(tasks));
  const results = new Map<string, string | undefined>();
  const host = fork(HOST, [list], {
    execArgv: ['--conditions=@unifex/source'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // The default takes results apart by JSON as well; there is nothing in them that needs more.
    cwd: workspace.folder,
    env: { ...process.env, ...env },
  });
  let complaints = '';
  host.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  host.on('message', (message: SnippetResult) => results.set(message.id, message.problem));
  await new Promise<void>((resolve, reject) => {
    host.on('error', reject);
    host.on('close', () => resolve());
  });
  for (const { id } of tasks) {
    if (!results.has(id)) results.set(id, `the process that runs snippets ended before this one did.\n${complaints}`);
  }
  return results;
}

export function snippetId({ fence }: Snippet): string {
  return `${fence.page}:${fence.line}`;
}

function expectationsOf(snippet: Snippet): SnippetTask['expectations'] {
  // Of a module that goes on from another: the lines of both, each in its page.
  return readExpectations(snippet.code, 0).map(({ line, text }) => ({ line: snippet.lines[line - 1] ?? line, text }));
}
