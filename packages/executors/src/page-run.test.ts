import type { PageResult } from '@unifex/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PageRun, type PageRunOptions } from './page-run.ts';
import { WorkerPool } from './pool.ts';
import { range, testRef, testSource } from './test-backend.ts';
import { FakeTransport } from './test-transport.ts';

let transport: FakeTransport;
let pool: WorkerPool;

beforeEach(() => {
  vi.useFakeTimers();
  transport = new FakeTransport();
  pool = new WorkerPool(transport, 2);
});
afterEach(() => void vi.useRealTimers());

/** A run whose consumer takes what there is, and what became of it. */
class TestRun {
  readonly results: PageResult[] = [];
  error: unknown;
  over = false;
  readonly iterator: AsyncGenerator<PageResult, void, undefined>;

  constructor(pages: number, options: Partial<PageRunOptions> = {}) {
    this.iterator = new PageRun({
      pool,
      backend: testRef(),
      source: { kind: 'shared', source: testSource() },
      pages: range(pages),
      maxWorkers: 1,
      pageTimeoutMs: undefined,
      signal: undefined,
      ...options,
    }).results();
  }

  start(): this {
    void this.#consume();
    return this;
  }

  async #consume(): Promise<void> {
    try {
      for await (const result of this.iterator) this.results.push(result);
    } catch (error) {
      this.error = error;
    }
    this.over = true;
  }

  get brief(): string[] {
    return this.results.map((result) => (result.success ? `${result.index}` : `${result.index} ${result.error.code}`));
  }
}

/** Lets everything happen that waits for nothing. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

describe('a run', () => {
  it('opens the document, reads, and leaves the worker to others, with the document closed', async () => {
    const run = new TestRun(2).start();
    const worker = transport.at(0);
    expect(worker.sent.map(({ kind }) => kind)).toEqual(['open', 'read']);
    expect(worker.sentOf('read')).toMatchObject([{ pages: [0] }]);
    worker.open();
    worker.answer(0);
    worker.answer(1);
    await settle();
    expect(run.brief).toEqual(['0', '1']);
    expect(run.over).toBe(true);
    expect(worker.sentOf('close')).toHaveLength(1);
    expect(worker.referenced).toBe(false);
  });

  it('gives results in order, however they come', async () => {
    const run = new TestRun(3, { maxWorkers: 3 }).start();
    for (const worker of transport.started) worker.open();
    transport.at(2).answer(2);
    transport.at(1).answer(1);
    await settle();
    expect(run.brief).toEqual([]);
    transport.at(0).answer(0);
    await settle();
    expect(run.brief).toEqual(['0', '1', '2']);
  });

  it('asks for no more workers than it has pages for', () => {
    new TestRun(2, { maxWorkers: 1e10 }).start();
    expect(transport.started).toHaveLength(2);
  });

  it('fills a hand before it is empty when pages are quick', async () => {
    new TestRun(1000).start();
    const worker = transport.at(0);
    worker.open();
    worker.answer(0, 1);
    await settle();
    expect(worker.sentOf('read').map(({ pages }) => pages.length)).toEqual([1, 8]);
    for (let index = 1; index <= 4; index++) worker.answer(index, 1);
    expect(worker.sentOf('read').map(({ pages }) => pages.length)).toEqual([1, 8, 4]);
  });

  it('leaves its workers to others while the consumer takes nothing, and holds no more than its window', async () => {
    const run = new TestRun(1000);
    const first = run.iterator.next();
    const worker = transport.at(0);
    worker.open();
    worker.answer(0, 1);
    await first;
    for (let index = 1; worker.referenced; index++) worker.answer(index, 1);
    expect(worker.sentOf('read').flatMap(({ pages }) => pages)).toEqual(range(17));
    await run.iterator.next();
    expect(worker.referenced).toBe(true);
    expect(worker.sentOf('open')).toHaveLength(1);
  });

  it('does not mind what is said of another document', async () => {
    const run = new TestRun(1).start();
    const worker = transport.at(0);
    worker.say({ kind: 'opened', documentId: -5 });
    worker.say({ kind: 'open-failed', documentId: -5, error: { name: 'E', code: 'ABORTED', message: 'other' } });
    worker.open();
    worker.answer(0);
    await settle();
    expect(run.brief).toEqual(['0']);
  });
});

describe('a worker that ends', () => {
  it('fails the page that it was on, and others read the rest of its hand', async () => {
    const run = new TestRun(1000).start();
    const worker = transport.at(0);
    worker.open();
    worker.answer(0, 1);
    await settle();
    worker.answer(1, 1);
    worker.exit('exit code 1', new Error('boom'));
    await settle();
    expect(run.brief).toEqual(['0', '1', '2 WORKER_CRASHED']);
    expect(run.results[2]).toMatchObject({
      error: {
        message: 'The worker thread ended while it read page 2; the other pages go on: exit code 1.',
        details: { page: 2, reason: 'exit code 1' },
        cause: { message: 'boom' },
      },
    });
    const next = transport.at(1);
    next.open();
    next.answer(3, 1);
    await settle();
    expect(run.brief.at(-1)).toBe('3');
  });

  it('is replaced once when it ended before the document was open, and the run gives up on the second', async () => {
    const run = new TestRun(2).start();
    transport.at(0).exit('exit code 9');
    await settle();
    expect(run.error).toBeUndefined();
    transport.at(1).exit('exit code 9', new Error('boom'));
    await settle();
    expect(run.error).toMatchObject({
      code: 'WORKER_CRASHED',
      message: 'The worker thread ended while it opened the document, as did the one before it: exit code 9.',
      cause: { message: 'boom' },
    });
    expect(transport.started).toHaveLength(2);
  });

  it('goes on with the others when some end at the opening', async () => {
    const run = new TestRun(3, { maxWorkers: 3 }).start();
    expect(transport.started).toHaveLength(3);
    transport.at(1).exit('exit code 9');
    transport.at(2).exit('exit code 9');
    await settle();
    const worker = transport.at(0);
    worker.open();
    worker.answer(0);
    worker.answer(1);
    worker.answer(2);
    await settle();
    expect(run.brief).toEqual(['0', '1', '2']);
    expect(transport.started).toHaveLength(3);
  });

  it('could not even be started', async () => {
    transport.refusal = new Error('no room');
    const run = new TestRun(2).start();
    await settle();
    expect(run.error).toMatchObject({ code: 'WORKER_CRASHED', message: expect.stringContaining('no room') });
  });
});

describe('time limits', () => {
  it('fails the page that is over it, kills its worker, and reads the others elsewhere', async () => {
    const run = new TestRun(2, { pageTimeoutMs: 1000 }).start();
    const worker = transport.at(0);
    worker.open();
    await vi.advanceTimersByTimeAsync(900);
    expect(worker.killed).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(worker.killed).toBe(true);
    expect(run.results[0]).toMatchObject({ success: false, error: { code: 'PAGE_TIMEOUT' } });
    expect(run.results[0]?.durationMs).toBeGreaterThanOrEqual(1000);
    transport.at(1).open();
    transport.at(1).answer(1);
    await settle();
    expect(run.brief).toEqual(['0 PAGE_TIMEOUT', '1']);
  });

  it('counts for each page from when the worker began with it', async () => {
    const run = new TestRun(1000, { pageTimeoutMs: 1000 }).start();
    const worker = transport.at(0);
    // The opening is not the page's own time.
    await vi.advanceTimersByTimeAsync(5000);
    worker.open();
    for (let index = 0; index < 4; index++) {
      await vi.advanceTimersByTimeAsync(700);
      worker.answer(index, 1);
    }
    expect(worker.killed).toBe(false);
    await vi.advanceTimersByTimeAsync(1100);
    expect(worker.killed).toBe(true);
    expect(run.brief).toEqual(['0', '1', '2', '3', '4 PAGE_TIMEOUT']);
  });

  it('ends a worker that never opens the document, and gives up on the second', async () => {
    const run = new TestRun(2, { pageTimeoutMs: 50 }).start();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(transport.at(0).killed).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(transport.at(0).killed).toBe(true);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(run.error).toMatchObject({
      code: 'WORKER_CRASHED',
      message: expect.stringContaining('it was ended because the document was not open after 30000 ms'),
    });
  });

  it('are none where none are asked for', async () => {
    const run = new TestRun(1).start();
    await vi.advanceTimersByTimeAsync(3_600_000);
    transport.at(0).open();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(run.over).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the end of a run', () => {
  it('waits for a worker that lets go of its pages, and keeps it', async () => {
    const controller = new AbortController();
    const run = new TestRun(5, { signal: controller.signal }).start();
    const worker = transport.at(0);
    worker.open();
    controller.abort();
    await vi.advanceTimersByTimeAsync(100);
    expect(run.over).toBe(false);
    worker.say({ kind: 'cancelled' });
    await settle();
    expect(run.error).toMatchObject({ code: 'ABORTED' });
    expect(worker.sent.map(({ kind }) => kind)).toEqual(['open', 'read', 'cancel', 'close']);
    expect([worker.killed, worker.referenced, vi.getTimerCount()]).toEqual([false, false, 0]);
  });

  it('kills a worker that does not, be it reading or opening', async () => {
    const controller = new AbortController();
    const run = new TestRun(5, { signal: controller.signal, maxWorkers: 2 }).start();
    transport.at(0).open();
    controller.abort();
    await vi.advanceTimersByTimeAsync(200);
    expect(transport.started.map(({ killed }) => killed)).toEqual([true, true]);
    expect(run.error).toMatchObject({ code: 'ABORTED' });
    expect(pool.size).toBe(0);
  });

  it('is not over before the workers are gone that it killed', async () => {
    const run = new TestRun(1, { pageTimeoutMs: 10 }).start();
    transport.at(0).diesAtOnce = false;
    transport.at(0).open();
    await vi.advanceTimersByTimeAsync(100);
    expect(run.brief).toEqual(['0 PAGE_TIMEOUT']);
    expect(run.over).toBe(false);
    transport.at(0).exit('killed');
    await settle();
    expect(run.over).toBe(true);
  });

  it('takes back wishes for workers', async () => {
    new TestRun(100, { maxWorkers: 2 }).start();
    const controller = new AbortController();
    const second = new TestRun(1, { signal: controller.signal }).start();
    const nobody = { onMessage: vi.fn(), onExit: vi.fn() };
    expect(pool.fewestHeldByWaiting(nobody)).toBe(0);
    controller.abort();
    await settle();
    expect(pool.fewestHeldByWaiting(nobody)).toBeUndefined();
    expect(second.error).toMatchObject({ code: 'ABORTED' });
  });

  it('comes with a document that cannot be opened', async () => {
    const run = new TestRun(5, { maxWorkers: 2 }).start();
    const { documentId } = transport.at(0);
    const error = { name: 'UnifexError', code: 'PASSWORD_WRONG' as const, message: 'no', details: { tries: 1 } };
    transport.at(0).say({ kind: 'open-failed', documentId, error });
    transport.at(0).say({ kind: 'cancelled' });
    transport.at(1).say({ kind: 'cancelled' });
    await settle();
    expect(run.error).toMatchObject({ code: 'PASSWORD_WRONG', message: 'no', details: { tries: 1 } });
    expect(transport.started.map(({ killed }) => killed)).toEqual([false, false]);
  });

  it('comes with the end of the pool', async () => {
    const run = new TestRun(5).start();
    await pool.close();
    await settle();
    expect(run.error).toMatchObject({
      code: 'ABORTED',
      message: expect.stringContaining('pool of workers was closed'),
    });
  });

  it('is heard by nobody twice: an exit while it cancels, a late result', async () => {
    const controller = new AbortController();
    const run = new TestRun(5, { signal: controller.signal }).start();
    const worker = transport.at(0);
    worker.open();
    controller.abort();
    worker.answer(0);
    worker.exit('exit code 1');
    await settle();
    expect(run.error).toMatchObject({ code: 'ABORTED' });
    expect(run.results).toEqual([]);
    expect([pool.size, vi.getTimerCount()]).toEqual([0, 0]);
  });
});

describe('two runs on one pool', () => {
  it('come to share its workers evenly, one by one', async () => {
    new TestRun(1000, { maxWorkers: 4 }).start();
    for (const worker of transport.started) worker.open();
    const second = new TestRun(1000, { maxWorkers: 4 }).start();
    expect(transport.started).toHaveLength(4);
    for (let index = 0; index < 4; index++) transport.at(index).answer(index);
    await settle();
    const documents = transport.started.map(({ documentId }) => documentId);
    const newest = Math.max(...documents);
    expect(documents.filter((id) => id === newest)).toHaveLength(2);
    expect(second.over).toBe(false);
  });

  it('take turns on a single worker', async () => {
    pool = new WorkerPool(transport, 1);
    const first = new TestRun(1000).start();
    const worker = transport.at(0);
    const firstDocument = worker.documentId;
    worker.open();
    worker.answer(0);
    const second = new TestRun(1000).start();
    expect(worker.documentId).toBe(firstDocument);
    worker.answer(1);
    expect(worker.documentId).toBe(firstDocument);
    // Its turn is over; it finishes the page in hand.
    await vi.advanceTimersByTimeAsync(1100);
    worker.answer(2);
    await settle();
    expect(worker.documentId).not.toBe(firstDocument);
    worker.open();
    worker.answer(0);
    await vi.advanceTimersByTimeAsync(1100);
    worker.answer(1);
    await settle();
    expect(worker.sentOf('read').at(-1)).toMatchObject({ documentId: firstDocument, pages: [3] });
    expect(worker.sentOf('open')).toHaveLength(2);
    expect([first.brief, second.brief]).toEqual([
      ['0', '1', '2'],
      ['0', '1'],
    ]);
  });
});
