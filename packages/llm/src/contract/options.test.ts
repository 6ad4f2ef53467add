/* Every option of `extractStructured`, with every provider: what it changes in the requests that arrive. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say, type FakeLlm, type FakeLlmOptions, type FakeRequest, type UnderstoodRequest } from '@unifex/llm-fakes';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { extractStructured } from '../index.ts';
import type { ExtractStructuredOptions, StructuredResult } from '../types.ts';
import { FIRST_WIDTH, Invoice, invoice, invoices } from './test-invoices.ts';
import { fakeServers } from './test-start.ts';
import { VENDORS, type Vendor } from './test-vendors.ts';

type Options = Partial<ExtractStructuredOptions<typeof Invoice>>;

const startServer = fakeServers();
let pdf: Uint8Array;
let fake: FakeLlm;
const folders: string[] = [];

beforeAll(async () => {
  pdf = await invoices(3);
});
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function start(options?: FakeLlmOptions): Promise<void> {
  fake = await startServer(options);
}

/** Runs with an option, of page 0 unless it says otherwise. */
async function run(vendor: Vendor, options: Options = {}): Promise<StructuredResult<Invoice>> {
  const access = vendor.access(fake);
  const merged = {
    ...access,
    ...options,
    ...(options.transport ? { transport: { ...access.transport, ...options.transport } } : {}),
  };
  return extractStructured(pdf, { schema: Invoice, extractor: 'pdfium', pages: [0], ...merged });
}

/** What the requests said that were acceptable; that none was refused is part of every test. */
function said(): UnderstoodRequest[] {
  expect(fake.requests.map(({ complaint }) => complaint).filter(Boolean)).toEqual([]);
  return fake.requests.map(({ understood }) => understood!);
}

function only(): UnderstoodRequest {
  const all = said();
  expect(all).toHaveLength(1);
  return all[0]!;
}

const textOf = ({ system, turns }: UnderstoodRequest): string => [system, ...turns.map(({ text }) => text)].join('\n');

describe.each(VENDORS)('$name', (vendor) => {
  it('with no option but a schema: the data of the page, proved', async () => {
    await start();
    const result = await run(vendor);
    expect(result.data[0]).toMatchObject({
      page: 0,
      data: invoice(0),
      error: null,
      attempts: 1,
      finishReason: 'stop',
      warnings: [],
    });
    expect(result.data[0]!.evidence!['/number']).toMatchObject({ status: 'verified' });
    expect(fake.requests[0]!.protocol).toBe(vendor.protocol);
    expect(only().structured).toBe('json_schema');
    expect(result.usage).toMatchObject({ requests: 1 });
    expect(result.usage.inputTokens).toBeGreaterThan(0);
    expect(result.usage.outputTokens).toBeGreaterThan(0);
  });

  it('schema: absent, any JSON object', async () => {
    await start();
    const { data } = await extractStructured(pdf, { ...vendor.access(fake), pages: [1] });
    expect(data[0]!.data).toEqual(invoice(1));
    expect(only().schema).toBeUndefined();
  });

  it('prompt', async () => {
    await start();
    await run(vendor, { prompt: 'Mind the small print.' });
    expect(textOf(only())).toContain('Mind the small print.');
  });

  it('pages, in the order asked for', async () => {
    await start({ latencyMs: ({ index }) => (index === 0 ? 200 : 0) });
    const { data } = await run(vendor, { pages: [2, 0] });
    expect(data.map(({ page, data: value }) => [page, value?.number])).toEqual([
      [2, 'A-0002'],
      [0, 'A-0000'],
    ]);
    expect(said()).toHaveLength(2);
  });

  it('dpi and image', async () => {
    await start();
    await run(vendor, { input: 'image', dpi: 144 });
    await run(vendor, { input: 'image', dpi: 72, image: { format: 'jpeg' } });
    await run(vendor, { input: 'image', image: { maxDimension: 120 } });
    const images = said().map(({ turns }) => turns[0]!.images[0]!);
    expect(images.map(({ mediaType }) => mediaType)).toEqual(['image/png', 'image/jpeg', 'image/png']);
    expect(images.slice(0, 2).map(({ width }) => width)).toEqual([2 * FIRST_WIDTH, FIRST_WIDTH]);
    expect(Math.max(images[2]!.width, images[2]!.height)).toBeLessThanOrEqual(120);
  });

  it('input: image, text, both', async () => {
    await start();
    for (const input of ['image', 'text', 'image+text'] as const) {
      expect((await run(vendor, { input })).data[0]).toMatchObject({ data: invoice(0) });
    }
    const turns = said().map(({ turns: [turn] }) => turn!);
    expect(turns.map(({ images }) => images.length)).toEqual([1, 0, 1]);
    expect(turns.map(({ text }) => text.includes('A-0000'))).toEqual([false, true, true]);
    // The instructions come before the page, so that what is always the same is in front.
    for (const { order, images } of turns) if (images.length > 0) expect(order[0]).toBe('text');
  });

  it('input: the PDF', async () => {
    await start();
    if (!vendor.pdf) {
      await expect(run(vendor, { input: 'pdf' })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
      expect(fake.requests).toEqual([]);
      return;
    }
    await run(vendor, { input: 'pdf' });
    expect(only().turns[0]!.pdfs).toHaveLength(1);
    expect(only().turns[0]!.images).toHaveLength(0);
  });

  it.each([1, 3])('maxWorkers: %i', async (maxWorkers) => {
    await start({ latencyMs: 100, gather: maxWorkers });
    await run(vendor, { pages: [0, 1, 2], maxWorkers });
    expect(fake.peakInFlight).toBe(maxWorkers);
  });

  it('maxRetries: what is wrong goes back to the model', async () => {
    await start({ script: [say.value({ number: 5 })] });
    const { data } = await run(vendor, { maxRetries: 1 });
    expect(data[0]).toMatchObject({ data: invoice(0), attempts: 2 });
    const [first, second] = said();
    expect(second!.turns.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(second!.turns[1]!.text).toContain('"number":5');
    expect(second!.turns[2]!.text).toMatch(/number/);
    expect(second!.turns[0]).toEqual(first!.turns[0]);
    expect(data[0]!.usage.requests).toBe(2);
  });

  it('maxRetries: 0', async () => {
    await start({ script: [say.value({ number: 5 })] });
    const { data } = await run(vendor, { maxRetries: 0 });
    expect(data[0]!.error).toMatchObject({ code: 'VALIDATION_FAILED', attempts: 1, rawText: '{"number":5}' });
    expect(data[0]!.error!.issues!.map(({ path }) => path)).toContain('/number');
    expect(data[0]!.usage.requests).toBe(1);
  });

  it('temperature', async () => {
    await start();
    await run(vendor);
    await run(vendor, { temperature: 0.7 });
    await run(vendor, { temperature: null });
    const standard = vendor.protocol === 'anthropic' ? undefined : 0;
    expect(said().map(({ temperature }) => temperature)).toEqual([standard, 0.7, undefined]);
  });

  it('maxOutputTokens', async () => {
    await start();
    await run(vendor);
    await run(vendor, { maxOutputTokens: 512 });
    expect(said().map(({ maxOutputTokens }) => maxOutputTokens)).toEqual([
      vendor.protocol === 'anthropic' ? 8192 : undefined,
      512,
    ]);
  });

  it('credentials: a wrong key is the page’s error, and says nothing of itself', async () => {
    await start();
    const { credentials } = vendor.access(fake);
    const { data } = await run(vendor, { credentials: { ...credentials, apiKey: 'sk-wrong-key-123456' } });
    if (vendor.protocol === 'compatible') expect(data[0]!.data).toEqual(invoice(0));
    else expect(data[0]!.error).toMatchObject({ code: 'AUTHENTICATION', attempts: 1 });
    expect(JSON.stringify(data)).not.toContain('wrong-key');
  });

  it('baseUrl: with a slash at its end', async () => {
    await start();
    const { credentials, baseUrl } = vendor.access(fake);
    const endpoint = credentials?.['endpoint'];
    const slashed = endpoint === undefined ? {} : { credentials: { ...credentials, endpoint: `${endpoint}/` } };
    const { data } = await run(vendor, { ...(baseUrl === undefined ? {} : { baseUrl: `${baseUrl}/` }), ...slashed });
    expect(data[0]).toMatchObject({ data: invoice(0), attempts: 1 });
    expect(fake.requests[0]!.protocol).toBe(vendor.protocol);
  });

  it('headers', async () => {
    await start();
    await run(vendor, { headers: { 'X-Team': 'accounts' } });
    expect(only()).toBeDefined();
    expect(fake.requests[0]!.headers['x-team']).toBe('accounts');
  });

  it('signal', async () => {
    await start({ script: () => say.hang() });
    const abort = new AbortController();
    const reason = new Error('enough');
    const running = run(vendor, { pages: [0, 1, 2], maxWorkers: 2, signal: abort.signal });
    running.catch(() => undefined);
    await expect.poll(() => fake.requests.length).toBe(2);
    abort.abort(reason);
    await expect(running).rejects.toSatisfy((error: Error) => error === reason || error.cause === reason);
    await expect.poll(() => fake.requests.filter(({ abandoned }) => abandoned).length).toBe(2);
    expect(fake.requests).toHaveLength(2);
  });

  it('onPage', async () => {
    await start({ latencyMs: ({ index }) => (index === 0 ? 300 : 0) });
    const finished: number[] = [];
    await run(vendor, { pages: [0, 1], maxWorkers: 2, onPage: ({ page }) => finished.push(page) });
    expect(finished.toSorted()).toEqual([0, 1]);
    expect(said()).toHaveLength(2);
  });

  it('transport: retries, timeoutMs', async () => {
    await start({ script: [say.serverError(), say.serverError(), say.hang()] });
    expect((await run(vendor, { transport: { retries: 0 } })).data[0]!.error).toMatchObject({
      code: 'SERVER_ERROR',
      attempts: 1,
    });
    expect((await run(vendor, { transport: { retries: 1, timeoutMs: 300 } })).data[0]!.error).toMatchObject({
      code: 'TIMEOUT',
      attempts: 2,
    });
  });

  it('transport: a fetch of one’s own', async () => {
    await start();
    const { transport } = vendor.access(fake);
    const inner = transport?.fetch ?? fetch;
    let calls = 0;
    const own: typeof fetch = (input, init) => {
      calls += 1;
      return inner(input, init);
    };
    await run(vendor, { transport: { fetch: own } });
    expect(calls).toBe(1);
    expect(only()).toBeDefined();
  });

  it('grounding', async () => {
    await start();
    const none = await run(vendor, { grounding: false });
    const search = await run(vendor, { grounding: 'search', input: 'text' });
    const cite = await run(vendor, { grounding: 'cite', input: 'text' });
    expect(none.data[0]!.evidence).toBeNull();
    for (const { data } of [search, cite]) {
      expect(data[0]!.data).toEqual(invoice(0));
      expect(data[0]!.evidence!['/total']).toMatchObject({ status: 'verified', method: 'number' });
    }
    expect(cite.data[0]!.evidence!['/total']!.where).toBe('cited');
    expect(said().map(({ schema }) => JSON.stringify(schema).includes('_rows'))).toEqual([false, false, true]);
  });

  it('structuredOutput', async () => {
    await start();
    for (const structuredOutput of ['json_schema', 'tool', 'json_object', 'prompt'] as const) {
      expect((await run(vendor, { structuredOutput })).data[0]).toMatchObject({ data: invoice(0), error: null });
    }
    const [strict, tool, object, prompt] = said();
    expect([strict!.structured, tool!.structured, prompt!.structured]).toEqual(['json_schema', 'tool', 'none']);
    expect(object!.structured).toBe(vendor.protocol === 'anthropic' ? 'none' : 'json_object');
    // Where no schema is sent, the model is told of it.
    for (const request of [object!, prompt!]) expect(textOf(request)).toContain('"number"');
  });

  it('cache', async () => {
    await start();
    const cache = await mkdtemp(join(tmpdir(), 'unifex-llm-'));
    folders.push(cache);
    await run(vendor, { cache });
    const again = await run(vendor, { cache, pages: [0, 1] });
    expect(again.data.map(({ cached, data }) => [cached, data])).toEqual([
      [true, invoice(0)],
      [false, invoice(1)],
    ]);
    expect(again.usage.requests).toBe(1);
    expect(said()).toHaveLength(2);
  });

  it('pricing', async () => {
    const usage = { input: 1000, cached: 400, cacheWrite: 0, output: 200, reasoning: 50 };
    await start({ script: () => say.truth({ usage }) });
    const { usage: sum } = await run(vendor, { pricing: { input: 10, cachedInput: 1, output: 100 } });
    expect(sum).toMatchObject({
      inputTokens: 1000,
      cachedInputTokens: 400,
      outputTokens: 200,
      reasoningTokens: 50,
      totalTokens: 1200,
    });
    expect(sum.cost).toBeCloseTo((600 * 10 + 400 * 1 + 200 * 100) / 1e6);
  });

  it('providerOptions', async () => {
    await start();
    await run(vendor, { providerOptions: vendor.own.options });
    expect(only()).toBeDefined();
    expect(fake.requests[0]!.body).toMatchObject(vendor.own.arrives);
  });

  it('mode: document', async () => {
    await start({ truth: (): Invoice => invoice(2) });
    const result = await extractStructured(pdf, {
      ...vendor.access(fake),
      schema: Invoice,
      input: 'text',
      mode: 'document',
    });
    expect(result.data).toEqual(invoice(2));
    expect(textOf(only())).toContain('A-0000');
    expect(textOf(only())).toContain('A-0002');
  });
});

it('the environment: keys and addresses', async () => {
  await start();
  vi.stubEnv('OPENAI_API_KEY', fake.apiKey);
  vi.stubEnv('OPENAI_BASE_URL', `${fake.url}/v1`);
  vi.stubEnv('ANTHROPIC_API_KEY', fake.apiKey);
  vi.stubEnv('ANTHROPIC_BASE_URL', fake.url);
  vi.stubEnv('GEMINI_API_KEY', fake.apiKey);
  vi.stubEnv('GOOGLE_GEMINI_BASE_URL', fake.url);
  vi.stubEnv('AZURE_OPENAI_API_KEY', fake.apiKey);
  vi.stubEnv('AZURE_OPENAI_ENDPOINT', fake.url);
  for (const model of ['gpt-4o', 'claude-sonnet-5-5', 'gemini-3-flash', 'azure-openai/gpt-4o']) {
    expect((await extractStructured(pdf, { model, schema: Invoice, pages: [0] })).data[0]).toMatchObject({
      data: invoice(0),
    });
  }
  expect(fake.requests.map(({ protocol }: FakeRequest) => protocol)).toEqual([
    'openai-chat',
    'anthropic',
    'google',
    'azure-openai',
  ]);
});
