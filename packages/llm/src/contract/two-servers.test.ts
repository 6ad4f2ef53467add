/* The same contract against two servers that were written apart: what passes here does not hang on one reading of a protocol. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { extractStructured } from '../index.ts';
import type { ExtractStructuredOptions, StructuredResult } from '../types.ts';
import { Invoice, invoice, invoices } from './test-invoices.ts';
import { SERVERS, type Asked, type Reply, type RunningServer } from './test-servers.ts';
import { VENDORS } from './test-vendors.ts';

let pdf: Uint8Array;
let running: RunningServer | undefined;
beforeAll(async () => {
  pdf = await invoices(4);
});
afterEach(async () => {
  await running?.[Symbol.asyncDispose]();
  running = undefined;
});

const truth = ({ text }: Asked): Reply => ({ say: JSON.stringify(invoice(Number(/A-(\d{4})/.exec(text)![1]))) });

describe.each(SERVERS)('$name', (server) => {
  describe.each(VENDORS)('$name', ({ protocol }) => {
    async function run(
      plan: (asked: Asked) => Reply,
      options: Partial<ExtractStructuredOptions<typeof Invoice>> = {},
    ): Promise<StructuredResult<Invoice>> {
      running = await server.start(plan);
      return extractStructured(pdf, {
        schema: Invoice,
        extractor: 'pdfium',
        pages: [0],
        input: 'text',
        ...running.access(protocol),
        ...options,
      });
    }

    it('all pages, in order, proved', async () => {
      const result = await run(truth, { pages: [0, 1, 2, 3] });
      expect(result.data.map(({ data }) => data)).toEqual([invoice(0), invoice(1), invoice(2), invoice(3)]);
      expect(result.data[3]!.evidence!['/total']).toMatchObject({ status: 'verified', method: 'number' });
      expect(result.usage).toMatchObject({ requests: 4 });
    });

    it('images', async () => {
      const result = await run(() => ({ say: JSON.stringify(invoice(0)) }), { input: 'image+text', dpi: 72 });
      expect(result.data[0]).toMatchObject({ data: invoice(0), warnings: [] });
    });

    it('a correction', async () => {
      const result = await run((asked) => (asked.answers === 0 ? { say: '{"number":1}' } : truth(asked)));
      expect(result.data[0]).toMatchObject({ data: invoice(0), attempts: 2 });
    });

    it('no JSON', async () => {
      const result = await run((asked) => (asked.answers === 0 ? { say: 'I have read it.' } : truth(asked)));
      expect(result.data[0]).toMatchObject({ data: invoice(0), attempts: 2 });
    });

    it('500, then an answer', async () => {
      const result = await run((asked) => (asked.times === 0 ? { status: 500, message: 'Oh.' } : truth(asked)));
      expect(result.data[0]).toMatchObject({ data: invoice(0), attempts: 2 });
    });

    it('429 with Retry-After, then an answer', async () => {
      const before = performance.now();
      const limited: Reply = { status: 429, message: 'Slow down.', retryAfterSeconds: 1 };
      const result = await run((asked) => (asked.times === 0 ? limited : truth(asked)));
      expect(result.data[0]).toMatchObject({ data: invoice(0), attempts: 2 });
      expect(performance.now() - before).toBeGreaterThan(950);
    });

    it('401', async () => {
      const result = await run(() => ({ status: 401, message: 'Who are you?' }));
      expect(result.data[0]!.error).toMatchObject({ code: 'AUTHENTICATION', status: 401, attempts: 1 });
    });

    it('an answer that is cut off', async () => {
      const cut: Reply = { say: '{"number":"A-00', finish: 'length' };
      const result = await run((asked) => (asked.times === 0 ? cut : truth(asked)), { maxOutputTokens: 500 });
      expect(result.data[0]).toMatchObject({ data: invoice(0), attempts: 2, finishReason: 'stop' });
    });

    it('usage', async () => {
      const result = await run((asked) => ({ ...truth(asked), usage: { input: 700, output: 30 } }));
      expect(result.usage).toMatchObject({ inputTokens: 700, outputTokens: 30, totalTokens: 730 });
    });
  });
});
