import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RateGate, sharedGate } from './rate-gate.ts';

const { signal } = new AbortController();

/** A server that takes so many requests in any second, each for some time, and says no to others. */
function server(
  perSecond: number,
  latencyMs: number,
  retryAfterMs?: number,
): { ask: (gate: RateGate) => Promise<boolean>; refused: () => number } {
  const taken: number[] = [];
  let refused = 0;
  return {
    refused: () => refused,
    ask: async (gate) => {
      const pass = await gate.enter(signal);
      const now = Date.now();
      const full = taken.filter((time) => time > now - 1000).length >= perSecond;
      if (!full) taken.push(now);
      else refused += 1;
      await new Promise((resolve) => setTimeout(resolve, full ? 5 : latencyMs));
      if (full) pass.limited(retryAfterMs);
      else pass.succeeded();
      return !full;
    },
  };
}

describe('RateGate', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('lets everybody in at once where nothing speaks against it', async () => {
    const gate = new RateGate();
    const passes = await Promise.all(Array.from({ length: 50 }, () => gate.enter(signal)));
    expect(passes).toHaveLength(50);
  });

  it.each([undefined, 1000])(
    'gets 20 pages through a server that takes 3 a second, with few refusals (Retry-After %s)',
    async (retryAfterMs) => {
      const gate = new RateGate();
      const { ask, refused } = server(3, 200, retryAfterMs);
      const start = Date.now();
      const page = async (): Promise<void> => {
        while (!(await ask(gate)));
      };
      const all = Promise.all(Array.from({ length: 20 }, page));
      await vi.advanceTimersByTimeAsync(60_000);
      let seconds = 0;
      await all.then(() => (seconds = (Date.now() - start) / 1000));
      expect(seconds).toBeLessThanOrEqual(60);
      expect(refused()).toBeLessThan(30);
      expect(gate.successes).toBe(20);
    },
  );

  it('lets nobody in before the time that the server asked for', async () => {
    const gate = new RateGate();
    (await gate.enter(signal)).limited(30_000);
    let entered = false;
    void gate.enter(signal).then(() => (entered = true));
    await vi.advanceTimersByTimeAsync(29_999);
    expect(entered).toBe(false);
    await vi.advanceTimersByTimeAsync(1100);
    expect(entered).toBe(true);
  });

  it('halves what is under way, and grows again', async () => {
    const gate = new RateGate();
    const passes = await Promise.all(Array.from({ length: 8 }, () => gate.enter(signal)));
    for (const pass of passes) pass.limited(0);
    let inside = 0;
    for (let i = 0; i < 40; i += 1) {
      void gate.enter(signal).then((pass) => {
        inside += 1;
        setTimeout(() => {
          inside -= 1;
          pass.succeeded();
        }, 10_000);
      });
    }
    await vi.advanceTimersByTimeAsync(9000);
    expect(inside).toBe(4);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(inside).toBeGreaterThan(4);
  });

  it('keeps to a number of requests a minute', async () => {
    const gate = new RateGate();
    gate.limitRpm(60);
    gate.limitRpm(600);
    let entered = 0;
    for (let i = 0; i < 10; i += 1) void gate.enter(signal).then(() => (entered += 1));
    await vi.advanceTimersByTimeAsync(3500);
    expect(entered).toBe(4);
  });

  it('lets go of who does not want to wait any more', async () => {
    const gate = new RateGate();
    (await gate.enter(signal)).limited(60_000);
    const controller = new AbortController();
    const waiting = gate.enter(controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(gate.enter(AbortSignal.abort())).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('counts an end once', async () => {
    const gate = new RateGate();
    const pass = await gate.enter(signal);
    pass.succeeded();
    pass.succeeded();
    pass.failed();
    expect(gate.successes).toBe(1);
  });
});

it('is the same for the same server and key', () => {
  const gate = sharedGate('a');
  expect(sharedGate('a')).toBe(gate);
  expect(sharedGate('b')).not.toBe(gate);
});
