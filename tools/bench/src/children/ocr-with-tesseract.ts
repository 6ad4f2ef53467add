/* A peer: native tesseract, a process of one thread for each image. Reads one image before, so that the program's files are in memory. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { atOnce } from './at-once.ts';
import { readTask, sendResult, timed, type Counts } from './child-task.ts';

const { paths, workers } = readTask('ocr-with-tesseract');
const run = promisify(execFile);

async function readAll(files: readonly string[]): Promise<Counts> {
  const counts = { pages: 0, characters: 0 };
  await atOnce(files, workers, async (file) => {
    const { stdout } = await run('tesseract', [file, '-', 'tsv'], {
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
      maxBuffer: 1 << 28,
    });
    counts.pages += 1;
    counts.characters += stdout.length;
  });
  return counts;
}

await readAll(paths.slice(0, 1));
sendResult('ocr-with-tesseract', await timed(() => readAll(paths)));
