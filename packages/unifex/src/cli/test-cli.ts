import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How to start the command: from source, which needs no build. */
export const FROM_SOURCE: readonly string[] = [
  '--conditions=@unifex/source',
  fileURLToPath(new URL('test-start.ts', import.meta.url)),
];
/** How to start the command as users do; the packages must be built. */
export const BUILT: readonly string[] = [fileURLToPath(new URL('../../bin/unifex.js', import.meta.url))];

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: Uint8Array;
  readonly start?: readonly string[];
  /** The program that runs it. Default: this Node.js. */
  readonly node?: string;
  readonly onStart?: (child: ChildProcess) => Promise<void>;
  /** Called with every piece of standard output. */
  readonly onOutput?: (child: ChildProcess) => void;
}

/** Test helper: runs the real command in a process of its own. */
export function runCli(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { cwd, input, start = FROM_SOURCE, node = process.execPath, onStart, onOutput } = options;
  const child = spawn(node, [...start, ...args], { cwd, stdio: 'pipe' });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    onOutput?.(child);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // The command may end without having read its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    onStart?.(child).catch(reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
