import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LlmAdapter, LlmPart } from '../adapter.ts';
import { prepareSchema } from '../schema/index.ts';
import { failure, scriptedAdapter, tokens } from '../test-adapter.ts';
import { RateGate } from '../transport/rate-gate.ts';
import { Redactor } from '../transport/redact.ts';
import { noSpending } from '../transport/send.ts';
import type { OutputMode, Schema } from '../types.ts';
import { ask, type Account, type Answer, type Asking, type Question } from './ask.ts';
import { Ways, type WaySettings } from './ways.ts';

const Total = z.object({ total: z.number().max(100) });
const { signal } = new AbortController();

interface Setup {
  readonly schema?: Schema | undefined;
  readonly maxRetries?: number;
  readonly maxOutputTokens?: number;
  readonly settings?: Partial<WaySettings>;
}

function asking(adapter: LlmAdapter, setup: Setup = {}): Asking {
  const { maxRetries = 2, maxOutputTokens, settings = {} } = setup;
  const schema = prepareSchema('schema' in setup ? setup.schema : Total, { dialect: 'openai', grounding: false });
  const ways = new Ways(adapter, schema, {
    temperature: undefined,
    structuredOutput: 'auto',
    maxOutputTokens: undefined,
    ...settings,
  });
  const transport = {
    adapter,
    gate: new RateGate(),
    redactor: new Redactor(['secret-key']),
    retries: 0,
    maxRetryAfterMs: 0,
  };
  return { transport, schema, ways, maxRetries, maxOutputTokens, timeoutMs: 1000 };
}

const question: Question = {
  system: 'system',
  parts: (mode: OutputMode): LlmPart[] => [{ type: 'text', text: `asked as ${mode}` }],
};

let account: Account;
beforeEach(() => {
  account = { ...noSpending(), finishReason: null, rawText: null, warnings: [] };
});

const answer = (adapter: LlmAdapter, setup?: Setup, of: Question = question): Promise<Answer> =>
  ask(asking(adapter, setup), of, account, signal);

describe('an answer', () => {
  it('is unwrapped, checked and accounted for', async () => {
    const adapter = scriptedAdapter([{ total: 5 }]);
    expect(await answer(adapter)).toMatchObject({ data: { total: 5 }, value: { total: 5 } });
    expect(account).toMatchObject({ requests: 1, finishReason: 'stop', rawText: '{"total":5}', usage: tokens(10, 5) });
    expect(adapter.requests[0]).toMatchObject({ system: 'system', output: { mode: 'json_schema' }, temperature: 0 });
  });

  it('may be any object where there is no schema, and nothing else', async () => {
    const adapter = scriptedAdapter(['[1]', { anything: [1] }], {
      outputModes: ['json_schema', 'json_object', 'prompt'],
    });
    expect(await answer(adapter, { schema: undefined })).toMatchObject({ data: { anything: [1] } });
    expect(adapter.requests.map(({ output }) => output.mode)).toEqual(['json_object', 'json_object']);
  });
});

describe('an answer that is not valid', () => {
  it('goes back with what is wrong, and only the last one', async () => {
    const adapter = scriptedAdapter(['Well…', { total: 500 }, { total: 50 }]);
    expect(await answer(adapter)).toMatchObject({ data: { total: 50 } });
    const turns = adapter.requests.map((request) => request.turns.slice(1).map(({ role, parts }) => [role, parts]));
    expect(turns[0]).toEqual([]);
    expect(turns[1]).toMatchObject([
      ['assistant', [{ text: 'Well…' }]],
      ['user', [{ text: expect.stringContaining('- It is no JSON.') }]],
    ]);
    expect(turns[2]).toMatchObject([
      ['assistant', [{ text: '{"total":500}' }]],
      ['user', [{ text: expect.stringContaining('- /total: ') }]],
    ]);
    expect(account).toMatchObject({ requests: 3, usage: { requests: 3, inputTokens: 30, outputTokens: 15 } });
  });

  it('is the end after so many corrections, with what was wrong', async () => {
    await expect(answer(scriptedAdapter([{ total: 500 }]), { maxRetries: 1 })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      facts: { issues: [{ path: '/total' }], rawText: '{"total":500}', attempts: 2 },
    });
    await expect(answer(scriptedAdapter(['']), { maxRetries: 0 })).rejects.toMatchObject({ code: 'INVALID_JSON' });
  });

  it('is not sent back where the check itself throws', async () => {
    const schema = z.object({ total: z.number().refine(() => JSON.parse('no JSON') as boolean) });
    const adapter = scriptedAdapter([{ total: 1 }]);
    await expect(answer(adapter, { schema })).rejects.toMatchObject({
      code: 'VALIDATOR_THREW',
      cause: { name: 'SyntaxError' },
    });
    expect(adapter.requests).toHaveLength(1);
  });

  it('has no turn of the model where it said nothing', async () => {
    const adapter = scriptedAdapter([{ finishReason: 'stop', text: null }, { total: 1 }]);
    await answer(adapter);
    expect(adapter.requests[1]!.turns[1]).toMatchObject({ parts: [{ text: '(no answer)' }] });
  });
});

describe('an answer that ends early', () => {
  const cut = { finishReason: 'length', text: '{"total":' };

  it.each<[string, Setup, (number | undefined)[]]>([
    ['of the caller', { maxOutputTokens: 100 }, [100, 200]],
    ['of the model, as far as it came', {}, [undefined, 10]],
  ])('gets twice the room %s', async (_name, setup, limits) => {
    const adapter = scriptedAdapter([cut, { total: 1 }]);
    expect(await answer(adapter, setup)).toMatchObject({ data: { total: 1 } });
    expect(adapter.requests.map(({ maxOutputTokens }) => maxOutputTokens)).toEqual(limits);
    expect(adapter.requests[1]!.turns).toHaveLength(1);
  });

  it('is the end the second time, also where the server does not give that much', async () => {
    for (const second of [cut, failure('BAD_REQUEST', { status: 400 }, 'max_tokens is too large')]) {
      const adapter = scriptedAdapter([cut, second]);
      await expect(answer(adapter)).rejects.toMatchObject({ code: 'TRUNCATED', facts: { rawText: '{"total":' } });
      expect(adapter.requests).toHaveLength(2);
    }
  });

  it.each([
    ['refusal', 'REFUSAL'],
    ['filter', 'CONTENT_FILTERED'],
  ])('by a %s is the end at once, with the words of it', async (finishReason, code) => {
    const adapter = scriptedAdapter([{ finishReason, refusal: 'no, secret-key' }]);
    await expect(answer(adapter)).rejects.toMatchObject({ code, message: expect.stringContaining('no, [redacted]') });
    expect(adapter.requests).toHaveLength(1);
    expect(account.finishReason).toBe(finishReason);
  });
});

describe('a request that the server does not take', () => {
  const modes = { outputModes: ['json_schema', 'json_object', 'prompt'] } as const;

  it('goes down the ladder, and stays there', async () => {
    const adapter = scriptedAdapter(
      ({ output }) =>
        output.mode === 'prompt' ? { total: 1 } : failure('SCHEMA_REJECTED', { remedy: 'next_output_mode' }),
      modes,
    );
    const setup = asking(adapter);
    await ask(setup, question, account, signal);
    await ask(setup, question, account, signal);
    expect(adapter.requests.map(({ output }) => output.mode)).toEqual([
      'json_schema',
      'json_object',
      'prompt',
      'prompt',
    ]);
    expect(adapter.requests.at(-1)!.turns[0]!.parts).toEqual([{ type: 'text', text: 'asked as prompt' }]);
    expect(adapter.requests.at(-1)!.output.schema).toBeUndefined();
    expect(setup.ways.warnings()).toMatchObject([{ code: 'output_fallback' }]);
  });

  it('takes many along that went the same rung', async () => {
    const adapter = scriptedAdapter(async ({ output }) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return output.mode === 'json_object' ? { total: 1 } : failure('SCHEMA_REJECTED', { remedy: 'next_output_mode' });
    }, modes);
    const setup = asking(adapter);
    await Promise.all(Array.from({ length: 5 }, () => ask(setup, question, account, signal)));
    expect(new Set(adapter.requests.map(({ output }) => output.mode))).toEqual(new Set(['json_schema', 'json_object']));
  });

  it('ends with the ladder, or on the one rung that the caller wants', async () => {
    const never = (): LlmAdapter =>
      scriptedAdapter([failure('SCHEMA_REJECTED', { remedy: 'next_output_mode' })], modes);
    await expect(answer(never())).rejects.toMatchObject({ code: 'SCHEMA_REJECTED' });
    const one = never();
    await expect(answer(one, { settings: { structuredOutput: 'json_object' } })).rejects.toMatchObject({
      code: 'SCHEMA_REJECTED',
    });
    expect(account.requests).toBe(4);
  });

  it('goes without a temperature, and so do all after it', async () => {
    const adapter = scriptedAdapter(
      ({ temperature }) =>
        temperature === undefined ? { total: 1 } : failure('BAD_REQUEST', { remedy: 'drop_temperature' }),
      { model: 'no-temperature' },
    );
    const setup = asking(adapter, { settings: { temperature: 0.5 } });
    await ask(setup, question, account, signal);
    expect(setup.ways.warnings()).toMatchObject([{ code: 'temperature_ignored' }]);
    // Another run, the same model.
    await answer(adapter);
    expect(adapter.requests.map(({ temperature }) => temperature)).toEqual([0.5, undefined, undefined]);
  });

  it('takes the other name for the limit of the output, once', async () => {
    const adapter = scriptedAdapter(
      ({ otherTokenField }) =>
        otherTokenField ? { total: 1 } : failure('BAD_REQUEST', { remedy: 'other_token_field' }),
      { model: 'other-field' },
    );
    await answer(adapter, { maxOutputTokens: 9 });
    expect(adapter.requests.map(({ otherTokenField }) => otherTokenField)).toEqual([false, true]);
    const neither = scriptedAdapter([failure('BAD_REQUEST', { remedy: 'other_token_field' })], { model: 'neither' });
    await expect(answer(neither, { maxOutputTokens: 9 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(neither.requests).toHaveLength(2);
  });

  it('goes with smaller images, as long as there are any', async () => {
    const adapter = scriptedAdapter([failure('REQUEST_TOO_LARGE', { remedy: 'smaller_image' }), { total: 1 }]);
    const smaller: Question = { ...question, system: 'smaller' };
    await answer(adapter, {}, { ...question, smaller: () => Promise.resolve(smaller) });
    expect(adapter.requests.map(({ system }) => system)).toEqual(['system', 'smaller']);
    expect(account.warnings).toMatchObject([{ code: 'image_downscaled' }]);
    const always = scriptedAdapter([failure('REQUEST_TOO_LARGE', { remedy: 'smaller_image' })]);
    await expect(answer(always)).rejects.toMatchObject({ code: 'REQUEST_TOO_LARGE' });
    expect(always.requests).toHaveLength(1);
  });
});

it.each<[string, Partial<LlmAdapter>, number | null | undefined, number | undefined]>([
  ['0 by itself', {}, undefined, 0],
  ['what the caller says', {}, 0.7, 0.7],
  ['nothing where the caller says never', {}, null, undefined],
  ['nothing where the model wants none', { defaultTemperature: null }, undefined, undefined],
  ['what the caller says, also then', { defaultTemperature: null }, 0.7, 0.7],
])('sends as temperature %s', async (_name, more, temperature, expected) => {
  const adapter = scriptedAdapter([{ total: 1 }], more);
  await answer(adapter, { settings: { temperature } });
  expect(adapter.requests[0]!.temperature).toBe(expected);
});
