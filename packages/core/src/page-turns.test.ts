import { describe, expect, it, vi } from 'vitest';
import type { DocumentReader } from './backend.ts';
import type { Page } from './model.ts';
import { readAtOnce, readInTurn } from './page-turns.ts';
import { pageOf } from './test-document.ts';

const { signal } = new AbortController();

/** A reader whose pages are finished by hand. */
function handReader(): {
  reader: DocumentReader;
  started: { index: number; signal: AbortSignal; finish: () => void; fail: (error: Error) => void }[];
} {
  const started: ReturnType<typeof handReader>['started'] = [];
  const reader: DocumentReader = {
    pageCount: 10,
    extractPage(index, context) {
      const { promise, resolve, reject } = Promise.withResolvers<Page>();
      started.push({ index, signal: context.signal, finish: () => resolve(pageOf(index)), fail: reject });
      return promise;
    },
    metadata: async () => ({ pageCount: 10 }),
    [Symbol.asyncDispose]: async () => undefined,
  };
  return { reader, started };
}

/** Lets everything go on that waits for nothing but a turn. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('readInTurn', () => {
  it('reads one page of a reader at a time, whoever asks', async () => {
    const { reader, started } = handReader();
    const results = [0, 1, 2].map((index) => readInTurn(reader, index, { signal }));
    for (const [i, result] of results.entries()) {
      await settle();
      expect(started.map(({ index }) => index)).toEqual([0, 1, 2].slice(0, i + 1));
      started[i]?.finish();
      expect(await result).toMatchObject({ index: i, success: true });
    }
  });

  it('reads pages of two readers at once', async () => {
    const [one, two] = [handReader(), handReader()];
    const results = [readInTurn(one.reader, 0, { signal }), readInTurn(two.reader, 0, { signal })];
    await settle();
    expect([one.started.length, two.started.length]).toEqual([1, 1]);
    one.started[0]?.finish();
    two.started[0]?.finish();
    expect(await Promise.all(results)).toMatchObject([{ success: true }, { success: true }]);
  });

  it('goes on after a page that failed', async () => {
    const { reader, started } = handReader();
    const results = [readInTurn(reader, 0, { signal }), readInTurn(reader, 1, { signal })];
    started[0]?.fail(new Error('bad page'));
    expect(await results[0]).toMatchObject({ success: false, error: { code: 'PAGE_FAILED' } });
    await settle();
    started[1]?.finish();
    expect(await results[1]).toMatchObject({ success: true });
  });

  it('fails a page whose time is up, tells the reader, and waits for it before the next page', async () => {
    const { reader, started } = handReader();
    const first = readInTurn(reader, 0, { signal, pageTimeoutMs: 30 });
    const second = readInTurn(reader, 1, { signal, pageTimeoutMs: 30_000 });
    expect(await first).toEqual({
      index: 0,
      success: false,
      durationMs: 30,
      error: expect.objectContaining({
        code: 'PAGE_TIMEOUT',
        message: 'Page 0 took longer than 30 ms. Raise `pageTimeoutMs`, or leave the page out.',
        details: { page: 0, pageTimeoutMs: 30 },
      }),
    });
    expect(started[0]?.signal.aborted).toBe(true);
    await settle();
    expect(started).toHaveLength(1);
    started[0]?.finish();
    await settle();
    started[1]?.finish();
    expect(await second).toMatchObject({ index: 1, success: true });
  });

  it('does not hold the pages after a reader that hangs for ever', async () => {
    const { reader, started } = handReader();
    const results = [0, 1, 2].map((index) => readInTurn(reader, index, { signal, pageTimeoutMs: 30 }));
    const [first, ...others] = await Promise.all(results);
    expect(first).toMatchObject({ error: { code: 'PAGE_TIMEOUT' } });
    for (const [i, other] of others.entries()) {
      expect(other).toMatchObject({
        index: i + 1,
        error: {
          code: 'PAGE_TIMEOUT',
          message: expect.stringContaining(`Page ${i + 1} was not read: the reader still hangs on page 0`),
          details: { page: i + 1, pageTimeoutMs: 30, blockedBy: 0 },
        },
      });
    }
    expect(started).toHaveLength(1);
  });

  it('counts a page only while it is read', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { reader, started } = handReader();
      const first = readInTurn(reader, 0, { signal });
      const second = readInTurn(reader, 1, { signal, pageTimeoutMs: 1000 });
      await vi.advanceTimersByTimeAsync(5000);
      started[0]?.finish();
      await first;
      await vi.advanceTimersByTimeAsync(999);
      started[1]?.finish();
      expect(await second).toMatchObject({ success: true });
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not begin a page that is not wanted any more', async () => {
    const { reader, started } = handReader();
    const controller = new AbortController();
    const first = readInTurn(reader, 0, { signal });
    const second = readInTurn(reader, 1, { signal: controller.signal });
    controller.abort();
    started[0]?.finish();
    await first;
    expect(await second).toMatchObject({ success: false, error: { code: 'ABORTED' } });
    expect(started).toHaveLength(1);
  });

  it('does not let the end of a late page free the page after it', async () => {
    const { reader, started } = handReader();
    await readInTurn(reader, 0, { signal, pageTimeoutMs: 20 });
    const second = readInTurn(reader, 1, { signal, pageTimeoutMs: 30_000 });
    started[0]?.finish();
    await settle();
    const third = readInTurn(reader, 2, { signal });
    await settle();
    expect(started.map(({ index }) => index)).toEqual([0, 1]);
    started[1]?.finish();
    await second;
    await settle();
    started[2]?.finish();
    expect(await third).toMatchObject({ success: true });
  });
});

describe('readAtOnce', () => {
  it('reads pages side by side, each with its own time', async () => {
    const { reader, started } = handReader();
    const slow = readAtOnce(reader, 0, { signal, pageTimeoutMs: 30 });
    const good = readAtOnce(reader, 1, { signal, pageTimeoutMs: 30_000 });
    expect(started).toHaveLength(2);
    started[1]?.finish();
    expect(await good).toMatchObject({ success: true });
    expect(await slow).toMatchObject({ error: { code: 'PAGE_TIMEOUT' } });
    expect(started[0]?.signal.aborted).toBe(true);
    expect(started[1]?.signal.aborted).toBe(false);
  });

  it('passes an abort on to the page', async () => {
    const { reader, started } = handReader();
    const controller = new AbortController();
    const reading = readAtOnce(reader, 0, { signal: controller.signal, pageTimeoutMs: 30_000 });
    controller.abort('left');
    expect(started[0]?.signal).toMatchObject({ aborted: true, reason: 'left' });
    started[0]?.fail(new Error('told to stop'));
    expect(await reading).toMatchObject({ success: false });
  });
});
