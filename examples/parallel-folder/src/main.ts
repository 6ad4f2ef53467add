import { availableParallelism } from 'node:os';
import { argv, exit, stderr } from 'node:process';
import { isUnifexError } from '@unifex/core';
import { readFolder } from './read-folder.ts';

const [, , folder] = argv;
if (folder === undefined) {
  console.error('Usage: npm start -- <folder>');
  exit(2);
}

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());

let failed = 0;
try {
  const reports = readFolder(folder, {
    maxWorkers: availableParallelism(),
    signal: interrupt.signal,
    onProgress: (file, { done, total, pagesPerSecond }) => {
      if (stderr.isTTY)
        stderr.write(`\r\x1b[K${file}: ${done} of ${total} pages, ${pagesPerSecond.toFixed(0)} a second`);
    },
  });
  for await (const { file, characters, pages, failedPages, error } of reports) {
    if (stderr.isTTY) stderr.write('\r\x1b[K');
    failed += failedPages.length + (error === undefined ? 0 : 1);
    console.log(error === undefined ? `${file}: ${pages} pages, ${characters} characters` : `${file}: ${error}`);
    for (const { page, reason } of failedPages) console.log(`  page ${page}: ${reason}`);
  }
} catch (error) {
  if (!isUnifexError(error) || error.code !== 'ABORTED') throw error;
  console.error('Stopped.');
  exit(130);
}
process.exitCode = failed > 0 ? 1 : 0;
