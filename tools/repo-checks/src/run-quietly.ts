import { spawn } from 'node:child_process';
import { ROOT } from './root.ts';

/** How a command ended, with everything that it printed, in the order of printing. */
export interface Finished {
  readonly ok: boolean;
  readonly log: string;
  readonly seconds: number;
}

/** Runs a command at the root of the repository and keeps what it prints. Never rejects: a command that cannot be started is not ok. */
export function runQuietly(command: string, args: readonly string[]): Promise<Finished> {
  const started = performance.now();
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const finish = (ok: boolean): void =>
      resolve({ ok, log: Buffer.concat(chunks).toString(), seconds: (performance.now() - started) / 1000 });
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${command} could not be started: ${error.message}\n`));
      finish(false);
    });
    child.on('close', (code) => finish(code === 0));
  });
}
