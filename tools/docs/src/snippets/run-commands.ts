import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { ROOT } from '../root.ts';
import { matchOutput } from './match-output.ts';
import type { Fence } from './read-fences.ts';
import type { Workspace } from './workspace.ts';

const LIMIT_MS = 240_000;

/** Runs at a time: another process runs the TypeScript snippets meanwhile. */
const AT_ONCE = 2;

/**
 * Runs the commands of every `sh` fence that is to run, in the folder of its page, as a shell script that stops at the first command
 * that fails.
 * @param web base URL that stands in for `https://example.com/`
 * @param env variables that commands find in their environment
 * @returns what is wrong with each, by `page:line`; undefined where nothing is
 */
export async function runCommands(
  workspace: Workspace,
  web: string,
  env: Readonly<Record<string, string>>,
): Promise<Map<string, string | undefined>> {
  const results = new Map<string, string | undefined>();
  // The fences of a page one after another: a later one may use what an earlier one wrote.
  const waiting = workspace.pages.filter(({ commands }) => commands.length > 0);
  const work = async (): Promise<void> => {
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      for (const fence of page.commands) {
        if (fence.info.notRun !== undefined) continue;
        results.set(
          `${fence.page}:${fence.line}`,
          await runFence(fence, page.folder, { bin: workspace.bin, web, env }),
        );
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

interface Surroundings {
  readonly bin: string;
  readonly web: string;
  readonly env: Readonly<Record<string, string>>;
}

async function runFence(fence: Fence, cwd: string, surroundings: Surroundings): Promise<string | undefined> {
  const { code, output } = await runShell(fence.code, cwd, surroundings);
  const printed = output.replaceAll(surroundings.web, 'https://example.com/');
  if (code !== fence.info.exit) return `it ended with the code ${code}, not ${fence.info.exit}:\n${printed}`;
  return fence.output === undefined ? undefined : matchOutput(fence.output, printed);
}

function runShell(
  script: string,
  cwd: string,
  { bin, env }: Surroundings,
): Promise<{ code: number | null; output: string }> {
  const path = [bin, join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  // One pipe for both, so that messages stand where a person sees them.
  const child = spawn('sh', ['-e', '-c', `exec 2>&1\n${script}`], {
    cwd,
    // The packages resolve to their source in every Node.js that a page starts.
    env: { ...process.env, ...env, PATH: path, NODE_OPTIONS: '--conditions=@unifex/source' },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
