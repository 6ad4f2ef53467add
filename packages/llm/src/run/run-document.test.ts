import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LlmRequest } from '../adapter.ts';
import { estimate } from '../estimate.ts';
import { extractStructured } from '../extract-structured.ts';
import { failure, scriptedAdapter } from '../test-adapter.ts';
import { fakeExtractor } from '../test-extractor.ts';
import { fast, Item, pageOf, PAGES, truth } from '../test-pages.ts';

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

  it('tells of every window that is finished, failed ones too, and not of those that are asked about in halves', async () => {
    const model = scriptedAdapter((request) => {
      const images = request.turns[0]!.parts.filter(({ type }) => type === 'image').length;
      if (images > 1) return failure('CONTEXT_EXCEEDED');
      return pageOf(request) === 1 ? failure('REFUSAL') : said[pageOf(request)];
    });
    const told: [readonly number[], string | undefined][] = [];
    await extractStructured(fakeExtractor(pages), {
      model,
      schema: Contract,
      mode: 'document',
      merge: { allowPartial: true },
      maxWorkers: 1,
      ...fast,
      onWindow: ({ pages: of, error }) => told.push([of, error?.code]),
    });
    expect(told).toEqual([
      [[2], undefined],
      [[0], undefined],
      [[1], 'REFUSAL'],
    ]);
  });

  it('has windows, and no pages, to tell of', async () => {
    const model = scriptedAdapter([{}]);
    const onPage = (): void => undefined;
    await expect(extractStructured(fakeExtractor(pages), { model, mode: 'document', onPage })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: "The option `onPage` belongs to `mode: 'page'`; here it is `onWindow`.",
    });
    const foreign = { onWindow: onPage } as object;
    await expect(extractStructured(fakeExtractor(pages), { model, ...foreign })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
    });
    expect(model.requests).toEqual([]);
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
      return images > 1 ? failure('CONTEXT_EXCEEDED') : said[pageOf(request)];
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
