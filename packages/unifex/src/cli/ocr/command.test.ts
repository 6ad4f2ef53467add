import { serveOcr, type OcrServer } from '@unifex/ocr/server';
import { readTruth, samplePath, truthLineText } from '@unifex/samples';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { DocumentInspection } from '@unifex/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExtractor, pdfiumBackend } from '../../index.ts';
import { truthOcr, type TruePage } from '../../test-truth-ocr.ts';
import { readFlags } from '../read-flags.ts';
import { runCli, type Finished } from '../test-cli.ts';
import { makePdf } from '../test-documents.ts';

const { width, height, lines } = readTruth('scanned').pages[0]!;
const TRUTH: TruePage = {
  width,
  height,
  lines: lines.map(({ words }) => words.map(({ text, box: [x0, y0, x1, y1] }) => ({ text, bbox: { x0, y0, x1, y1 } }))),
};
const FIRST = truthLineText(lines[0]!);

let folder: string;
let server: OcrServer;
const run = (...args: string[]): Promise<Finished> => runCli(args, { cwd: folder });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unifex-ocr-'));
  await copyFile(samplePath('scanned'), join(folder, 'scan.pdf'));
  await copyFile(samplePath('article'), join(folder, 'article.pdf'));
  await copyFile(samplePath('restricted'), join(folder, 'restricted.pdf'));
  await writeFile(join(folder, 'no.pdf'), 'hello');
  // The command sends images to a server, whose engine here knows what is in them.
  server = await serveOcr({ backend: truthOcr([TRUTH]) });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

describe.concurrent('unifex ocr', () => {
  it('makes a searchable PDF', async () => {
    const { code, stderr } = await run('ocr', 'scan.pdf', '-o', 'out/searchable.pdf', '--ocr-server', server.url, '-q');
    expect([code, stderr]).toEqual([0, '']);
    await using extractor = await createExtractor(join(folder, 'out/searchable.pdf'), pdfiumBackend, {});
    const { document } = await extractor.extract();
    expect(document.pages[0]?.texts.map(({ text }) => text)).toContain(FIRST);
  });

  it('writes hOCR into a file whose name says so', async () => {
    expect((await run('ocr', 'scan.pdf', '-o', 'named.hocr', '--ocr-server', server.url)).code).toBe(0);
    expect(await readFile(join(folder, 'named.hocr'), 'utf8')).toMatch(/^<\?xml/);
  });

  it('says of a protected document what can be done here', async () => {
    const args = ['-o', 'never.pdf', '--ocr-server', server.url];
    const locked = await run('ocr', samplePath('encrypted'), ...args);
    expect([locked.code, locked.stderr]).toEqual([1, expect.stringMatching(/--password\. \[PASSWORD_REQUIRED\]/)]);
    // The user may read and print it.
    const encrypted = await run('ocr', samplePath('encrypted'), '--password', 'secret', ...args);
    expect([encrypted.code, encrypted.stderr]).toEqual([
      1,
      expect.stringMatching(/Give the owner password in --password, .*\[DOCUMENT_PROTECTED\]/),
    ]);
    const signed = await run('ocr', samplePath('signed'), ...args);
    expect([signed.code, signed.stderr]).toEqual([1, expect.stringContaining('Allow it with --allow-signed')]);
  });

  it('makes a searchable copy of an encrypted document, which opens as the document does', async () => {
    const args = ['ocr', samplePath('encrypted'), '--password', 'owner secret', '-o', 'locked.pdf', '-q'];
    const { code, stderr } = await run(...args);
    expect([code, stderr]).toEqual([0, '']);
    expect((await run('locked.pdf')).stderr).toContain('[PASSWORD_REQUIRED]');
    expect((await run('locked.pdf', '--password', 'owner secret')).stdout).toContain('Salary review 2026');
  });

  it('prints hOCR', async () => {
    const { code, stdout } = await run(
      'ocr',
      'scan.pdf',
      '--format',
      'hocr',
      '--ocr-server',
      server.url,
      '--languages',
      'de',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('lang="de"');
    expect(stdout).toContain(`>${FIRST.split(' ')[0]}</span>`);
  });

  it('writes into a folder, whatever it is called', async () => {
    await mkdir(join(folder, 'scans.pdf'));
    const { code, stderr } = await run('ocr', 'article.pdf', '-o', 'scans.pdf');
    expect([code, stderr]).toEqual([0, '']);
    expect(await readdir(join(folder, 'scans.pdf'))).toEqual(['article.pdf']);
  });

  it('writes one file for each of several, and goes on where one fails', async () => {
    const args = [
      'ocr',
      'scan.pdf',
      'restricted.pdf',
      'no.pdf',
      'article.pdf',
      '-o',
      'many/',
      '--ocr-server',
      server.url,
    ];
    const { code, stderr } = await run(...args);
    expect(code).toBe(1);
    expect(await readdir(join(folder, 'many'))).toEqual(['article.pdf', 'scan.pdf']);
    expect(stderr).toContain('restricted.pdf: ');
    expect(stderr).toContain('[DOCUMENT_PROTECTED]');
    expect(stderr).toContain('no.pdf');
  });

  it.each([
    [['scan.pdf'], '--output is missing'],
    [['-o', 'x.pdf'], 'no input'],
    [['scan.pdf', '-o', 'scan.pdf'], 'would be overwritten'],
    [['scan.pdf', 'article.pdf', '-o', 'x.pdf'], 'must be a folder'],
    [
      ['scan.pdf', '-o', 'x.png'],
      '"x.png" ends in .png, and what is written is PDF (.pdf) or hOCR (.hocr, .html, .xhtml)',
    ],
    [['scan.pdf', '-o', 'x.pdf', '--format', 'hocr'], '"x.pdf" and --format hocr contradict each other'],
    [['scan.pdf', '-o', 'x.htm', '--format', 'pdf'], '"x.htm" and --format pdf contradict each other'],
    [['scan.pdf', '-o', 'SCAN.pdf'], 'would be overwritten'],
    [['scan.pdf', '-o', 'x.html', '--format', 'pdf'], '"x.html" and --format pdf contradict each other'],
    [['scan.pdf', 'article.pdf', '-o', '.'], 'would be overwritten'],
    [['scan.pdf', '-o', 'no.pdf/x.pdf'], 'cannot be written'],
    [['-', '-', '-o', 'x.pdf'], 'only once'],
    [['scan.pdf', '-o', 'x.pdf', '--dpi', '100'], 'hocr'],
    [['scan.pdf', '-o', 'x.pdf', '--format', 'docx'], 'pdf, hocr'],
    [['scan.pdf', '-o', 'x.pdf', '--languages', 'english!'], 'ISO 639-1'],
    [['scan.pdf', '-o', 'x.pdf', '--ocr-server', 'localhost'], 'address'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await run('ocr', ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('ends a page that is over its limit, whatever it is doing', async () => {
    const operators = `BT /F1 1 Tf ${'1 0 0 1 9 9 Tm (abcdefghij) Tj '.repeat(600_000)}ET`;
    await writeFile(join(folder, 'endless.pdf'), await makePdf('endless', 1, { operators }));
    const { code, stderr } = await run('ocr', 'endless.pdf', '-o', 'ended.pdf', '--page-timeout', '500');
    expect(stderr).toMatch(/page 1 \(index 0\): .* 500 ms.* Raise --page-timeout, .*\[PAGE_TIMEOUT\]\n$/);
    expect(code).toBe(1);
  }, 60_000);

  it('leaves the scan as it was', async () => {
    await run('ocr', 'scan.pdf', '-o', 'again.pdf', '--ocr-server', server.url);
    expect(Buffer.compare(await readFile(join(folder, 'scan.pdf')), await readFile(samplePath('scanned')))).toBe(0);
  });
});

describe('unifex ocr on a terminal', () => {
  it('says in one line what was written, and nothing with --quiet', async () => {
    const { ocrCommand } = await import('./command.ts');
    const said = async (...more: string[]): Promise<string> => {
      const flags = readFlags([join(folder, 'article.pdf'), '-o', join(folder, 'told.pdf'), ...more], ocrCommand.flags);
      if (typeof flags === 'string') throw new Error(`expected flags, got ${flags}`);
      let text = '';
      const stderr = Object.assign(
        new Writable({
          write: (chunk, _encoding, done) => {
            text += String(chunk);
            done();
          },
        }),
        { isTTY: true },
      );
      // TERM=dumb: a terminal without a progress bar.
      const io = { stdin: Readable.from([]), stdout: process.stdout, stderr, env: { TERM: 'dumb' } };
      expect(await ocrCommand.run(flags, io, new AbortController().signal)).toBe(0);
      return text;
    };
    expect(await said()).toMatch(/^unifex: 1 of 1 file read, 3 pages in \d+\.\d s, written to .*told\.pdf\n$/);
    expect(await said('--quiet')).toBe('');
  });
});

describe.concurrent('unifex with OCR', () => {
  it('reads a scan where it finds one, and nothing where it is told not to', async () => {
    const read = await run('scan.pdf', '--ocr-server', server.url);
    expect([read.code, read.stderr]).toEqual([0, '']);
    expect(read.stdout).toContain(FIRST);
    const never = await run('scan.pdf', '--ocr', 'never');
    expect([never.code, never.stdout.split('\n').filter(Boolean)]).toEqual([
      0,
      [expect.stringContaining('page 1 of 1')],
    ]);
  });

  it('says in its own words where the data of a language may be', async () => {
    const { code, stderr } = await run(
      'scan.pdf',
      '--languages',
      'yo',
      '--language-data',
      '.',
      '--extractor',
      'tesseract',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('Run: npm install @tesseract.js-data/yor. Or name in --language-data a folder');
    expect(stderr).toContain('or give --download-languages.');
  });

  it('warns of what was lost of a page, and goes on; not where it is told to be quiet', async () => {
    const noise = Buffer.from(Array.from({ length: 90 * 60 }, (_, i) => (i * 7919) % 251));
    const whole = await sharp(noise, { raw: { width: 90, height: 60, channels: 1 } })
      .jpeg()
      .toBuffer();
    await writeFile(join(folder, 'cut.jpg'), whole.subarray(0, whole.length * 0.8));
    const read = await run('cut.jpg');
    expect([read.code, read.stderr]).toEqual([
      0,
      expect.stringMatching(/^unifex: cut\.jpg: page 1 \(index 0\): warning: The image is damaged/),
    ]);
    expect((await run('cut.jpg', '-q')).stderr).toBe('');
    const made = await run('ocr', 'cut.jpg', '-o', 'cut.pdf');
    expect([made.code, made.stderr]).toEqual([0, expect.stringContaining('warning: The image is damaged')]);
  });

  it('says at once, and once, that there is no such language', async () => {
    const { code, stderr } = await run('scan.pdf', 'article.pdf', '--languages', 'xx');
    expect(stderr).toMatch(/^unifex: There is no language "xx" for OCR\. .*\[INVALID_OPTION\]\n$/);
    expect(code).toBe(2);
  });

  it('fails on the page where the server cannot be reached', async () => {
    const { code, stdout, stderr } = await run('scan.pdf', '--ocr-server', 'http://127.0.0.1:9/ocr');
    expect(code).toBe(1);
    expect(stdout).toContain('failed: PROVIDER_ERROR');
    expect(stderr).toMatch(
      /page 1 \(index 0\): .*: The OCR server at http:\/\/127\.0\.0\.1:9\/ocr cannot be reached: /,
    );
    expect(stderr).toContain(
      'Check the address, and that the server runs: unifex serve-ocr starts one. [PROVIDER_ERROR]',
    );
  });

  it('says which address of a server is the right one', async () => {
    const { stderr } = await run('scan.pdf', '--ocr-server', server.url.replace('/ocr', '/'));
    expect(stderr).toContain(`There is no OCR at this address: give that of the endpoint, such as ${server.url}.`);
  });

  it.each([
    [['--ocr', 'sometimes'], 'needed, always, never'],
    [['--ocr', 'never', '--languages', 'de'], 'never'],
    [['--extractor', 'pdf', '--ocr', 'always'], 'reads no pixels'],
    [['--extractor', 'pdfium', '--languages', 'de'], 'tesseract'],
    [['--extractor', 'ocr-server', '--language-data', '.'], 'tesseract'],
    [['--ocr-server', 'http://127.0.0.1:9/ocr', '--download-languages'], 'built in'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await run('scan.pdf', ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe.concurrent('unifex inspect', () => {
  it('says OCR of the page of an image too', async () => {
    const blank = { width: 40, height: 40, channels: 3 as const, background: 'white' };
    await writeFile(join(folder, 'photo.png'), await sharp({ create: blank }).png().toBuffer());
    expect((await run('inspect', 'photo.png')).stdout).toMatch(/\(index 0\) {2}scan {5}OCR {8}An image file/);
  });

  it('prints a line for every page', async () => {
    const { code, stdout } = await run('inspect', 'scan.pdf', 'article.pdf');
    expect(code).toBe(0);
    const [head, page, , second] = stdout.split('\n');
    expect(head).toBe('=== scan.pdf (1 page: 1 scan; OCR has something to read on 1) ===');
    expect(page).toMatch(/^page 1 \(index 0\) {2}scan {5}OCR {8}An image over 100 % of the page and no text$/);
    expect(second).toBe('=== article.pdf (3 pages: 3 native; nothing for OCR) ===');
  });

  it('prints all figures as JSON, of the pages that are asked for', async () => {
    const { stdout } = await run('inspect', 'article.pdf', '--pages', '2', '--json');
    const found = JSON.parse(stdout) as DocumentInspection;
    expect(found.pages).toMatchObject([{ index: 2, kind: 'native', figures: { invisibleGlyphs: 0 } }]);
  });

  it.each([
    [[], 'no input'],
    [['-', '-'], 'only once'],
    [['scan.pdf', '--depth', '4'], 'unknown option'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await run('inspect', ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('goes on where one document cannot be read, or has no such page', async () => {
    const { code, stdout, stderr } = await run('inspect', 'no.pdf', 'scan.pdf', 'article.pdf', '--pages', '2');
    expect([code, stdout.includes('=== article.pdf')]).toEqual([1, true]);
    expect(stderr).toMatch(
      /no\.pdf.*\nunifex: scan\.pdf: --pages asks for index 2, .*\[PAGE_OUT_OF_RANGE\]\nunifex: 1 of 3 files inspected/,
    );
    expect((await run('inspect', 'no.pdf', 'scan.pdf', '-q')).stderr.split('\n')).toHaveLength(2);
  });
});

describe.concurrent('unifex serve-ocr', () => {
  it('says where it is, and stops when it is told to', async () => {
    let stderr = '';
    const { code } = await runCli(['serve-ocr', '--port', '0'], {
      onStart: async (child) => {
        child.stderr!.on('data', (text: string) => (stderr += text));
        await expect.poll(() => stderr, { timeout: 30_000 }).toContain('/ocr\n');
        const url = /http:\S+/.exec(stderr)![0];
        expect((await fetch(url.replace('/ocr', '/health'))).status).toBe(200);
        child.kill('SIGTERM');
      },
    });
    expect(code).toBe(143);
  });

  it.each([
    [['--port', '70000'], 'past the last one'],
    [['--port', 'x'], 'whole number'],
    [['scan.pdf'], 'reads no files'],
    // Before it says that it reads images: every request would fail.
    [['--languages', 'de'], 'Run: npm install @tesseract.js-data/deu. Or name in --language-data a folder'],
    [['--languages', 'de'], 'or give --download-languages. See unifex serve-ocr --help. [INVALID_OPTION]\n'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await run('serve-ocr', ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('says that the port is taken', async () => {
    const { code, stderr } = await run('serve-ocr', '--port', String(server.port));
    expect([code, stderr]).toEqual([
      1,
      `unifex: Port ${server.port} is taken: another program listens there. Choose another with --port. [EADDRINUSE]\n`,
    ]);
  });
});
