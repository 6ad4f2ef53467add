/*
 * The contract against the vendors themselves, for people with keys: `npm run test:live`, with UNIFEX_LIVE_LLM=1, the keys in the
 * vendors' environment variables and, where others than these are wanted, models in UNIFEX_LIVE_MODELS (comma-separated). It costs a
 * few cents. No test file, so that a run of the tests never asks anybody.
 */
import { describe, expect, it } from 'vitest';
import { extractStructured } from '../index.ts';
import { Invoice, invoice, invoices } from './test-invoices.ts';

const DEFAULTS: readonly (readonly [model: string, variables: readonly string[]])[] = [
  ['openai/gpt-4o-mini', ['OPENAI_API_KEY']],
  ['anthropic/claude-haiku-4-5', ['ANTHROPIC_API_KEY']],
  ['google/gemini-flash-latest', ['GEMINI_API_KEY', 'GOOGLE_API_KEY']],
];

/** The models that are named, else those that there are keys for. */
function models(): string[] {
  const named = process.env['UNIFEX_LIVE_MODELS'];
  if (named) return named.split(',').map((name) => name.trim());
  return DEFAULTS.filter(([, variables]) => variables.some((name) => process.env[name])).map(([model]) => model);
}

it('has a model to ask', () => {
  expect(models()).not.toEqual([]);
});

describe.each(models())('%s', (model) => {
  it.each(['image', 'text'] as const)('reads an invoice from its %s', async (input) => {
    const result = await extractStructured(await invoices(2), { model, schema: Invoice, input, maxWorkers: 2 });
    expect(result.data.map(({ error }) => error)).toEqual([null, null]);
    expect(result.data.map(({ data }) => data)).toEqual([invoice(0), invoice(1)]);
    expect(result.data[1]!.evidence!['/total']).toMatchObject({ status: 'verified' });
    expect(result.usage.totalTokens).toBeGreaterThan(0);
  });

  it('cites its rows', async () => {
    const options = { model, schema: Invoice, input: 'text', grounding: 'cite' } as const;
    const { data } = await extractStructured(await invoices(1), options);
    expect(data[0]!.data).toEqual(invoice(0));
    expect(data[0]!.evidence!['/number']).toMatchObject({ status: 'verified', where: 'cited' });
  });

  it('an unknown model, and a wrong key', async () => {
    const pdf = await invoices(1);
    const provider = model.slice(0, model.indexOf('/'));
    const unknown = await extractStructured(pdf, {
      model: `${provider}/no-such-model-1`,
      schema: Invoice,
      input: 'text',
    });
    expect(unknown.data[0]!.error).toMatchObject({ code: 'MODEL_NOT_FOUND' });
    const apiKey = 'sk-wrong-0123456789abcdef';
    const wrong = await extractStructured(pdf, { model, schema: Invoice, input: 'text', credentials: { apiKey } });
    expect(wrong.data[0]!.error).toMatchObject({ code: 'AUTHENTICATION' });
  });
});
