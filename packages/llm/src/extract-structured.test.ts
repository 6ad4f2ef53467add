import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnifexError } from '@unifex/core';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { LlmAdapter, LlmRequest } from './adapter.ts';
import { estimate } from './estimate.ts';
import { extractStructured } from './extract-structured.ts';
import { encodePng } from './run/encode-png.ts';
import { failure, scriptedAdapter } from './test-adapter.ts';
import { fakeExtractor } from './test-extractor.ts';
import type { PageExtraction, StructuredResult } from './types.ts';

const Item = z.object({ number: z.string(), total: z.number() });
const PAGES = Array.from({ length: 6 }, (_, i) => [`Invoice A-${i}`, `Total | ${100 + i}.50`]);
const fast = { transport: { retries: 0 } } as const;

/** Which page a request is about, by its text. */
function pageOf({ turns }: LlmRequest): number {
  const text = turns[0]!.parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  return Number(/Page (\d+) of/.exec(text)![1]) - 1;
}

const truth = (request: LlmRequest): unknown => ({ number: `A-${pageOf(request)}`, total: 100.5 + pageOf(request) });

describe('page by page', () => {
  it('gives typed data with its evidence, in the order asked for, whoever is finished first', async () => {
    // The first page is answered when the others are through.
    const { promise: others, resolve: release } = Promise.withResolvers<void>();
    const model = scriptedAdapter(async (request) => {
      if (pageOf(request) === 4) await others;
      return truth(request);
    });
    const finished: number[] = [];
    const result = await extractStructured(fakeExtractor(PAGES), {
      model,
      schema: Item,
      pages: [4, 0, 2],
      maxWorkers: 2,
      onPage: ({ page }) => {
        if (finished.push(page) === 2) release();
      },
    });
    expectTypeOf(result).toEqualTypeOf<StructuredResult<{ number: string; total: number }>>();
    expect(result.data.map(({ page, data }) => [page, data?.number])).toEqual([
      [4, 'A-4'],
      [0, 'A-0'],
      [2, 'A-2'],
    ]);
    expect(finished).toEqual([0, 2, 4]);
    expect(result.data[0]!.evidence!['/total']).toMatchObject({
      status: 'verified',
      method: 'number',
      spans: [{ page: 4 }],
    });
    expect(result).toMatchObject({
      provider: 'scripted',
      model: 'fake',
      failedPages: [],
      usage: { requests: 3, inputTokens: 30 },
    });
  });

  it('draws no page before it is its turn to be asked about', async () => {
    const document = fakeExtractor(PAGES);
    let open = 0;
    let ahead = 0;
    const model = scriptedAdapter(async (request) => {
      open += 1;
      ahead = Math.max(ahead, document.drawn.length - model.requests.length + open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open -= 1;
      return truth(request);
    });
    await extractStructured(document, { model, schema: Item, maxWorkers: 2 });
    expect(document.drawn.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(ahead).toBe(2);
  });

  it('fails a page alone', async () => {
    const broken = (page: number): unknown => (page === 1 ? new UnifexError('PAGE_FAILED', 'a crash') : undefined);
    const model = scriptedAdapter((request) =>
      pageOf(request) === 3 ? { finishReason: 'refusal', refusal: 'no' } : truth(request),
    );
    const { data, failedPages, usage } = await extractStructured(fakeExtractor(PAGES, { broken }), {
      model,
      schema: Item,
    });
    expect(failedPages).toEqual([1, 3]);
    expect(data[1]).toMatchObject({
      data: null,
      evidence: null,
      attempts: 0,
      error: { code: 'RENDER_FAILED', page: 1 },
    });
    expect(data[1]!.error!.message).toContain('a crash');
    expect(data[3]).toMatchObject({
      data: null,
      attempts: 1,
      finishReason: 'refusal',
      error: { code: 'REFUSAL', page: 3 },
    });
    expect(data.filter(({ error }) => !error)).toHaveLength(4);
    // The refusal was paid for.
    expect(usage.requests).toBe(5);
    expect(JSON.parse(JSON.stringify(data[3]!.error))).toEqual(data[3]!.error);
  });

  it.each(['AUTHENTICATION', 'PERMISSION', 'MODEL_NOT_FOUND', 'QUOTA_EXCEEDED'] as const)(
    'asks nothing more after %s',
    async (code) => {
      const model = scriptedAdapter([failure(code, { status: 400, requestId: 'r1' })]);
      const { data } = await extractStructured(fakeExtractor(PAGES), { model, schema: Item, maxWorkers: 1 });
      expect(model.requests).toHaveLength(1);
      expect(data.map(({ error, attempts }) => [error!.code, error!.page, error!.attempts, attempts])).toEqual(
        data.map((_, i) => [code, i, i === 0 ? 1 : 0, i === 0 ? 1 : 0]),
      );
      expect(data[1]!.error).not.toHaveProperty('requestId');
    },
  );

  it('is called off', async () => {
    const controller = new AbortController();
    const model = scriptedAdapter(async (request) => {
      if (pageOf(request) < 2) return truth(request);
      controller.abort(new Error('enough'));
      // Whoever does not heed the signal is not waited for.
      return await new Promise(() => undefined);
    });
    const finished: number[] = [];
    const run = extractStructured(fakeExtractor(PAGES), {
      model,
      schema: Item,
      maxWorkers: 1,
      signal: controller.signal,
      onPage: ({ page }) => finished.push(page),
    });
    await expect(run).rejects.toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } });
    expect(finished).toEqual([0, 1]);
    expect(model.requests).toHaveLength(3);
    const never = extractStructured(fakeExtractor(PAGES), { model, signal: AbortSignal.abort() });
    await expect(never).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('ends with what onPage throws, and leaves nothing under way', async () => {
    const signals: AbortSignal[] = [];
    const model = scriptedAdapter((request) => {
      signals.push(request.signal);
      return pageOf(request) === 0
        ? truth(request)
        : new Promise((resolve) => request.signal.addEventListener('abort', resolve));
    });
    const onPage = (): void => {
      throw new TypeError('of the caller');
    };
    const run = extractStructured(fakeExtractor(PAGES), { model, schema: Item, maxWorkers: 2, onPage });
    await expect(run).rejects.toThrow('of the caller');
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });

  it('leaves an extractor open that it was given', async () => {
    const document = fakeExtractor(PAGES);
    await extractStructured(document, { model: scriptedAdapter(truth), schema: Item, pages: [0] });
    expect(document.disposed).toBe(false);
  });

  it('adds up what everything cost', async () => {
    const model = scriptedAdapter([{ number: 1 }, { number: 'A', total: 1 }]);
    const { usage, data } = await extractStructured(fakeExtractor(PAGES.slice(0, 2)), {
      model,
      schema: Item,
      maxWorkers: 1,
      pricing: { input: 1_000_000, output: 2_000_000 },
    });
    expect(data.map(({ attempts, usage: own }) => [attempts, own.cost])).toEqual([
      [2, 40],
      [1, 20],
    ]);
    expect(usage).toMatchObject({ requests: 3, inputTokens: 30, outputTokens: 15, totalTokens: 45, cost: 60 });
  });
});

describe('what the model is shown', () => {
  const parts = async (
    options: object,
    document = fakeExtractor(PAGES),
  ): Promise<[string[], PageExtraction<unknown>]> => {
    const model = scriptedAdapter(truth);
    const { data } = await extractStructured(document, { model, schema: Item, pages: [1], ...fast, ...options });
    return [
      (model.requests[0]?.turns[0]?.parts ?? []).map((part) => (part.type === 'text' ? part.text : part.type)),
      data[0]!,
    ];
  };

  it.each([
    [{}, ['task', 'title', 'image']],
    [{ input: 'image' }, ['task', 'title', 'image']],
    [{ input: 'text' }, ['task', 'rows']],
    [{ input: 'image+text' }, ['task', 'title', 'image', 'rows']],
    [{ grounding: 'cite' }, ['task', 'title', 'image', 'numbered']],
    [{ grounding: 'cite', input: 'text' }, ['task', 'numbered']],
  ])('%j', async (options, expected) => {
    const [shown] = await parts(options);
    const kinds = shown.map((text) => {
      if (text === 'image') return 'image';
      if (text.startsWith('Extract the data')) return 'task';
      if (/^\d+\| Invoice A-1$/m.test(text)) return 'numbered';
      return text.includes('Invoice A-1') ? 'rows' : 'title';
    });
    expect(kinds).toEqual(expected);
  });

  it('begins with the same for every page', async () => {
    const model = scriptedAdapter(truth);
    await extractStructured(fakeExtractor(PAGES), { model, schema: Item, prompt: 'Only invoices.', input: 'text' });
    const starts = model.requests.map(({ system, turns }) => JSON.stringify([system, turns[0]!.parts[0]]));
    expect(new Set(starts).size).toBe(1);
    expect(model.requests[0]!.turns[0]!.parts[0]).toEqual({ type: 'text', text: 'Only invoices.', sharedPrefix: true });
    // Nobody else begins like a single question: writing a cache would only cost.
    await extractStructured(fakeExtractor(PAGES), { model, schema: Item, pages: [0] });
    expect(model.requests.at(-1)!.turns[0]!.parts[0]).not.toHaveProperty('sharedPrefix');
  });

  it('is the text where there can be no image, and nothing where there is neither', async () => {
    const [shown, page] = await parts({}, fakeExtractor(PAGES, { images: false }));
    expect(shown[1]).toContain('Invoice A-1');
    expect(page.warnings).toMatchObject([{ code: 'no_image' }]);
    const [, failed] = await parts({ input: 'image' }, fakeExtractor(PAGES, { images: false }));
    expect(failed.error).toMatchObject({ code: 'RENDER_FAILED', message: expect.stringContaining('@unifex/pdfium') });
  });

  it('is the image where the text cannot be read, and says so', async () => {
    const [, page] = await parts({}, fakeExtractor(PAGES, { unread: () => true }));
    expect(page).toMatchObject({ data: { number: 'A-1' }, warnings: [{ code: 'text_unreadable' }] });
    expect(page.evidence!['/number']!.status).toBe('unverified');
    const [, empty] = await parts({}, fakeExtractor([[], []]));
    expect(empty.warnings.map(({ code }) => code)).toContain('no_text_layer');
  });

  it('is a picture as it is, where nothing reads it', async () => {
    const model = scriptedAdapter([{ number: 'A', total: 1 }]);
    const png = await encodePng(new Uint8Array(16), 2, 2);
    const { data } = await extractStructured(png, { model, schema: Item, extractor: 'pdfium' });
    expect(data).toMatchObject([{ page: 0, data: { number: 'A' }, evidence: { '/number': { status: 'unverified' } } }]);
    const image = model.requests[0]!.turns[0]!.parts.find((part) => part.type === 'image');
    expect([...image!.data]).toEqual([...png]);
  });

  it('is the PDF itself where that is wanted and the vendor takes it', async () => {
    const pdf = await readFile(fileURLToPath(new URL('../../../samples/invoice.pdf', import.meta.url)));
    const model = scriptedAdapter([{ number: 'A', total: 1 }], { takesPdf: true });
    await extractStructured(pdf, { model, schema: Item, input: 'pdf', pages: [0], extractor: 'pdfium' });
    const [first, , about] = model.requests[0]!.turns[0]!.parts;
    expect(first).toMatchObject({ type: 'pdf', name: 'document' });
    expect(about).toMatchObject({ text: expect.stringContaining('page 1 of') });
    for (const refused of [scriptedAdapter([]), model]) {
      const source = refused === model ? fakeExtractor(PAGES) : pdf;
      await expect(extractStructured(source, { model: refused, input: 'pdf' })).rejects.toMatchObject({
        code: 'INVALID_OPTION',
      });
    }
  });
});

describe('a cache', () => {
  let cache: string;
  beforeEach(async () => void (cache = await mkdtemp(join(tmpdir(), 'unifex-cache-'))));
  afterEach(() => rm(cache, { recursive: true, force: true }));

  const run = (
    model: LlmAdapter,
    more: object = {},
    document = fakeExtractor(PAGES),
  ): Promise<StructuredResult<{ number: string; total: number }>> =>
    extractStructured(document, { model, schema: Item, cache, ...fast, ...more });

  it('asks only for what is missing', async () => {
    const failing = scriptedAdapter((request) => (pageOf(request) > 2 ? failure('SERVER_ERROR') : truth(request)));
    expect((await run(failing)).failedPages).toEqual([3, 4, 5]);
    const model = scriptedAdapter(truth);
    const { data, usage } = await run(model);
    expect(model.requests.map(pageOf)).toEqual([3, 4, 5]);
    expect(data.map(({ cached, attempts }) => [cached, attempts])).toEqual([
      ...Array.from({ length: 3 }, () => [true, 0]),
      ...Array.from({ length: 3 }, () => [false, 1]),
    ]);
    expect(data[0]).toMatchObject({
      data: { number: 'A-0', total: 100.5 },
      evidence: { '/total': { status: 'verified' } },
      error: null,
    });
    expect(usage.requests).toBe(3);
    const all = scriptedAdapter(truth);
    await run(all);
    expect(all.requests).toEqual([]);
  });

  it('gives kept pages also where nothing more can be asked', async () => {
    await run(scriptedAdapter(truth), { pages: [0] });
    const { data } = await run(scriptedAdapter([failure('AUTHENTICATION')]), { pages: [1, 0, 2], maxWorkers: 1 });
    expect(data.map(({ error, cached }) => [error?.code, cached])).toEqual([
      ['AUTHENTICATION', false],
      [undefined, true],
      ['AUTHENTICATION', false],
    ]);
  });

  it.each<[string, object]>([
    ['prompt', { prompt: 'Else.' }],
    ['schema', { schema: Item.extend({ more: z.string().optional() }) }],
    ['input', { input: 'text' }],
    ['grounding', { grounding: false }],
    ['temperature', { temperature: 0.5 }],
    ['output limit', { maxOutputTokens: 9 }],
    ['options of the vendor', { providerOptions: { seed: 1 } }],
    ['model', { model: scriptedAdapter(truth, { model: 'other' }) }],
    ['server', { model: scriptedAdapter(truth, { endpoint: 'http://other' }) }],
  ])('asks anew for another %s', async (_name, more) => {
    await run(scriptedAdapter(truth), { pages: [0] });
    expect((await run(scriptedAdapter(truth), { pages: [0] })).data[0]!.cached).toBe(true);
    expect((await run(scriptedAdapter(truth), { pages: [0], ...more })).data[0]!.cached).toBe(false);
  });

  it('asks anew for another page or another content', async () => {
    await run(scriptedAdapter(truth), { pages: [0] });
    const others = PAGES.map((rows) => [...rows, 'and more']);
    expect((await run(scriptedAdapter(truth), { pages: [0] }, fakeExtractor(others))).data[0]!.cached).toBe(false);
  });

  it('keeps what the model said, and lets the schema make of it what it does', async () => {
    const Day = z.object({ day: z.iso.date().transform((text) => new Date(text)) });
    const options = { model: scriptedAdapter([{ day: '2026-03-01' }]), schema: Day, cache, pages: [0] };
    await extractStructured(fakeExtractor(PAGES), options);
    const { data } = await extractStructured(fakeExtractor(PAGES), options);
    expect(data[0]).toMatchObject({ cached: true, data: { day: new Date('2026-03-01') } });
    expectTypeOf(data[0]!.data).toEqualTypeOf<{ day: Date } | null>();
  });

  it('is passed over where it is damaged, with a warning', async () => {
    await run(scriptedAdapter(truth), { pages: [0] });
    const [name] = await readdir(cache);
    await writeFile(join(cache, name!), '{"entry":');
    const { data } = await run(scriptedAdapter(truth), { pages: [0] });
    expect(data[0]).toMatchObject({ cached: false, error: null, warnings: [{ code: 'cache_corrupt' }] });
    expect((await run(scriptedAdapter(truth), { pages: [0] })).data[0]).toMatchObject({ cached: true, warnings: [] });
  });

  it('holds no secret', async () => {
    const more = { credentials: { apiKey: 'secret-key-1' }, headers: { 'x-key': 'secret-key-2' } };
    const model = scriptedAdapter(truth, { endpoint: 'https://user:secret-key-3@host/v1?key=secret-key-4' });
    await run(model, more);
    const names = await readdir(cache);
    expect(names).toHaveLength(6);
    for (const name of names) expect(name + (await readFile(join(cache, name), 'utf8'))).not.toMatch(/secret-key/);
    // Another key is no other answer.
    const other = await run(scriptedAdapter(truth, { endpoint: 'https://host/v1' }), { headers: { 'x-key': 'else' } });
    expect(other.data.every(({ cached }) => cached)).toBe(true);
  });
});

describe('what the caller got wrong', () => {
  it.each<[string, object]>([
    ['model', { model: 7 }],
    ['model', {}],
    ['maxWorkers', { maxWorkers: 0 }],
    ['maxRetries', { maxRetries: -1 }],
    ['dpi', { dpi: 0 }],
    ['temperature', { temperature: 'hot' }],
    ['input', { input: 'smell' }],
    ['grounding', { grounding: 'guess' }],
    ['structuredOutput', { structuredOutput: 'xml' }],
    ['pages', { pages: 3 }],
    ['pages', { pages: [1, 1] }],
    ['pricing', { pricing: { input: 1 } }],
    ['image', { image: { format: 'tiff' } }],
    ['transport', { transport: { retry: 1 } }],
    ['merge', { merge: {} }],
    ['merge', { mode: 'document', merge: { total: 'last' } }],
    ['merge', { mode: 'document', merge: { '/total': 'guess' } }],
    ['mode', { mode: 'book' }],
    ['tempreature', { tempreature: 1 }],
  ])('%s: %j', async (_option, options) => {
    const model = scriptedAdapter(truth);
    const wrong = 'model' in options || Object.keys(options).length === 0 ? options : { model, ...options };
    const run = extractStructured(fakeExtractor(PAGES), wrong as Parameters<typeof extractStructured>[1]);
    await expect(run).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    expect(model.requests).toEqual([]);
  });

  it('shows no secret', async () => {
    const model = scriptedAdapter(truth);
    for (const options of [
      { headers: { a: { b: 'secret-key' } } },
      { credentials: ['secret-key'] },
      { headers: 'secret-key' },
    ]) {
      const run = extractStructured(fakeExtractor(PAGES), { model, ...(options as object) });
      const error: unknown = await run.catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'INVALID_OPTION' });
      expect(JSON.stringify(error) + (error as Error).message).not.toContain('secret-key');
    }
  });

  it('throws before a request: a page, a model, a file, a schema that is none', async () => {
    const model = scriptedAdapter(truth);
    const document = fakeExtractor(PAGES);
    await expect(extractStructured(document, { model, pages: [6] })).rejects.toMatchObject({
      code: 'PAGE_OUT_OF_RANGE',
    });
    await expect(extractStructured(document, { model: 'llava' })).rejects.toMatchObject({ code: 'INVALID_MODEL' });
    await expect(extractStructured('nowhere.pdf', { model })).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
    const schema = z.object({ when: z.date() });
    await expect(extractStructured(document, { model, schema })).rejects.toMatchObject({
      code: 'UNSUPPORTED_SCHEMA',
      details: { pointer: '/properties/when' },
    });
    expect(model.requests).toEqual([]);
  });
});

describe('one value for the document', () => {
  const Contract = z.object({ title: z.string(), total: z.number(), parties: z.array(z.string()) });
  const said: Record<number, object> = {
    0: { title: 'Contract', parties: ['A', 'B'] },
    1: { title: null, parties: ['C'] },
    2: { title: 'Other', total: 102.5, parties: [] },
  };
  const pages = PAGES.slice(0, 3);
  /** So little that each page is a window of its own. */
  const apart = { mode: 'document', tokenBudget: 1, overlap: 0, input: 'text' } as const;

  it('asks once, with the schema as it is, where everything fits', async () => {
    const model = scriptedAdapter([{ title: 'T', total: 101.5, parties: [] }]);
    const result = await extractStructured(fakeExtractor(pages), { model, schema: Contract, mode: 'document' });
    expect(model.requests).toHaveLength(1);
    expect(result).toMatchObject({
      data: { title: 'T' },
      conflicts: [],
      windows: [{ pages: [0, 1, 2] }],
      provider: 'scripted',
    });
    expect(result.evidence!['/total']).toMatchObject({ status: 'verified', spans: [{ page: 1 }] });
    expect(model.requests[0]!.turns[0]!.parts.filter(({ type }) => type === 'image')).toHaveLength(3);
  });

  it('merges what windows say, and says where they disagree', async () => {
    const model = scriptedAdapter((request) => said[pageOf(request)]);
    const { data, conflicts, windows, usage } = await extractStructured(fakeExtractor(pages), {
      model,
      schema: Contract,
      ...apart,
    });
    expect(data).toEqual({ title: 'Contract', total: 102.5, parties: ['A', 'B', 'C'] });
    expect(conflicts).toMatchObject([
      {
        pointer: '/title',
        values: [
          { value: 'Contract', pages: [0] },
          { value: 'Other', pages: [2] },
        ],
      },
    ]);
    expect(windows.map((window) => window.pages)).toEqual([[0], [1], [2]]);
    expect(usage.requests).toBe(3);
  });

  it('keeps to the policy', async () => {
    const model = scriptedAdapter((request) => said[pageOf(request)]);
    const merge = { '/title': 'last', '/parties': 'longest' } as const;
    const { data } = await extractStructured(fakeExtractor(pages), { model, schema: Contract, ...apart, merge });
    expect(data).toEqual({ title: 'Other', total: 102.5, parties: ['A', 'B'] });
  });

  it('is no value where the merged one does not fit the schema', async () => {
    const model = scriptedAdapter([{ title: 'T', parties: [] }]);
    const run = extractStructured(fakeExtractor(pages), { model, schema: Contract, ...apart });
    await expect(run).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      facts: { issues: [{ path: '/total' }], usage: { requests: 3 } },
      details: { windows: [{ pages: [0] }, { pages: [1] }, { pages: [2] }] },
    });
  });

  it('throws when all windows are done, unless a part is enough', async () => {
    const answers = (request: LlmRequest): unknown =>
      pageOf(request) === 1 ? failure('SERVER_ERROR') : said[pageOf(request)];
    const model = scriptedAdapter(answers);
    const run = extractStructured(fakeExtractor(pages), { model, schema: Contract, ...apart, ...fast });
    await expect(run).rejects.toMatchObject({
      code: 'SERVER_ERROR',
      details: { pages: [1], windows: [{ error: null }, { error: { code: 'SERVER_ERROR' } }, { error: null }] },
    });
    expect(model.requests).toHaveLength(3);
    const partial = await extractStructured(fakeExtractor(pages), {
      model: scriptedAdapter(answers),
      schema: Contract,
      ...apart,
      ...fast,
      merge: { allowPartial: true },
    });
    expect(partial.data.parties).toEqual(['A', 'B']);
    expect(partial.windows[1]).toMatchObject({ pages: [1], error: { code: 'SERVER_ERROR' } });
  });

  it('splits what is more than the model can read', async () => {
    const asked: number[] = [];
    const model = scriptedAdapter((request) => {
      const images = request.turns[0]!.parts.filter(({ type }) => type === 'image').length;
      asked.push(images);
      return images > 1 ? failure('CONTEXT_EXCEEDED', { remedy: 'split_window' }) : said[pageOf(request)];
    });
    const { data, windows } = await extractStructured(fakeExtractor(pages), {
      model,
      schema: Contract,
      mode: 'document',
      ...fast,
    });
    expect(data.parties).toEqual(['A', 'B', 'C']);
    expect(windows.map((window) => window.pages)).toEqual([[0], [1], [2]]);
    expect(asked.toSorted()).toEqual([1, 1, 1, 2, 3]);
    const one = extractStructured(fakeExtractor(pages), {
      model: scriptedAdapter([failure('CONTEXT_EXCEEDED')]),
      mode: 'document',
      pages: [0],
      ...fast,
    });
    await expect(one).rejects.toMatchObject({ code: 'CONTEXT_EXCEEDED' });
  });
});

describe('estimate', () => {
  it('sends nothing, and counts requests and tokens', async () => {
    const model = scriptedAdapter(truth);
    const options = { model, schema: Item, pricing: { input: 10, output: 1 } };
    const images = await estimate(fakeExtractor(PAGES), options);
    const text = await estimate(fakeExtractor(PAGES), { ...options, input: 'text' });
    const whole = await estimate(fakeExtractor(PAGES), { ...options, input: 'text', mode: 'document' });
    expect([images.requests, text.requests, whole.requests]).toEqual([6, 6, 1]);
    expect(images.approxInputTokens).toBeGreaterThan(text.approxInputTokens);
    expect(text.approxInputTokens).toBeGreaterThan(whole.approxInputTokens);
    expect(whole.approxInputCost).toBeCloseTo(whole.approxInputTokens / 100_000);
    expect(model.requests).toEqual([]);
  });
});
