/* What a server does not take, and what is sent instead: each is mended once, for the whole run, and told of. */
import { say, type AcceptedRequest, type FakeLlm } from '@unifex/llm-fakes';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { extractStructured } from '../index.ts';
import type { ExtractStructuredOptions, StructuredResult } from '../types.ts';
import { Invoice, invoice, invoices, truth } from './test-invoices.ts';
import { fakeServers } from './test-start.ts';
import { VENDORS } from './test-vendors.ts';

const start = fakeServers();
let pdf: Uint8Array;
beforeAll(async () => {
  pdf = await invoices(6);
});

type Options = Partial<ExtractStructuredOptions<typeof Invoice>>;

function run(fake: FakeLlm, name: string, options: Options = {}): Promise<StructuredResult<Invoice>> {
  const access = VENDORS.find((vendor) => vendor.name === name)!.access(fake);
  return extractStructured(pdf, {
    schema: Invoice,
    extractor: 'pdfium',
    pages: [0],
    input: 'text',
    ...access,
    ...options,
  });
}

const complaints = (fake: FakeLlm): number => fake.requests.filter(({ complaint }) => complaint !== undefined).length;
const accepted = (fake: FakeLlm): AcceptedRequest[] =>
  fake.requests.filter((request): request is AcceptedRequest => request.understood !== undefined);
const codes = ({ data }: StructuredResult<unknown>): string[] =>
  data.flatMap(({ warnings }) => warnings.map(({ code }) => code));

describe('temperature', () => {
  it('of a reasoning model is not sent when nobody asks for one', async () => {
    const fake = await start();
    const result = await run(fake, 'openai', { model: 'openai/gpt-5' });
    expect(result.data[0]).toMatchObject({ data: invoice(0), attempts: 1, warnings: [] });
    expect(accepted(fake)[0]!.understood.temperature).toBeUndefined();
  });

  it('that a reasoning model refuses is dropped, and stays dropped', async () => {
    const fake = await start();
    const options = { model: 'openai/o4-mini', temperature: 0.5, pages: [0, 1, 2], maxWorkers: 1 };
    const result = await run(fake, 'openai', options);
    expect(result.data.map(({ data }) => data)).toEqual([invoice(0), invoice(1), invoice(2)]);
    expect(codes(result)).toContain('temperature_ignored');
    expect(complaints(fake)).toBe(1);
    await run(fake, 'openai', options);
    expect(complaints(fake)).toBe(1);
  });

  it('of a compatible server that knows none', async () => {
    const fake = await start({ compatible: { temperature: false } });
    const result = await run(fake, 'compatible');
    expect(result.data[0]).toMatchObject({ data: invoice(0), attempts: 2 });
    // Nobody asked for a temperature, so nobody needs to hear that there is none.
    expect(codes(result)).toEqual([]);
  });
});

describe('the limit of the output', () => {
  it('has another name on older and on newer servers', async () => {
    const fake = await start({ compatible: { tokenField: 'max_tokens' } });
    expect((await run(fake, 'compatible', { maxOutputTokens: 500 })).data[0]).toMatchObject({
      data: invoice(0),
      attempts: 1,
    });
    const newer = await start({ compatible: { tokenField: 'max_completion_tokens' } });
    expect((await run(newer, 'compatible', { maxOutputTokens: 500 })).data[0]).toMatchObject({
      data: invoice(0),
      attempts: 2,
    });
    const official = await start();
    expect((await run(official, 'openai', { model: 'openai/gpt-5', maxOutputTokens: 500 })).data[0]).toMatchObject({
      attempts: 1,
    });
    expect(official.requests[0]!.body).toMatchObject({ max_completion_tokens: 500 });
  });
});

describe('a model that writes less than is asked for', () => {
  const SMALL = { model: 'anthropic/claude-3-haiku-20240307', structuredOutput: 'tool' } as const;

  it('is asked for what it can write, and from then on at once', async () => {
    const fake = await start();
    const first = await run(fake, 'anthropic', { ...SMALL, pages: [0, 1], maxWorkers: 1 });
    expect(first.data.map(({ data, attempts }) => [data, attempts])).toEqual([
      [invoice(0), 2],
      [invoice(1), 1],
    ]);
    expect(accepted(fake).map(({ understood }) => understood.maxOutputTokens)).toEqual([4096, 4096]);
    // Nobody asked for more.
    expect(codes(first)).toEqual([]);
    const wanted = await run(fake, 'anthropic', { ...SMALL, maxOutputTokens: 9000 });
    expect(wanted.data[0]).toMatchObject({ data: invoice(0), attempts: 1 });
    expect(codes(wanted)).toEqual(['output_limit_lowered']);
  });

  it('is not asked twice for more than that', async () => {
    const fake = await start({ script: () => say.truncated() });
    const { data } = await run(fake, 'anthropic', { ...SMALL, maxOutputTokens: 4096 });
    expect(data[0]).toMatchObject({ error: { code: 'TRUNCATED' } });
    expect(accepted(fake).every(({ understood }) => understood.maxOutputTokens === 4096)).toBe(true);
  });

  it('of OpenAI says it in other words', async () => {
    const fake = await start();
    const { data } = await run(fake, 'openai', { maxOutputTokens: 20_000 });
    expect(data[0]).toMatchObject({ data: invoice(0), attempts: 2 });
    expect(accepted(fake)[0]!.understood.maxOutputTokens).toBe(16_384);
  });
});

describe('the ladder of ways to ask for JSON', () => {
  it.each([
    ['json_schema', ['json_schema'], []],
    ['json_object', ['json_object'], ['output_fallback']],
    ['none', ['none'], ['output_fallback']],
  ] as const)('a compatible server that takes %s', async (structured, modes, warnings) => {
    const fake = await start({ compatible: { structured } });
    const result = await run(fake, 'compatible', { pages: [0, 1], maxWorkers: 1 });
    expect(result.data.map(({ data }) => data)).toEqual([invoice(0), invoice(1)]);
    expect(new Set(accepted(fake).map(({ understood }) => understood.structured))).toEqual(new Set(modes));
    expect(new Set(codes(result))).toEqual(new Set(warnings));
    // Only the first page goes down the ladder.
    expect(complaints(fake)).toBe({ json_schema: 0, json_object: 1, none: 2 }[structured]);
  });

  it('many pages at once go down together', async () => {
    const fake = await start({ compatible: { structured: 'none' }, latencyMs: 50 });
    const result = await run(fake, 'compatible', { pages: [0, 1, 2, 3, 4, 5], maxWorkers: 6 });
    expect(result.failedPages).toEqual([]);
    expect(new Set(accepted(fake).map(({ understood }) => understood.structured))).toEqual(new Set(['none']));
  });

  it('no rung below the one that the caller wants', async () => {
    const fake = await start({ compatible: { structured: 'json_object' } });
    const result = await run(fake, 'compatible', { structuredOutput: 'json_schema' });
    expect(result.data[0]!.error).toMatchObject({ code: 'SCHEMA_REJECTED', attempts: 1 });
  });

  it('a schema that names a parameter is still a schema', async () => {
    const fake = await start({
      script: ({ understood }) =>
        understood.structured === 'json_schema'
          ? say.error(
              'schema',
              "Invalid schema for response_format 'data': In context=('properties', 'temperature'), 'x' is not permitted",
              { param: 'response_format' },
            )
          : undefined,
    });
    const result = await run(fake, 'compatible');
    expect(result.data[0]).toMatchObject({ data: invoice(0), attempts: 2, warnings: [{ code: 'output_fallback' }] });
    expect(accepted(fake)[1]!.understood).toMatchObject({ structured: 'json_object', temperature: 0 });
  });

  it('Anthropic: a grammar that is too large becomes a tool', async () => {
    const fake = await start({
      script: ({ understood }) =>
        understood.structured === 'json_schema'
          ? say.error('schema', 'The compiled grammar is too large. Simplify your tool schemas.')
          : undefined,
    });
    const result = await run(fake, 'anthropic');
    expect(result.data[0]).toMatchObject({ data: invoice(0), attempts: 2, warnings: [{ code: 'output_fallback' }] });
    expect(accepted(fake).map(({ understood }) => understood.structured)).toEqual(['json_schema', 'tool']);
  });

  it('Anthropic: an old model, which has only tools', async () => {
    const fake = await start();
    const result = await run(fake, 'anthropic', { model: 'anthropic/claude-3-haiku' });
    // One for the limit of its output, one for the schema.
    expect(result.data[0]).toMatchObject({ data: invoice(0), attempts: 3 });
  });

  it('Anthropic: more optional fields than are taken go to a tool at once', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `field_${index}`);
    const schema = z.object(Object.fromEntries(names.map((name) => [name, z.string().optional()])));
    const fake = await start({ truth: () => ({ field_3: 'Paper' }) });
    const access = VENDORS.find(({ name }) => name === 'anthropic')!.access(fake);
    const result = await extractStructured(pdf, { ...access, schema, pages: [0], input: 'text' });
    expect(result.data[0]).toMatchObject({ data: { field_3: 'Paper' }, attempts: 1 });
    expect(accepted(fake)[0]!.understood.structured).toBe('tool');
    expect(codes(result)).toEqual(['schema_too_large']);
  });

  it('free form: JSON mode where there is one', async () => {
    for (const name of VENDORS.map((vendor) => vendor.name)) {
      const fake = await start({ truth: () => ({ anything: 1 }) });
      const access = VENDORS.find((vendor) => vendor.name === name)!.access(fake);
      const { data } = await extractStructured(pdf, { ...access, pages: [0], input: 'text' });
      expect(data[0]!.data).toEqual({ anything: 1 });
      expect(accepted(fake)[0]!.understood.structured).toBe(name === 'anthropic' ? 'none' : 'json_object');
    }
  });
});

describe('schemas of every kind, there and back', () => {
  const Hard = z.object({
    'Größe (cm)': z.number().min(0),
    rates: z.record(z.string(), z.number()),
    pair: z.tuple([z.string(), z.number()]),
    party: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('person'), first: z.string() }),
      z.object({ kind: z.literal('company'), vat: z.string().nullable() }),
    ]),
    note: z.string().optional(),
    tags: z.array(z.enum(['a', 'b'])).default([]),
    when: z.iso.date().nullable(),
  });
  const value = {
    'Größe (cm)': 12.5,
    rates: { net: 1, 'gross total': 1.19 },
    pair: ['x', 2] as [string, number],
    party: { kind: 'company' as const, vat: null },
    tags: ['b' as const],
    when: '2026-03-01',
  };

  it.each(VENDORS)('$name', async (vendor) => {
    for (const grounding of ['search', 'cite'] as const) {
      const fake = await start({ truth: () => value });
      const result = await extractStructured(pdf, {
        ...vendor.access(fake),
        schema: Hard,
        pages: [0],
        input: 'text',
        grounding,
      });
      expect(result.data[0]).toMatchObject({ error: null, attempts: 1 });
      expect(result.data[0]!.data).toEqual(value);
    }
  });

  it('names and values that every object of JavaScript has', async () => {
    const kind = z.enum(['constructor', 'invoice']).meta({ unifex: { labels: { invoice: ['Invoice'] } } });
    const schema = z.object({ kind, toString: z.string() });
    const fake = await start({ truth: () => ({ kind: 'constructor', toString: 'Paper' }) });
    const access = VENDORS.find(({ name }) => name === 'compatible')!.access(fake);
    const { data } = await extractStructured(pdf, { ...access, schema, pages: [0], input: 'text' });
    expect(data[0]).toMatchObject({ data: { kind: 'constructor', toString: 'Paper' }, error: null });
    expect(data[0]!.evidence!['/toString']).toMatchObject({ status: 'verified' });
  });

  it.each(VENDORS)('$name: a list at the root', async (vendor) => {
    const schema = z.array(z.object({ name: z.string() }));
    const fake = await start({ truth: () => [{ name: 'Paper' }, { name: 'Ink 0' }] });
    const result = await extractStructured(pdf, { ...vendor.access(fake), schema, pages: [0], input: 'text' });
    expect(result.data[0]!.data).toEqual([{ name: 'Paper' }, { name: 'Ink 0' }]);
    expect(result.data[0]!.evidence!['/1/name']).toMatchObject({ status: 'verified' });
    expect(accepted(fake)).toHaveLength(1);
    expect(truth(accepted(fake)[0]!).number).toBe('A-0000');
  });
});
