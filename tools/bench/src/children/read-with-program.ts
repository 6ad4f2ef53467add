/* A peer: a program that is started for each document and prints its text with places, or its pixels. What it prints is taken from
 * the pipe and counted, and not parsed. Runs twice; the second time, with the program's files in memory, counts. */
import { spawn } from 'node:child_process';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';
import { pageCount } from './page-count.ts';

const { paths, pages = Infinity, program } = readTask('read-with-program');
const counted = new Map<string, number>();
for (const path of paths) counted.set(path, Math.min(await pageCount(path), pages));

async function readAll(): Promise<Counts> {
  const counts = { pages: 0, characters: 0 };
  for (const path of paths) {
    const count = counted.get(path) ?? 0;
    counts.characters += await run(path, count);
    counts.pages += count;
  }
  return counts;
}

/** Bytes that it prints. @throws Error when it fails */
function run(path: string, count: number): Promise<number> {
  const { command } = program;
  const args = (Number.isFinite(pages) ? program.limited : program.args).map((text) =>
    text.replace('{file}', path).replace('{pages}', String(count)),
  );
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => (bytes += chunk.length));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(bytes);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code ?? 'a signal'}`));
    });
  });
}

await readAll();
sendResult('read-with-program', await timed(readAll));
