import { UnifexError } from '@unifex/core';
import { samplePath } from '@unifex/samples';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { extractStructured } from './extract-structured.ts';
import { failure, scriptedAdapter } from './test-adapter.ts';
import { fakeExtractor } from './test-extractor.ts';
import { Item, pageOf, PAGES, truth } from './test-pages.ts';
import type { StructuredResult } from './types.ts';

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
    const locked = extractStructured(samplePath('encrypted'), { model, extractor: 'pdfium' });
    await expect(locked).rejects.toMatchObject({ code: 'PASSWORD_REQUIRED' });
    const nothing = extractStructured(new TextEncoder().encode('%PDF-1.7 and no more'), { model, extractor: 'pdfium' });
    await expect(nothing).rejects.toMatchObject({ code: 'DOCUMENT_CORRUPT' });
    const schema = z.object({ when: z.date() });
    await expect(extractStructured(document, { model, schema })).rejects.toMatchObject({
      code: 'UNSUPPORTED_SCHEMA',
      details: { pointer: '/properties/when' },
    });
    expect(model.requests).toEqual([]);
  });
});
