import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Document, ErrorInfo } from '@unifex/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli, type Finished, type RunOptions } from './test-cli.ts';
import { makePdf } from './test-documents.ts';

interface Answer {
  document: Document;
  success: boolean;
  errors: { page: number; error: ErrorInfo }[];
}

let folder: string;
let good: Buffer;
const run = (args: readonly string[], options: RunOptions = {}): Promise<Finished> =>
  runCli(args, { cwd: folder, ...options });
const json = (text: string): Answer => JSON.parse(text) as Answer;
const textsOf = (answer: Answer): string[] => answer.document.pages.map((page) => page.texts[0]?.text ?? '');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unifex-cli-'));
  good = await makePdf('good', 3);
  await mkdir(join(folder, 'in', 'deep'), { recursive: true });
  await writeFile(join(folder, 'good.pdf'), good);
  await writeFile(join(folder, 'in', 'first.pdf'), await makePdf('first', 1));
  await writeFile(join(folder, 'in', 'deep', 'second.PDF'), await makePdf('second', 2));
  await writeFile(join(folder, 'in', 'notes.txt'), 'no document');
  await writeFile(join(folder, 'long.pdf'), await makePdf('long', 600));
});
afterAll(() => rm(folder, { recursive: true }));

describe.concurrent('unifex', () => {
  it('prints the text of a document, and nothing else', async () => {
    const { code, stdout, stderr } = await run(['good.pdf', '--pages', '0-1', '--boxes']);
    expect(stdout).toBe(
      [
        '--- page 1 of 3 (index 0, 595.28 x 841.89 pt) ---',
        '[ 72.0  69.8 165.4  83.2] good, page 1 of 3',
        '[ 72.0  83.6 311.1  97.0] The quick brown fox jumps over the lazy dog.',
        '',
        '--- page 2 of 3 (index 1, 595.28 x 841.89 pt) ---',
        '[ 72.0  69.8 165.4  83.2] good, page 2 of 3',
        '[ 72.0  83.6 311.1  97.0] The quick brown fox jumps over the lazy dog.',
        '',
        '',
      ].join('\n'),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('prints JSON that is the model, in the order, unit and granularity asked for', async () => {
    const args = ['good.pdf', '--json', '--pages', '2,0', '--unit', 'normalized', '--granularity', 'word'];
    const { code, stdout, stderr } = await run(args);
    const answer = json(stdout);
    expect(answer).toMatchObject({
      success: true,
      errors: [],
      document: { source: { uri: 'good.pdf', size: good.length } },
    });
    expect(answer.document.metadata.pageCount).toBe(3);
    expect(answer.document.pages.map((page) => [page.index, page.unit])).toEqual([
      [2, 'normalized'],
      [0, 'normalized'],
    ]);
    expect(textsOf(answer)).toEqual(['good,', 'good,']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each([['thread'], ['process']])('gives the same with two workers of the executor %s', async (executor) => {
    const [alone, together] = await Promise.all([
      run(['good.pdf', '--json']),
      run(['good.pdf', '--json', '--max-workers', '2', '--executor', executor]),
    ]);
    expect(together).toEqual(alone);
    expect(together.code).toBe(0);
  });

  it('reads standard input, without a word where --quiet asks for it', async () => {
    const { code, stdout, stderr } = await run(['-', '--json', '--quiet'], { input: good });
    expect(textsOf(json(stdout))).toEqual([1, 2, 3].map((page) => `good, page ${page} of 3`));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('reads folders below folders, as one JSON object a line', async () => {
    const { code, stdout } = await run(['in', 'good.pdf', '--format', 'json', '-p', '0']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => textsOf(json(line)))).toEqual([
      ['second, page 1 of 2'],
      ['first, page 1 of 1'],
      ['good, page 1 of 3'],
    ]);
    expect(code).toBe(0);
  });

  it('writes a file for each document of a folder, and leaves no half ones', async () => {
    const { code, stdout, stderr } = await run(['in', '-o', 'out', '--glob', '**/*.pdf']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await readdir(join(folder, 'out'), { recursive: true })).sort()).toEqual([
      'deep',
      join('deep', 'second.PDF.txt'),
      'first.pdf.txt',
    ]);
    expect(await readFile(join(folder, 'out', 'first.pdf.txt'), 'utf8')).toMatch(/^--- page 1 of 1 .*\nfirst, page 1/);
  });

  it('writes one file for one document', async () => {
    expect(await run(['good.pdf', '--json', '-o', 'one/good.json'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(json(await readFile(join(folder, 'one', 'good.json'), 'utf8')).document.pages).toHaveLength(3);
  });

  it('reads a URL, with the headers given', async () => {
    const server = await serve((headers) => (headers['x-key'] === 'a=b' ? good : undefined));
    try {
      const url = `http://127.0.0.1:${server.port}/files/good.pdf`;
      const [allowed, refused] = await Promise.all([run([url, '--header', 'X-Key=a=b', '-p0']), run([url])]);
      expect(allowed).toMatchObject({ code: 0, stdout: expect.stringContaining('good, page 1 of 3') });
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/403.*\[SOURCE_UNREADABLE\]\n$/) });
    } finally {
      server.close();
    }
  });

  it('stops without a word when its reader has seen enough', async () => {
    const { code, stderr } = await run(['long.pdf', '--json'], { onOutput: (child) => child.stdout?.destroy() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each([
    ['inline', '1'],
    ['thread', '2'],
  ])('stops at an interrupt with 130 and takes its half file away (%s)', async (executor, workers) => {
    const output = `stopped-${executor}`;
    const args = ['long.pdf', '--json', '-o', `${output}/long.json`, '--max-workers', workers, '--executor', executor];
    const half = async (): Promise<string[]> => readdir(join(folder, output)).catch((): string[] => []);
    const interrupted = await run(args, {
      onStart: async (child) => {
        while ((await half()).length === 0 && child.exitCode === null) await setTimeout(5);
        child.kill('SIGINT');
      },
    });
    expect(interrupted).toEqual({ code: 130, stdout: '', stderr: '' });
    expect(await half()).toEqual([]);
  });

  it('prints help and version at once', async () => {
    const [help, version, nothing] = await Promise.all([run(['--help']), run(['--version']), run([])]);
    expect(help).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Usage[^]*Examples[^]*Exit codes/),
      stderr: '',
    });
    expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
    expect(nothing).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        'unifex: no input: name a file, a folder, a URL, or - for standard input. See unifex --help. [INVALID_OPTION]\n',
    });
  });

  it('answers to `help` as to --help', async () => {
    expect((await run(['help'])).stdout).toMatch(/^unifex: read documents/);
    expect((await run(['help', 'render'])).stdout).toMatch(/^unifex render: /);
    expect(await run(['help', 'rend'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no command "rend", but render, inspect, ocr, serve-ocr, llm.'),
    });
  });

  it.each([
    [['rendr', 'good.pdf'], 'there is no file "rendr". Did you mean unifex render?'],
    [['good.pdf', '--quiet', 'render'], 'there is no file "render", and a command comes first: unifex render …'],
  ])('says of %j that a command was meant', async (args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `unifex: ${message} See unifex --help. [INVALID_OPTION]\n`,
    });
  });

  it('takes a word that is a file, or like no command, for a file', async () => {
    await writeFile(join(folder, 'inspekt'), good);
    expect(await run(['inspekt', '-p', '0'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('good, page 1'),
    });
    // Three letters, of which one is as in `ocr`.
    expect(await run(['old'])).toMatchObject({ code: 1, stderr: expect.stringContaining('[SOURCE_NOT_FOUND]') });
  });

  it('ends a page that is over its limit, whatever it is doing', async () => {
    const operators = `BT /F1 1 Tf ${'1 0 0 1 9 9 Tm (abcdefghij) Tj '.repeat(600_000)}ET`;
    await writeFile(join(folder, 'endless.pdf'), await makePdf('endless', 1, { operators }));
    const { code, stderr } = await run(['endless.pdf', '--page-timeout', '500']);
    expect(stderr).toMatch(/page 1 \(index 0\): .* 500 ms.* Raise --page-timeout, .*\[PAGE_TIMEOUT\]\n$/);
    expect(code).toBe(1);
  }, 60_000);

  it('shows the stack of an error for --debug only', async () => {
    const [plain, debug] = await Promise.all([run(['none.pdf']), run(['none.pdf', '--debug'])]);
    expect(plain.stderr.split('\n')).toHaveLength(2);
    expect(debug.stderr).toContain(plain.stderr);
    expect(debug.stderr).toMatch(/\n {4}at [^]*caused by: Error: ENOENT/);
    expect([plain.code, debug.code]).toEqual([1, 1]);
  });
});

async function serve(
  answer: (headers: NodeJS.Dict<string | string[]>) => Buffer | undefined,
): Promise<{ port: number; close: () => Server }> {
  const server = createServer((request, response) => {
    const body = answer(request.headers);
    response.writeHead(body ? 200 : 403).end(body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the server has no port');
  return { port: address.port, close: () => server.close() };
}
