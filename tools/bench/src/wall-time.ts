import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Milliseconds from the start of a command to its end; what it prints is thrown away. @throws Error when it fails */
export async function wallMs(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code ?? 'a signal'}`);
  return performance.now() - start;
}
