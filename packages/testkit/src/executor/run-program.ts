import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How a program ended. */
export interface Ended {
  /** null when it was killed by a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How long its last words may be on their way. */
const DRAIN_MS = 2000;

/**
 * Runs the code of a module in a process of its own, in the working directory. Modules resolve there as they do here.
 * @param endMs how long it may take
 * @throws Error when it does not end
 */
export function runProgram(code: string, argument: string, endMs: number): Promise<Ended> {
  const child = spawn(process.execPath, [...conditions(), '--input-type=module', '-e', code, argument], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The program did not end in ${endMs} ms. It printed: ${stdout}${stderr}`));
    }, endMs);
    child.on('error', reject);
    child.on('exit', (exitCode) => {
      clearTimeout(timer);
      const finish = (): void => resolve({ code: exitCode, stdout, stderr });
      // A worker that outlives the program holds its output open: then `close` does not come.
      const late = setTimeout(finish, DRAIN_MS);
      child.on('close', () => {
        clearTimeout(late);
        finish();
      });
    });
  });
}

/** The import conditions that this process was started with. */
function conditions(): string[] {
  const { execArgv } = process;
  return execArgv.flatMap((argument, i) => {
    if (argument === '-C' || argument === '--conditions') return [argument, ...execArgv.slice(i + 1, i + 2)];
    return argument.startsWith('--conditions=') ? [argument] : [];
  });
}

/** Whether a process is there and not merely waiting to be buried by a parent that does not care. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    // There is no such process.
    return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    // proc(5): the state follows the name of the command, which stands in parentheses.
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    // Gone between the two looks.
    return false;
  }
}
