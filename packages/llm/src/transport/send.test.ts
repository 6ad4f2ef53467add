import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LlmAdapter, LlmRequest, LlmResponse } from '../adapter.ts';
import { failure, scriptedAdapter, tokens } from '../test-adapter.ts';
import { RateGate } from './rate-gate.ts';
import { Redactor } from './redact.ts';
import { noSpending, send, type Spending } from './send.ts';

const controller = new AbortController();
const request: LlmRequest = {
  system: '',
  turns: [],
  output: { mode: 'prompt', name: 'x' },
  signal: controller.signal,
  timeoutMs: 1000,
};

function sending(
  adapter: LlmAdapter,
  more: { gate?: RateGate; retries?: number; maxRetryAfterMs?: number; signal?: AbortSignal } = {},
): { answer: Promise<LlmResponse>; spending: Spending } {
  const { gate = new RateGate(), retries = 2, maxRetryAfterMs = 120_000, signal = controller.signal } = more;
  const spending = noSpending();
  const transport = { adapter, gate, redactor: new Redactor(['secret-key']), retries, maxRetryAfterMs };
  const answer = send(transport, { ...request, signal }, spending);
  // What is asserted on later must not count as unhandled meanwhile.
  answer.catch(() => undefined);
  return { answer, spending };
}

describe('send', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each(['SERVER_ERROR', 'CONNECTION', 'TIMEOUT', 'INVALID_RESPONSE', 'RATE_LIMITED', 'OVERLOADED'] as const)(
    'repeats after %s, and gives up at last with what it was',
    async (code) => {
      const once = scriptedAdapter([failure(code, { retryable: true }), 'yes']);
      const { answer, spending } = sending(once);
      await vi.advanceTimersByTimeAsync(60_000);
      expect((await answer).text).toBe('yes');
      expect(spending).toMatchObject({ requests: 2, usage: { requests: 1, inputTokens: 10 } });
      const always = scriptedAdapter([failure(code, { retryable: true })]);
      const given = sending(always);
      await vi.advanceTimersByTimeAsync(120_000);
      await expect(given.answer).rejects.toMatchObject({ code });
      expect(always.requests).toHaveLength(3);
    },
  );

  it.each(['AUTHENTICATION', 'QUOTA_EXCEEDED', 'BAD_REQUEST', 'MODEL_NOT_FOUND'] as const)(
    'does not repeat after %s',
    async (code) => {
      const adapter = scriptedAdapter([failure(code)]);
      await expect(sending(adapter).answer).rejects.toMatchObject({ code });
      expect(adapter.requests).toHaveLength(1);
    },
  );

  it('waits as long as the server says, and not for longer than it may', async () => {
    const adapter = scriptedAdapter([failure('RATE_LIMITED', { retryable: true, retryAfterMs: 20_000 }), 'yes']);
    const { answer } = sending(adapter);
    await vi.advanceTimersByTimeAsync(19_900);
    expect(adapter.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect((await answer).text).toBe('yes');

    const tooLong = scriptedAdapter([failure('RATE_LIMITED', { retryable: true, retryAfterMs: 20_000 }), 'yes']);
    const gate = new RateGate();
    await expect(sending(tooLong, { maxRetryAfterMs: 10_000, gate }).answer).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      facts: { retryAfterMs: 20_000 },
    });
    await expect(gate.enter(controller.signal)).resolves.toBeDefined();
  });

  it('does not count refusals while others are served', async () => {
    const gate = new RateGate();
    const serve = setInterval(() => void gate.enter(controller.signal).then((pass) => pass.succeeded()), 50);
    const refusals = Array.from({ length: 8 }, () => failure('RATE_LIMITED', { retryable: true, retryAfterMs: 100 }));
    const { answer } = sending(scriptedAdapter([...refusals, 'yes']), { gate, retries: 2 });
    await vi.advanceTimersByTimeAsync(120_000);
    clearInterval(serve);
    expect((await answer).text).toBe('yes');
  });

  it('adds what failed attempts cost', async () => {
    const { answer, spending } = sending(
      scriptedAdapter([failure('SERVER_ERROR', { retryable: true, usage: tokens(7, 3) }), 'yes']),
    );
    await vi.advanceTimersByTimeAsync(10_000);
    await answer;
    expect(spending.usage).toMatchObject({ requests: 2, inputTokens: 17, outputTokens: 8 });
  });

  it('stops where it is when it is called off', async () => {
    const own = new AbortController();
    const adapter = scriptedAdapter([failure('SERVER_ERROR', { retryable: true, retryAfterMs: 60_000 })]);
    const { answer } = sending(adapter, { signal: own.signal });
    await vi.advanceTimersByTimeAsync(100);
    own.abort(new Error('enough'));
    await expect(answer).rejects.toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } });
  });

  it('gives what an adapter of somebody else throws a code, and keeps its secret', async () => {
    const adapter = scriptedAdapter([new Error('no luck with secret-key')]);
    await expect(sending(adapter).answer).rejects.toMatchObject({
      code: 'PROVIDER_ERROR',
      message: 'no luck with [redacted]',
    });
  });
});
