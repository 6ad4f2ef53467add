/* The vendors' own SDKs against the fake: what a script can make of an answer. */
import type Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFakeLlm, type FakeLlm } from '../fake-llm.ts';
import { say } from '../script.ts';
import { chat, clientsOf, content, message, type Clients } from './test-sdks.ts';

let fake: FakeLlm;
let clients: Clients;
beforeAll(async () => {
  fake = await startFakeLlm({ truth: () => ({ total: 12.5 }) });
  clients = clientsOf(fake);
});
afterAll(() => fake[Symbol.asyncDispose]());
beforeEach(() => void fake.requests.splice(0));

describe('scripts', () => {
  it('refusals, filters and truncation have three shapes', async () => {
    fake.enqueue(
      say.refusal('No.'),
      say.refusal('No.'),
      say.refusal('No.'),
      say.truncated('{"a'),
      say.truncated('{"a'),
      say.truncated('{"a'),
    );
    expect((await clients.openai().chat.completions.create(chat())).choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { refusal: 'No.', content: null },
    });
    expect(await clients.anthropic().messages.create(message())).toMatchObject({ stop_reason: 'refusal', content: [] });
    expect((await clients.google().models.generateContent(content())).promptFeedback).toMatchObject({
      blockReason: 'PROHIBITED_CONTENT',
    });
    expect((await clients.openai().chat.completions.create(chat())).choices[0]).toMatchObject({
      finish_reason: 'length',
      message: { content: '{"a' },
    });
    expect(await clients.anthropic().messages.create(message())).toMatchObject({ stop_reason: 'max_tokens' });
    expect((await clients.google().models.generateContent(content())).candidates![0]).toMatchObject({
      finishReason: 'MAX_TOKENS',
    });
  });

  it('a limit of the output cuts the answer off', async () => {
    const answer = await clients.openai().chat.completions.create(chat({ max_completion_tokens: 2 }));
    expect(answer.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: '{"total"' } });
  });

  it.each([
    ['seconds', 'retry-after', '1.5'],
    ['milliseconds', 'retry-after-ms', '1500'],
  ] as const)('Retry-After in %s', async (form, header, value) => {
    fake.enqueue(say.rateLimited({ ms: 1500, form }));
    const error: unknown = await clients
      .openai()
      .chat.completions.create(chat())
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect((error as InstanceType<typeof OpenAI.RateLimitError>).headers.get(header)).toBe(value);
  });

  it('Retry-After as a date, and in Google’s JSON', async () => {
    fake.enqueue(say.rateLimited({ ms: 5000, form: 'date' }), say.rateLimited({ ms: 1500, form: 'retry-info' }));
    const error = (await clients
      .anthropic()
      .messages.create(message())
      .catch((reason: unknown) => reason)) as InstanceType<typeof Anthropic.APIError>;
    const seconds = (Date.parse(error.headers!.get('retry-after')!) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(6);
    await expect(clients.google().models.generateContent(content())).rejects.toThrow('"retryDelay":"1.5s"');
  });

  it('quota, overload, server errors, other status', async () => {
    fake.enqueue(say.quota(), say.overloaded(), say.serverError(503), say.quota());
    await expect(clients.openai().chat.completions.create(chat())).rejects.toMatchObject({
      status: 429,
      code: 'insufficient_quota',
    });
    await expect(clients.anthropic().messages.create(message())).rejects.toMatchObject({ status: 529 });
    await expect(clients.openai().chat.completions.create(chat())).rejects.toMatchObject({ status: 503 });
    await expect(clients.google().models.generateContent(content())).rejects.toThrow('PerDay');
  });

  it('what is no answer', async () => {
    fake.enqueue(say.html(), say.empty(), say.malformed(), say.reset());
    expect((await clients.openai().chat.completions.create(chat())).choices).toBeUndefined();
    expect((await clients.openai().chat.completions.create(chat())).choices).toBeUndefined();
    await expect(clients.openai().chat.completions.create(chat())).rejects.toThrow();
    await expect(clients.openai().chat.completions.create(chat())).rejects.toBeInstanceOf(OpenAI.APIConnectionError);
    expect(fake.requests.map(({ status }) => status)).toEqual([200, 200, 200, undefined]);
  });

  it('hangs until the client goes', async () => {
    fake.enqueue(say.hang());
    await expect(clients.openai().chat.completions.create(chat(), { timeout: 50 })).rejects.toBeInstanceOf(
      OpenAI.APIConnectionTimeoutError,
    );
    await expect.poll(() => fake.requests[0]!.abandoned).toBe(true);
  });
});
