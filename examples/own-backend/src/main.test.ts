import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

it('reads a text with a backend that the app has registered, in worker threads', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@unifex/source', MAIN]);
  expect(stdout.split('\n')).toEqual([
    'logbook.txt: read by the extractor "text"',
    'page 0',
    '  72 72: Log of the lighthouse',
    '  72 96: 06:00 Lamp out, clear sky.',
    '  72 108: 12:00 Two ships to the west.',
    'page 1',
    '  72 72: Second day',
    '  72 96: 06:00 Fog.',
    '',
  ]);
});
