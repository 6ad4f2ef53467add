import { spawn } from 'node:child_process';
import path from 'node:path';
import type { RobustOutcome } from './eval-robust-child.ts';
import type { Prediction } from './eval-robust-score.ts';
import { ROOT } from './paths.ts';

const CHILD = path.join(import.meta.dirname, 'eval-robust-child.ts');

/** Half of what a small file takes is the compiling of the sources: it is done once, and each file has its process all the same. */
const COMPILED = path.join(ROOT, 'node_modules/.cache/node-compile');

/**
 * Reads a document in a process of its own. Never rejects: an unhandled rejection ends the process with an error, and so counts as a crash.
 * @param args extractor, file and password
 * @param seconds after which the process is killed
 * @param child the script that reads
 */
export function readInChild(args: readonly string[], seconds: number, child: string = CHILD): Promise<Prediction> {
  const start = performance.now();
  return new Promise((resolve) => {
    const running = spawn(process.execPath, ['--conditions=@unifex/source', child, ...args], {
      env: { NODE_COMPILE_CACHE: COMPILED, ...process.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    });
    let output = '';
    let complaints = '';
    running.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    running.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    running.on('close', (code, signal) => {
      const ms = performance.now() - start;
      if (signal !== null) resolve({ ok: false, ms, error: `timeout (${signal})` });
      else if (code !== 0)
        resolve({ ok: false, ms, error: `crash: exit code ${code ?? '?'}: ${complaints.slice(-500)}` });
      else resolve({ ...(JSON.parse(output) as RobustOutcome), ms, ...(complaints ? { printed: complaints } : {}) });
    });
  });
}
