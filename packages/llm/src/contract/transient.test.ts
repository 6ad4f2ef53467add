/* Failures that may pass, with every provider: they are waited for and tried again. The tests run beside each other, as they wait. */
import { randomUUID } from 'node:crypto';
import { say, startFakeLlm, type FakeLlm, type FakeLlmOptions, type Step } from '@unifex/llm-fakes';
import { beforeAll, describe, expect, it } from 'vitest';
import { extractStructured } from '../index.ts';
import type { PageExtraction } from '../types.ts';
import { Invoice, invoice, invoices, truth } from './test-invoices.ts';
import { VENDORS, type Vendor } from './test-vendors.ts';

let pdf: Uint8Array;
beforeAll(async () => {
  pdf = await invoices(1);
});

const start = (options: FakeLlmOptions): Promise<FakeLlm> =>
  startFakeLlm({ truth, apiKey: `sk-fake-${randomUUID()}`, ...options });

/** Asks about a page by its text, with one repetition. */
async function page(vendor: Vendor, fake: FakeLlm): Promise<PageExtraction<Invoice>> {
  const { transport, ...access } = vendor.access(fake);
  const { data } = await extractStructured(pdf, {
    schema: Invoice,
    extractor: 'pdfium',
    input: 'text',
    ...access,
    transport: { ...transport, retries: 1 },
  });
  return data[0]!;
}

const TRANSIENT: readonly (readonly [name: string, step: () => Step, code: string])[] = [
  ['500', () => say.serverError(), 'SERVER_ERROR'],
  ['408', () => say.serverError(408), 'SERVER_ERROR'],
  ['409', () => say.serverError(409), 'SERVER_ERROR'],
  ['502, a page of a proxy', () => say.html(502), 'SERVER_ERROR'],
  ['overload', () => say.overloaded(), 'OVERLOADED'],
  ['429', () => say.rateLimited(), 'RATE_LIMITED'],
  ['a broken connection', () => say.reset(), 'CONNECTION'],
  ['200 and HTML', () => say.html(), 'INVALID_RESPONSE'],
  ['200 and {}', () => say.empty(), 'INVALID_RESPONSE'],
  ['200 and half a body', () => say.malformed(), 'INVALID_RESPONSE'],
];

describe.concurrent.each(VENDORS)('$name', (vendor) => {
  it.each(TRANSIENT)('%s: is tried again, and is the page’s error in the end', async (_name, step, code) => {
    await using fake = await start({ script: ({ index }) => (index === 1 ? undefined : step()) });
    expect(await page(vendor, fake)).toMatchObject({ data: invoice(0), error: null, attempts: 2, warnings: [] });
    const lost = await page(vendor, fake);
    expect(lost).toMatchObject({ data: null, attempts: 2, error: { code, attempts: 2, retryable: true } });
    expect(fake.requests).toHaveLength(4);
  });

  // Google's own form is in the body, where the others have none.
  const forms = [
    'seconds',
    'date',
    'milliseconds',
    ...(vendor.protocol === 'google' ? (['retry-info'] as const) : []),
  ] as const;
  it.each(forms)('Retry-After in %s is waited for', async (form) => {
    await using fake = await start({ script: [say.rateLimited({ ms: 1000, form })] });
    expect(await page(vendor, fake)).toMatchObject({ data: invoice(0), attempts: 2 });
    const [first, second] = fake.requests;
    // A date has whole seconds: the second that has begun when it is read counts as none.
    expect(second!.arrivedAt - first!.arrivedAt).toBeGreaterThan(form === 'date' ? 500 : 950);
  });
});
