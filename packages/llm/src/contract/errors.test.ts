/* Every row of the table of errors that a server has a part in, with every provider. What is judged without one has unit tests. */
import { say, type FakeLlm, type FakeLlmOptions, type Step } from '@unifex/llm-fakes';
import { beforeAll, describe, expect, it } from 'vitest';
import { extractStructured } from '../index.ts';
import type { ExtractStructuredOptions, PageExtraction, StructuredResult } from '../types.ts';
import { Invoice, invoice, invoices } from './test-invoices.ts';
import { fakeServers } from './test-start.ts';
import { VENDORS, type Vendor } from './test-vendors.ts';

type Options = Partial<ExtractStructuredOptions<typeof Invoice>>;
type Page = PageExtraction<Invoice>;

const startServer = fakeServers();
let pdf: Uint8Array;
let fake: FakeLlm;

beforeAll(async () => {
  pdf = await invoices(6);
});

async function start(options?: FakeLlmOptions): Promise<void> {
  fake = await startServer(options);
}

/** Asks about page 0 by its text, with one repetition, unless told otherwise. */
async function run(vendor: Vendor, { transport, ...options }: Options = {}): Promise<StructuredResult<Invoice>> {
  const access = vendor.access(fake);
  return extractStructured(pdf, {
    schema: Invoice,
    extractor: 'pdfium',
    pages: [0],
    input: 'text',
    ...access,
    transport: { retries: 1, ...access.transport, ...transport },
    ...options,
  });
}

async function page(vendor: Vendor, options?: Options): Promise<Page> {
  const { data } = await run(vendor, options);
  return data[0]!;
}

const good = { data: invoice(0), error: null };
const failed = (code: string, attempts: number): object => ({ data: null, attempts, error: { code, attempts } });

describe.each(VENDORS)('$name', (vendor) => {
  const isGoogle = vendor.protocol === 'google';

  it.each<[string, Step, string]>([
    ['403', say.error('permission', 'You are not allowed to sample from this model.'), 'PERMISSION'],
    ['404, the model', say.error('model-not-found', 'There is no such model.'), 'MODEL_NOT_FOUND'],
    ['429, the quota', say.quota(), 'QUOTA_EXCEEDED'],
    ['402', say.error('quota', 'Payment required.', { status: 402 }), 'QUOTA_EXCEEDED'],
    [
      '401',
      say.error('authentication', isGoogle ? 'API key not valid.' : 'Incorrect API key provided.'),
      'AUTHENTICATION',
    ],
  ])('%s: stops the run, and the other pages say why', async (_name, step, code) => {
    await start({ script: () => step });
    const { data, failedPages, usage } = await run(vendor, { pages: [0, 1, 2], maxWorkers: 1 });
    expect(data).toMatchObject([failed(code, 1), failed(code, 0), failed(code, 0)]);
    expect(fake.requests).toHaveLength(1);
    expect(failedPages).toEqual([0, 1, 2]);
    expect(usage.requests).toBe(0);
  });

  it('a server that is not there', async () => {
    await start();
    await fake[Symbol.asyncDispose]();
    const lost = await page(vendor, { transport: { retries: 0 } });
    expect(lost).toMatchObject(failed('CONNECTION', 1));
    expect(lost.error!.message).toContain('ECONNREFUSED');
  });

  it('a name that no server has', async () => {
    await start();
    // What Node.js says when the name cannot be resolved; asking a resolver would hang where there is none.
    const cause = Object.assign(new Error('getaddrinfo ENOTFOUND llm.invalid'), { code: 'ENOTFOUND' });
    const unresolved: typeof fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    const lost = await page(vendor, { transport: { retries: 0, fetch: unresolved } });
    expect(lost).toMatchObject(failed('CONNECTION', 1));
    expect(lost.error!.message).toContain('ENOTFOUND');
  });

  it('timeout', async () => {
    await start({ script: [say.hang()] });
    expect(await page(vendor, { transport: { timeoutMs: 300 } })).toMatchObject({ attempts: 2, error: null });
    expect(fake.requests.map(({ abandoned }) => abandoned)).toEqual([true, false]);
  });

  it('a longer Retry-After than wanted is told, not waited for', async () => {
    await start({ script: [say.overloaded({ ms: 3_600_000, form: isGoogle ? 'retry-info' : 'seconds' })] });
    const lost = await page(vendor);
    expect(lost).toMatchObject(failed('OVERLOADED', 1));
    expect(lost.error).toMatchObject({ retryAfterMs: 3_600_000 });
  });

  it('another 400 is not repeated', async () => {
    await start({ script: [say.error('bad-request', 'Something about this is wrong.')] });
    const lost = await page(vendor);
    expect(lost).toMatchObject(failed('BAD_REQUEST', 1));
    expect(lost.error).toMatchObject({ status: 400, retryable: false });
    expect(lost.error!.message).toContain('Something about this is wrong.');
  });

  it('413: the image is made smaller, once', async () => {
    await start({ script: [say.error('too-large', 'Request payload is too large', { status: 413 })] });
    const mended = await page(vendor, { input: 'image', dpi: 144 });
    expect(mended).toMatchObject({ ...good, attempts: 2, warnings: [{ code: 'image_downscaled' }] });
    const [before, after] = fake.requests.map(({ understood }) => understood!.turns[0]!.images[0]!.width);
    expect(after).toBe(before! / 2);
  });

  it('413: and that is all', async () => {
    await start({ script: () => say.error('too-large', 'Request payload is too large', { status: 413 }) });
    expect(await page(vendor, { input: 'image', dpi: 144 })).toMatchObject(failed('REQUEST_TOO_LARGE', 2));
  });

  it('a refusal is not repeated', async () => {
    await start({ script: [say.refusal('I would rather not.')] });
    const lost = await page(vendor);
    expect(lost).toMatchObject(failed(isGoogle ? 'CONTENT_FILTERED' : 'REFUSAL', 1));
    expect(lost.finishReason).toBe(isGoogle ? 'filter' : 'refusal');
    if (!isGoogle) expect(lost.error!.message).toContain('I would rather not.');
    expect(lost.usage.requests).toBe(1);
  });

  it('neither is what a filter stops', async () => {
    await start({ script: [say.filtered()] });
    // Anthropic has one word for both.
    expect(await page(vendor)).toMatchObject(
      failed(vendor.protocol === 'anthropic' ? 'REFUSAL' : 'CONTENT_FILTERED', 1),
    );
    expect(fake.requests).toHaveLength(1);
  });

  it('an answer that is cut off gets twice the room', async () => {
    await start();
    expect(await page(vendor, { maxOutputTokens: 24 })).toMatchObject({ ...good, attempts: 2, finishReason: 'stop' });
    expect(fake.requests.map(({ understood }) => understood!.maxOutputTokens)).toEqual([24, 48]);
    // No word about the answer that was no answer.
    expect(fake.requests[1]!.understood!.turns).toHaveLength(1);
  });

  it('and is truncated when that is not enough', async () => {
    await start({ script: () => say.truncated('{"number":"A-0000","da') });
    const lost = await page(vendor, { maxOutputTokens: 100 });
    expect(lost).toMatchObject({
      ...failed('TRUNCATED', 2),
      finishReason: 'length',
      rawText: '{"number":"A-0000","da',
    });
    expect(fake.requests.map(({ understood }) => understood!.maxOutputTokens)).toEqual([100, 200]);
    expect(lost.usage.requests).toBe(2);
  });

  it('the context window', async () => {
    await start({ contextTokens: 20 });
    expect(await page(vendor)).toMatchObject(failed('CONTEXT_EXCEEDED', 1));
  });

  it('the context window, mode document: the window is split', async () => {
    await start();
    const options = {
      schema: Invoice,
      extractor: 'pdfium',
      input: 'text',
      mode: 'document',
      overlap: 0,
    } as const;
    const whole = await extractStructured(pdf, { ...options, ...vendor.access(fake) });
    expect(whole.windows.map(({ pages }) => pages)).toEqual([[0, 1, 2, 3, 4, 5]]);
    await start({ contextTokens: whole.usage.inputTokens - 1 });
    const { data, windows } = await extractStructured(pdf, { ...options, ...vendor.access(fake) });
    expect(windows.map(({ pages }) => pages)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    // The fake says what stands on the last page that it sees; the first window's word counts.
    expect(data.number).toBe('A-0002');
  });

  it('no JSON: is told so, and is an error in the end', async () => {
    await start({ script: [say.text('The total is 100.50.'), say.text('Well, 100.50.')] });
    const lost = await page(vendor, { maxRetries: 1, structuredOutput: 'prompt' });
    expect(lost).toMatchObject({ ...failed('INVALID_JSON', 2), rawText: 'Well, 100.50.' });
    expect(fake.requests[1]!.understood!.turns.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  });

  it('JSON in a fence, with words around it', async () => {
    await start({
      script: [say.text(`Here it is:\n\`\`\`json\n${JSON.stringify(invoice(0))}\n\`\`\`\nAnything else?`)],
    });
    expect(await page(vendor, { structuredOutput: 'prompt' })).toMatchObject({ ...good, attempts: 1 });
  });

  it('what does not fit the schema: issues, the text, and what it cost', async () => {
    await start({ script: () => say.value({ ...invoice(0), total: 'a lot' }) });
    const lost = await page(vendor, { maxRetries: 2 });
    expect(lost).toMatchObject(failed('VALIDATION_FAILED', 3));
    expect(lost.error!.issues).toMatchObject([{ path: '/total' }]);
    expect(lost.rawText).toContain('a lot');
    expect(lost.usage.requests).toBe(3);
  });

  it('a page that fails leaves the others as they are', async () => {
    await start({
      script: ({ understood }) => (understood.turns[0]!.text.includes('A-0001') ? say.refusal() : undefined),
    });
    const { data, failedPages } = await run(vendor, { pages: [0, 1, 2] });
    expect(data.map(({ data: value }) => value?.number)).toEqual(['A-0000', undefined, 'A-0002']);
    expect(failedPages).toEqual([1]);
  });
});
