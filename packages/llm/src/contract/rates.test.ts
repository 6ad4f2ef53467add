/* Servers that allow few requests: nobody's page is lost, and the server is not hammered meanwhile. The tests run beside each other. */
import { randomUUID } from 'node:crypto';
import { say, startFakeLlm, type FakeLlm, type FakeLlmOptions } from '@unifex/llm-fakes';
import { beforeAll, describe, expect, it } from 'vitest';
import { extractStructured } from '../index.ts';
import { Invoice, invoice, invoices, truth } from './test-invoices.ts';
import { VENDORS } from './test-vendors.ts';

const PAGES = 20;
let pdf: Uint8Array;
beforeAll(async () => {
  pdf = await invoices(PAGES);
});

/** Each with a key of its own, so that nobody waits at the gate of another. */
const start = (options: FakeLlmOptions = {}): Promise<FakeLlm> =>
  startFakeLlm({ truth, apiKey: `sk-fake-${randomUUID()}`, ...options });

describe.concurrent.each(VENDORS)('$name', (vendor) => {
  const forms = vendor.protocol === 'google' ? (['retry-info', 'none'] as const) : (['seconds', 'none'] as const);
  it.each(forms)('20 pages, 3 requests a second, Retry-After: %s', async (form) => {
    const rateLimit: FakeLlmOptions['rateLimit'] = { requests: 3, perMs: 1000, form };
    await using fake = await start({ rateLimit });
    const result = await extractStructured(pdf, {
      ...vendor.access(fake),
      schema: Invoice,
      extractor: 'pdfium',
      input: 'text',
      maxWorkers: 8,
    });
    expect(result.failedPages).toEqual([]);
    expect(result.data.map(({ data }) => data)).toEqual(Array.from({ length: PAGES }, (_, page) => invoice(page)));
    const refused = fake.requests.filter(({ status }) => status === 429).length;
    expect(fake.requests).toHaveLength(PAGES + refused);
    // A client that takes the waits one by one is refused 33 times and more.
    expect(refused).toBeLessThanOrEqual(20);
    expect(result.usage.requests).toBe(PAGES);
  });
});

it.concurrent('two runs at once share what the server allows', async () => {
  await using fake = await start({ rateLimit: { requests: 5, perMs: 1000, form: 'milliseconds' } });
  const access = VENDORS[0]!.access(fake);
  const run = (): Promise<{ failedPages: number[] }> =>
    extractStructured(pdf, {
      ...access,
      schema: Invoice,
      extractor: 'pdfium',
      pages: [0, 1, 2, 3, 4, 5],
      input: 'text',
      maxWorkers: 6,
    });
  const results = await Promise.all([run(), run()]);
  expect(results.map(({ failedPages }) => failedPages)).toEqual([[], []]);
});

it.concurrent('a server that is overloaded for a while', async () => {
  await using fake = await start({
    script: ({ index }) => (index < 6 ? say.overloaded({ ms: 300, form: 'milliseconds' }) : undefined),
  });
  const access = VENDORS.find(({ name }) => name === 'anthropic')!.access(fake);
  const result = await extractStructured(pdf, {
    ...access,
    schema: Invoice,
    extractor: 'pdfium',
    pages: [0, 1, 2, 3],
    input: 'text',
    maxWorkers: 4,
  });
  expect(result.failedPages).toEqual([]);
});

it.concurrent('rpm: requests are spread over the minute', async () => {
  await using fake = await start();
  const access = VENDORS.find(({ name }) => name === 'openai, responses')!.access(fake);
  const options = {
    ...access,
    transport: { rpm: 300 },
    schema: Invoice,
    extractor: 'pdfium',
    pages: [0, 1, 2, 3],
    input: 'text',
    maxWorkers: 4,
  } as const;
  await extractStructured(pdf, options);
  const times = fake.requests.map(({ arrivedAt }) => arrivedAt);
  expect(times.at(-1)! - times[0]!).toBeGreaterThan(500);
});
