import type { Document } from '@unifex/core';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, type Finished } from './test-cli.ts';
import { makePdf } from './test-documents.ts';

let folder: string;
const write = (name: string, content: Uint8Array | string): Promise<void> => writeFile(join(folder, name), content);
const run = (...args: string[]): Promise<Finished> => runCli(args, { cwd: folder });

/** What standard output holds of the good document: the rest of the work was done. */
const GOOD_WORK = 'good, page 1 of 2';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unifex-bad-'));
  const whole = await makePdf('whole', 3);
  await Promise.all([
    write('good.pdf', await makePdf('good', 2)),
    write('empty.pdf', ''),
    write('plain', 'These are only notes.\n'),
    write('notes.pdf', 'These are only notes.\n'),
    write(
      'noise.pdf',
      Uint8Array.from({ length: 500 }, (_, index) => (index * 73 + 129) % 256),
    ),
    // Nothing is left of the one but its header; of the other there are pages.
    write('truncated.pdf', whole.subarray(0, 12)),
    write('cut.pdf', whole.subarray(0, whole.length / 2)),
    write('locked.pdf', await makePdf('locked', 1, { password: 'right' })),
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

describe.concurrent('a document that cannot be read fails with one line, and the next one is read', () => {
  it.each([
    [
      'a missing file',
      ['nowhere.pdf'],
      /^unifex: There is no file nowhere\.pdf .*Check the path\. \[SOURCE_NOT_FOUND\]$/,
    ],
    ['an empty file', ['empty.pdf'], /^unifex: empty\.pdf is empty \(0 bytes\)\. .* \[SOURCE_EMPTY\]$/],
    ['text', ['notes.pdf'], /^unifex: notes\.pdf is plain text \(text\/plain\), and no .* \[UNSUPPORTED_MEDIA_TYPE\]$/],
    ['no known format', ['noise.pdf'], /^unifex: noise\.pdf is .*, and no extractor .* \[UNSUPPORTED_MEDIA_TYPE\]$/],
    [
      'text, read as PDF',
      ['notes.pdf', '--extractor', 'pdf'],
      /"pdf" reads application\/pdf.* \[UNSUPPORTED_MEDIA_TYPE\]$/,
    ],
    [
      'a truncated PDF',
      ['truncated.pdf'],
      /^unifex: truncated\.pdf cannot be opened .*complete\. \[DOCUMENT_CORRUPT\]$/,
    ],
    ['no password', ['locked.pdf'], /^unifex: locked\.pdf is encrypted .*--password\. \[PASSWORD_REQUIRED\]$/],
    ['a wrong password', ['locked.pdf', '--password', 'x'], /^unifex: .*not open locked\.pdf\. .* \[PASSWORD_WRONG\]$/],
    ['an empty folder', ['.', '--glob', '*.tif'], /^unifex: No file in \. matches \*\.tif.* \[SOURCE_NOT_FOUND\]$/],
  ])('%s', async (_what, args, line) => {
    const { code, stdout, stderr } = await run(...args, 'good.pdf');
    const [first = '', second, ...more] = stderr.split('\n');
    expect(first).toMatch(line);
    expect(second).toMatch(/^unifex: 1 of 2 files read, 2 pages in /);
    expect(more).toEqual(['']);
    expect(stdout).toContain(GOOD_WORK);
    expect(code).toBe(1);
  });

  it('a page that one document does not have', async () => {
    await write('short.pdf', await makePdf('short', 1));
    const { code, stdout, stderr } = await run('--pages', '0-1', 'short.pdf', 'good.pdf');
    expect(stderr).toMatch(
      /^unifex: short\.pdf: --pages asks for index 1, but the document has 1 page \(index 0\)\. \[PAGE_OUT_OF_RANGE\]$/m,
    );
    expect(stdout).not.toContain('short, page');
    expect(stdout).toContain(GOOD_WORK);
    expect(code).toBe(1);
  });

  it('an address that nobody answers', async () => {
    // A port that was free a moment ago.
    const server = createServer().listen(0, '127.0.0.1');
    const port = await new Promise<number>((resolve, reject) => {
      server.once('listening', () => {
        const address = server.address();
        if (typeof address === 'object' && address) resolve(address.port);
        else reject(new Error('the server has no port'));
      });
    });
    await new Promise((resolve) => server.close(resolve));
    const { code, stdout, stderr } = await run(`http://127.0.0.1:${port}/a.pdf`, 'good.pdf');
    expect(stderr).toMatch(/^unifex: http:\/\/127\.0\.0\.1:\d+\/a\.pdf cannot be reached .* \[SOURCE_UNREADABLE\]$/m);
    expect(stdout).toContain(GOOD_WORK);
    expect(code).toBe(1);
  });

  it('a PDF whose end is missing is read as far as it goes, and says so', async () => {
    const { code, stdout, stderr } = await run('cut.pdf', '--json');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const { document } = JSON.parse(stdout) as { document: Document };
    expect(document.pages[0]?.texts[0]?.text).toBe('whole, page 1 of 3');
    expect(document.pages[0]?.provenance).toMatchObject({
      engine: 'pdfium',
      repaired: expect.stringContaining('table was rebuilt'),
    });
    expect(document.metadata.warnings?.[0]).toContain('damaged and was repaired');
  });

  it('a folder with bad files among good ones, with a file for each good one and none for the bad', async () => {
    const { code, stdout, stderr } = await run(
      '.',
      '-o',
      'out/',
      '--json',
      '--glob',
      '{empty,good,truncated,locked}.pdf',
    );
    const codes = [...stderr.matchAll(/\[([A-Z_]+)\]$/gm)].map((match) => match[1]);
    expect(codes).toEqual(['SOURCE_EMPTY', 'PASSWORD_REQUIRED', 'DOCUMENT_CORRUPT']);
    expect(stderr).toContain('unifex: 1 of 4 files read, 2 pages in ');
    expect(stdout).toBe('');
    expect(code).toBe(1);
    expect(await readdir(join(folder, 'out'))).toEqual(['good.pdf.json']);
  });
});

describe.concurrent('a folder that is called as a file is a folder', () => {
  it.each(['folder.json', 'scans.pdf'])('%s', async (name) => {
    await mkdir(join(folder, name));
    expect(await run('good.pdf', '-o', name)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(await readdir(join(folder, name))).toEqual(['good.pdf.txt']);
  });
});

// Where Node's own `mkdir` with `recursive` would never come back.
it.runIf(existsSync('/proc/self'))('an output where no folder can be is said in one line', async () => {
  const { code, stdout, stderr } = await run('good.pdf', '-o', '/proc/x/y/');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^unifex: --output ".proc.x.y.good\.pdf\.txt" cannot be written: no such file.*\. See .*\n$/);
});

describe.concurrent('wrong usage is said in one line before any work', () => {
  it.each([
    ['workers', ['--max-workers', '-1'], '--max-workers "-1" is not a whole number of 1 or more', 'INVALID_OPTION'],
    ['pages', ['--pages', '3-1'], '--pages "3-1" has "3-1", which ends before it starts', 'INVALID_OPTION'],
    ['an option', ['--formatt', 'json'], 'unknown option "--formatt". Did you mean --format?', 'INVALID_OPTION'],
    ['a URL', ['ftp://example.com/a.pdf'], 'scheme "ftp"; only http, https and file can be read', 'INVALID_OPTION'],
    ['an extractor', ['--extractor', 'x'], 'There is no extractor "x". Use one of auto, pdf', 'EXTRACTOR_UNKNOWN'],
    ['an executor', ['--executor', 'x'], '--executor "x" is not one of inline, thread, process', 'INVALID_OPTION'],
    ['the output', ['-o', 'good.pdf/a.json'], '--output "good.pdf/a.json" cannot be written', 'INVALID_OPTION'],
    ['output on input', ['plain', '-o', './plain'], '--output "./plain" is one of the inputs', 'INVALID_OPTION'],
    [
      'output of another kind',
      ['-o', './good.pdf'],
      '"./good.pdf" ends in .pdf, and what is written',
      'INVALID_OPTION',
    ],
  ])('%s', async (_what, args, message, errorCode) => {
    const { code, stdout, stderr } = await run('good.pdf', ...args);
    expect(stderr).toContain(`unifex: `);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd()).toMatch(new RegExp(`^[^\\n]* \\[${errorCode}\\]$`));
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});
