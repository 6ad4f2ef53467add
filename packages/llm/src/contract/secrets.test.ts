/* No key, header or image is in what is returned, thrown, logged or written. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { say, type Step } from '@unifex/llm-fakes';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { extractStructured } from '../index.ts';
import { Invoice, invoice, invoices } from './test-invoices.ts';
import { fakeServers } from './test-start.ts';
import { VENDORS } from './test-vendors.ts';

const start = fakeServers();
const HEADER = 'team-secret-7f3a9c2e';
let pdf: Uint8Array;
let logged: string[];
let cache: string;

beforeAll(async () => {
  pdf = await invoices(2);
});
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'unifex-llm-'));
  logged = [];
  const log = (...words: unknown[]): void =>
    void logged.push(words.map((word) => inspect(word, { depth: 20 })).join(' '));
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation(log);
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => logged.push(String(chunk)) > 0);
  }
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(cache, { recursive: true });
});

/** Everything that a run leaves behind: what it gave, what it said, and the files and names in its cache. */
async function leavings(result: unknown): Promise<string> {
  const names = await readdir(cache, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const contents = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
  const shown = inspect(result, { depth: 30, showHidden: true, maxStringLength: null, maxArrayLength: null });
  return [shown, JSON.stringify(result), ...logged, ...names.map(({ name }) => name), ...contents].join('\n');
}

it('the password of a document is no part of a key', async () => {
  const fake = await start();
  const access = VENDORS[0]!.access(fake);
  const options = { ...access, schema: Invoice, input: 'text', extractor: 'pdfium', pages: [0], cache } as const;
  // The document needs none: what is given is passed over.
  await extractStructured(pdf, { ...options, extractorOptions: { password: 'secret-password' } });
  const again = await extractStructured(pdf, { ...options, extractorOptions: { password: 'another' } });
  expect(again.data[0]!.cached).toBe(true);
  expect(await leavings(again)).not.toContain('secret-password');
});

/** What a hostile or careless server says of the request that it got. */
const echo =
  (secrets: readonly string[], kind: 'bad-request' | 'server-error' | 'authentication'): (() => Step) =>
  () =>
    say.error(kind, `Bad request with ${secrets.join(' and ')}, and image ${'iVBORw0KGgo'.repeat(60)}`);

describe.each(VENDORS)('$name', (vendor) => {
  it.each(['bad-request', 'server-error', 'authentication', 'validation', 'none'] as const)(
    'failure: %s',
    async (kind) => {
      const fake = await start();
      const access = vendor.access(fake);
      const secrets = [fake.apiKey, HEADER];
      const step = kind === 'validation' || kind === 'none' ? undefined : echo(secrets, kind);
      if (step) fake.enqueue(step(), step(), step(), step());
      if (kind === 'validation') fake.enqueue(say.value({ number: 1 }));
      const result = await extractStructured(pdf, {
        ...access,
        transport: { ...access.transport, retries: 1 },
        schema: Invoice,
        headers: { 'X-Team-Key': HEADER },
        cache,
        extractor: 'pdfium',
        input: 'image',
        dpi: 72,
        pages: [0, 1],
        maxRetries: 0,
        maxWorkers: 1,
      });
      expect(fake.requests[0]!.headers['x-team-key']).toBe(HEADER);
      if (kind === 'none') expect(result.data.map(({ data }) => data)).toEqual([invoice(0), invoice(1)]);
      else expect(result.data[0]!.error).not.toBeNull();
      const left = await leavings(result);
      expect(left).not.toContain(HEADER);
      // A compatible server is not given the key.
      if (vendor.protocol !== 'compatible') expect(left).not.toContain(fake.apiKey);
      expect(left).not.toContain('iVBORw0KGgo'.repeat(20));
      expect(left).not.toMatch(/authorization['"]?\s*:/i);
    },
  );

  it('logs of the SDK that somebody has switched on', async () => {
    for (const name of ['OPENAI_LOG', 'ANTHROPIC_LOG']) vi.stubEnv(name, 'debug');
    const fake = await start();
    const result = await extractStructured(pdf, {
      ...vendor.access(fake),
      schema: Invoice,
      headers: { 'X-Team-Key': HEADER },
      extractor: 'pdfium',
      input: 'image',
      dpi: 72,
      pages: [0],
    });
    expect(result.data[0]!.data).toEqual(invoice(0));
    const left = await leavings(undefined);
    expect(left).not.toContain(HEADER);
    expect(left).not.toContain('iVBORw0KGgo');
  });

  it('an error that is thrown', async () => {
    const fake = await start({ script: () => say.hang() });
    const abort = new AbortController();
    const running = extractStructured(pdf, {
      ...vendor.access(fake),
      schema: Invoice,
      headers: { 'X-Team-Key': HEADER },
      cache,
      input: 'text',
      signal: abort.signal,
    });
    running.catch(() => undefined);
    await expect.poll(() => fake.requests.length).toBeGreaterThan(0);
    abort.abort(new Error('enough'));
    const error: unknown = await running.catch((reason: unknown) => reason);
    const left = await leavings(error);
    expect(left).toContain('enough');
    expect(left).not.toContain(HEADER);
    if (vendor.protocol !== 'compatible') expect(left).not.toContain(fake.apiKey);
  });
});
