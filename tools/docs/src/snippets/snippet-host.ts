/**
 * A process that runs snippets one after another: `node snippet-host.ts tasks.json`. Packages are loaded once for all of them. It
 * answers each task with a message, and ends when it has done all.
 */
import { readFileSync } from 'node:fs';
import { chdir } from 'node:process';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual, inspect } from 'node:util';
import { runInThisContext } from 'node:vm';
import type { Expectation } from './expected-output.ts';

export interface SnippetTask {
  readonly id: string;
  readonly folder: string;
  readonly path: string;
  readonly expectations: readonly Expectation[];
}

export interface SnippetResult {
  readonly id: string;
  /** What is wrong with it. */
  readonly problem?: string;
}

const LIMIT_MS = 240_000;

const tasks = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as SnippetTask[];
// A promise that a snippet left alone, or a timer that throws: it is the snippet's that runs now.
let failLoudly: (error: unknown) => void = () => undefined;
process.on('uncaughtException', (error) => failLoudly(error));
process.on('unhandledRejection', (error) => failLoudly(error));
for (const task of tasks) process.send?.({ id: task.id, ...(await run(task)) } satisfies SnippetResult);
process.exit(0);

async function run({ folder, path, expectations }: SnippetTask): Promise<{ problem?: string }> {
  chdir(folder);
  const printed: unknown[][] = [];
  const { log } = console;
  console.log = (...values) => void printed.push(values);
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise((resolve, reject) => {
      failLoudly = reject;
      timer = setTimeout(() => reject(new Error(`It was still running after ${LIMIT_MS / 1000} s.`)), LIMIT_MS);
      import(pathToFileURL(path).href).then(resolve, reject);
    });
  } catch (error) {
    return { problem: inspect(error) };
  } finally {
    clearTimeout(timer);
    console.log = log;
  }
  return compare(printed, expectations);
}

/** A snippet that says what it prints says all of it, in order; one that says nothing has only to run. */
function compare(printed: readonly unknown[][], expectations: readonly Expectation[]): { problem?: string } {
  if (expectations.length === 0) return {};
  for (const [at, { line, text }] of expectations.entries()) {
    const values = printed[at];
    if (!values) return { problem: `line ${line} says // => ${text}, and nothing more was printed.` };
    let wanted: unknown;
    try {
      // The page's own text, which is code of this repository.
      wanted = runInThisContext(`[${text}]`);
    } catch (error) {
      return { problem: `line ${line}: // => ${text} is no value of JavaScript: ${String(error)}` };
    }
    if (!isDeepStrictEqual(values, wanted)) {
      return { problem: `line ${line} says // => ${text}\n${' '.repeat(10)}but it is ${show(values)}` };
    }
  }
  const more = printed[expectations.length];
  return more ? { problem: `it prints more than its // => comments say: ${show(more)}` } : {};
}

function show(values: readonly unknown[]): string {
  return values.map((value) => inspect(value, { depth: 8, breakLength: 120 })).join(', ');
}
