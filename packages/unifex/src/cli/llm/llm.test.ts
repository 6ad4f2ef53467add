import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FAKE_KEY, say, startFakeLlm, type FakeLlm, type FakeLlmOptions } from '@unifex/llm-fakes';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCli, type Finished } from '../test-cli.ts';

const INVOICE = fileURLToPath(new URL('../../../../../samples/invoice.pdf', import.meta.url));
const SCHEMA = JSON.stringify({
  type: 'object',
  properties: { seller: { type: 'string' }, total: { type: 'number' } },
  required: ['seller', 'total'],
});
const TRUTH = { seller: 'Halden & Voss', total: 999999.5 };

let folder: string;
let fake: FakeLlm;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unifex-llm-'));
  await writeFile(join(folder, 'schema.json'), SCHEMA);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await fake[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function llm(args: readonly string[], options: FakeLlmOptions = {}): Promise<Finished> {
  fake = await startFakeLlm({ truth: () => TRUTH, ...options });
  vi.stubEnv('OPENAI_API_KEY', FAKE_KEY);
  vi.stubEnv('OPENAI_BASE_URL', `${fake.url}/v1`);
  return await runCli(['llm', ...args, '--model', 'openai/gpt-4o'], { cwd: folder });
}

describe('unifex llm', () => {
  it('prints the fields of each page with their proof, and on standard error how it went', async () => {
    const { code, stdout, stderr } = await llm([INVOICE, '-s', 'schema.json', '--pages', '0', '--price', '1,2']);
    expect(stderr).toMatch(/invoice\.pdf: page 1 \(index 0\): ok, 1 verified, 1 unverified, 1 request, \d+ tokens\n/);
    expect(stderr).toMatch(/unifex: 1 page; 1 request, \d+ tokens in, \d+ out, cost 0\.\d+\n$/);
    expect(stdout).toBe(
      'Page 1\n  seller  Halden & Voss  verified, on 3 places\n  total   999999.5       unverified\n',
    );
    expect(code).toBe(0);
  });

  it('says what speaks against a value, which a locale may decide', async () => {
    // The agreement is about 48,500 euros, and nothing else in it tells what the comma means.
    const options = { truth: () => ({ seller: 'Lindqvist Arkitekter AB', total: 48500 }) };
    const args = [INVOICE.replace('invoice', 'signed'), '-s', 'schema.json', '-q', '--input', 'text'];
    expect((await llm(args, options)).stdout).toContain(
      'total   48500                    verified, can be read otherwise\n',
    );
    await fake[Symbol.asyncDispose]();
    expect((await llm([...args, '--locale', 'en-US'], options)).stdout).toMatch(/total +48500 +verified\n/);
    await fake[Symbol.asyncDispose]();
    expect((await llm([...args, '--locale', 'de'], options)).stdout).toMatch(/total +48500 +unverified\n/);
    await fake[Symbol.asyncDispose]();
    const { code, stderr } = await llm([...args, '--locale', 'no such tag'], options);
    expect(stderr).toContain("a language tag such as 'de' or 'en-US'");
    expect(code).toBe(2);
  });

  it('prints the whole result as JSON, into a file', async () => {
    const { code, stdout, stderr } = await llm([
      INVOICE,
      '-s',
      'schema.json',
      '-p',
      '0',
      '--json',
      '-q',
      '-o',
      'out.json',
    ]);
    expect([code, stdout, stderr]).toEqual([0, '', '']);
    const result = JSON.parse(await readFile(join(folder, 'out.json'), 'utf8')) as { data: unknown };
    expect(result).toMatchObject({
      data: [{ page: 0, data: TRUTH, error: null }],
      provider: 'openai',
      failedPages: [],
    });
  });

  it('takes a schema of a TypeScript module', async () => {
    const zod = import.meta.resolve('zod');
    await writeFile(
      join(folder, 'schema.ts'),
      `import { z } from ${JSON.stringify(zod)};\ntype Name = string;\nconst name: Name = 'seller';\nexport default z.object({ [name]: z.string(), total: z.number() });\n`,
    );
    const { code, stdout } = await llm([INVOICE, '-s', 'schema.ts', '-p', '0', '--grounding', 'off']);
    expect(stdout).toBe(`Page 1\n${JSON.stringify(TRUTH, null, 2)}\n`);
    expect(code).toBe(0);
  });

  it('ends with 1 where a page failed, and says why on one line', async () => {
    const args = [INVOICE, '-s', 'schema.json', '-p', '0', '--json'];
    const { code, stdout, stderr } = await llm(args, { script: () => say.refusal('I would rather not.') });
    expect(stderr).toMatch(/unifex: .*invoice\.pdf: page 1 \(index 0\): .*I would rather not\. \[REFUSAL\]\n/);
    expect(stderr).toContain('1 page, 1 failed; 1 request');
    expect(JSON.parse(stdout)).toMatchObject({ failedPages: [0], data: [{ error: { code: 'REFUSAL' } }] });
    expect(stdout).not.toContain('"stack"');
    expect(code).toBe(1);
  });

  it('asks for one value in document mode, and marks the evidence in a copy of the PDF', async () => {
    const { code, stdout } = await llm([
      INVOICE,
      '-s',
      'schema.json',
      '--mode',
      'document',
      '--highlight',
      'marked.pdf',
    ]);
    expect(stdout).toContain('seller  Halden & Voss');
    expect(code).toBe(0);
    const marked = await readFile(join(folder, 'marked.pdf'));
    expect(marked.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await readdir(folder)).sort()).toEqual(['marked.pdf', 'schema.json']);
  });

  it('says that a file cannot be written before anything is asked', async () => {
    await writeFile(join(folder, 'a.pdf'), await readFile(INVOICE));
    await mkdir(join(folder, 'folder.pdf'));
    for (const [flags, message] of [
      [['--highlight', 'a.pdf'], '--highlight "a.pdf" is one of the inputs'],
      [['-o', './a.pdf'], '--output "./a.pdf" is one of the inputs'],
      [['--highlight', 'schema.json/x.pdf'], '--highlight "schema.json/x.pdf" cannot be written'],
      [['-o', 'x', '--highlight', './x'], 'give them two names'],
      [['--highlight', 'folder.pdf'], '--highlight "folder.pdf" is a folder: name a file in it.'],
      [['-o', 'folder.pdf'], '--output "folder.pdf" is a folder: name a file in it.'],
      [['-o', 'new/'], '--output "new/" is a folder: name a file in it.'],
    ] as const) {
      const { code, stderr } = await llm(['a.pdf', '-s', 'schema.json', ...flags]);
      expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
      expect(fake.requests).toEqual([]);
      await fake[Symbol.asyncDispose]();
    }
    expect((await readdir(folder)).sort()).toEqual(['a.pdf', 'folder.pdf', 'schema.json']);
  });

  it('says that a PDF cannot be marked before anything is asked', async () => {
    const restricted = INVOICE.replace('invoice', 'restricted');
    const { code, stderr } = await llm([restricted, '-s', 'schema.json', '--highlight', 'marked.pdf']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('its owner does not allow comments')]);
    expect(fake.requests).toEqual([]);
    expect(await readdir(folder)).toEqual(['schema.json']);
  });

  it('says of an image how it becomes a PDF that can be marked', async () => {
    // A pixel, transparent: no page is asked about.
    const pixel = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
    await writeFile(join(folder, 'my photo.gif'), Buffer.from(pixel, 'base64'));
    const { code, stderr } = await llm(['my photo.gif', '-s', 'schema.json', '--highlight', 'marked.pdf']);
    expect(stderr).toContain('Make a PDF of it first: unifex ocr "my photo.gif" -o "my photo.pdf", and give that.');
    expect(code).toBe(2);
    expect(fake.requests).toEqual([]);
  });

  it('reads scans in the languages that are named, by whichever reader', async () => {
    const scan = INVOICE.replace('invoice', 'scanned');
    for (const reader of [[], ['--extractor', 'tesseract']]) {
      const { code, stderr } = await llm([scan, '-q', '--languages', 'xx', ...reader]);
      expect([code, stderr]).toEqual([
        expect.any(Number),
        expect.stringContaining('There is no language "xx" for OCR'),
      ]);
      expect(code).not.toBe(0);
      expect(fake.requests).toEqual([]);
      await fake[Symbol.asyncDispose]();
    }
    const read = await llm([scan, '-q', '--languages', 'German']);
    expect([read.code, read.stderr]).toEqual([2, expect.stringContaining('is not a list of ISO 639-1 codes')]);
  });

  it('keeps answers in a folder', async () => {
    const args = [INVOICE, '-s', 'schema.json', '-p', '0', '--cache', 'kept'];
    await llm(args);
    await fake[Symbol.asyncDispose]();
    const { stderr } = await llm(args);
    // The server has another port now, and is another server.
    expect(stderr).toContain('1 request');
    const again = await runCli(['llm', ...args, '--model', 'openai/gpt-4o'], { cwd: folder });
    expect(again.stderr).toContain('page 1 (index 0): from the cache, 1 verified, 1 unverified\n');
    for (const name of await readdir(join(folder, 'kept'))) {
      expect(await readFile(join(folder, 'kept', name), 'utf8')).not.toContain(FAKE_KEY);
    }
  });

  it.each<[string, string[], RegExp]>([
    ['no model', [INVOICE], /which model\?/],
    ['no input', ['-m', 'openai/gpt-4o'], /nothing to read/],
    ['two inputs', ['a.pdf', 'b.pdf', '-m', 'openai/gpt-4o'], /one document at a time/],
    [
      'an unknown model',
      [INVOICE, '-m', 'llava'],
      /does not say whose it is.*openai\/<name> with --base-url\. \[INVALID_MODEL\]/,
    ],
    ['a schema that is not there', [INVOICE, '-m', 'gpt-4o', '-s', 'none.json'], /none\.json" cannot be read/],
    ['a schema of an unknown kind', [INVOICE, '-m', 'gpt-4o', '-s', 'a.yaml'], /neither \.json nor a module/],
    ['a wrong mode', [INVOICE, '-m', 'gpt-4o', '--mode', 'book'], /--mode "book" is not one of page, document/],
    ['a wrong price', [INVOICE, '-m', 'gpt-4o', '--price', '3'], /--price "3"/],
    ['a wrong temperature', [INVOICE, '-m', 'gpt-4o', '--temperature', 'hot'], /--temperature "hot"/],
    [
      'no key',
      [INVOICE, '-m', 'anthropic/claude-x'],
      /environment variable ANTHROPIC_API_KEY\. \[MISSING_CREDENTIALS\]/,
    ],
  ])('ends with 2 for %s', async (_name, args, message) => {
    fake = await startFakeLlm();
    vi.stubEnv('OPENAI_API_KEY', FAKE_KEY);
    vi.stubEnv('ANTHROPIC_API_KEY', '');
    const { code, stdout, stderr } = await runCli(['llm', ...args], { cwd: folder });
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('ends with 1 where there is no such file or page', async () => {
    const missing = await llm(['nowhere.pdf', '-s', 'schema.json']);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('[SOURCE_NOT_FOUND]')]);
    await fake[Symbol.asyncDispose]();
    const page = await llm([INVOICE, '-s', 'schema.json', '-p', '900']);
    expect([page.code, page.stderr]).toEqual([1, expect.stringContaining('[PAGE_OUT_OF_RANGE]')]);
    expect(fake.requests).toHaveLength(0);
  });
});
