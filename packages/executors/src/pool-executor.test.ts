import { createExtractor, createRegistry, type PageResult } from '@unifex/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processExecutor, threadExecutor } from './executors.ts';
import type { PoolExecutor } from './pool-executor.ts';
import { countIn, range, testBackend, testRef, testTask, witnessOf } from './test-backend.ts';
import { brief, errorOf, readAll, witnesses, workersOf } from './test-results.ts';

describe.each([
  { noun: 'thread', make: threadExecutor },
  { noun: 'process', make: processExecutor },
])('$noun executor', ({ noun, make }) => {
  let executor: PoolExecutor;
  beforeAll(async () => {
    executor = make();
    await executor.warm(2, testRef());
  });
  afterAll(() => executor[Symbol.asyncDispose]());

  it('gives the pages in the order asked for, by several workers', async () => {
    const pages = [5, 3, 9, 0, 7, 1, 8, 2, 6, 4];
    const results = await readAll(executor, testTask(pages, { every: 'sleep 30' }), { maxWorkers: 2 });
    expect(brief(results)).toEqual(pages.map(String));
    expect(workersOf(results).size).toBe(2);
    expect(executor.workers).toBe(2);
  });

  it('keeps its workers warm between documents', async () => {
    const before = workersOf(await readAll(executor, testTask(8, { every: 'sleep 20' }), { maxWorkers: 2 }));
    const after = workersOf(await readAll(executor, testTask(8, { every: 'sleep 20' }), { maxWorkers: 2 }));
    expect(after).toEqual(before);
    expect(executor.workers).toBe(2);
  });

  it('makes one bad page one failed result, with everything that its error says', async () => {
    const results = await readAll(executor, testTask(4, { acts: { 1: 'throw' } }), { maxWorkers: 2 });
    expect(brief(results)).toEqual(['0', '1 DOCUMENT_CORRUPT', '2', '3']);
    expect(results[1]).toMatchObject({
      error: {
        name: 'UnifexError',
        message: 'Page 1 is torn.',
        details: { page: 1, list: [1, 'two'] },
        cause: { name: 'RangeError', message: 'the cause', stack: expect.stringContaining('test-backend') },
        stack: expect.stringContaining('test-backend'),
      },
    });
  });

  it('makes a page that cannot travel a failed result', async () => {
    const results = await readAll(executor, testTask(3, { acts: { 0: 'not-cloneable', 1: 'odd-details' } }));
    expect(brief(results)).toEqual(['0 NOT_CLONEABLE', '1 PROVIDER_ERROR', '2']);
  });

  it('throws what the backend throws at the opening', async () => {
    expect(await errorOf(executor.run(testTask(3, { opening: 'throw' }), { maxWorkers: 2 }))).toMatchObject({
      code: 'PASSWORD_WRONG',
      message: 'The password is wrong.',
      details: { tries: 1 },
    });
  });

  it('does not mind libraries that talk to the parent', async () => {
    expect(brief(await readAll(executor, testTask(3, { acts: { 1: 'chatter' } })))).toEqual(['0', '1', '2']);
  });

  it('does not mind a document that does not close', async () => {
    const pages = brief(await readAll(executor, testTask(2, { opening: 'dispose-throws' })));
    expect(pages).toEqual(['0', '1']);
    expect(brief(await readAll(executor, testTask(2)))).toEqual(['0', '1']);
  });

  it('closes a document when it is read, or left', async () => {
    await using own = make();
    await readAll(own, testTask(3));
    for await (const _ of own.run(testTask(100))) break;
    const [witness] = witnesses(await readAll(own, testTask(1)));
    expect(witness).toMatchObject({ opened: 3, closed: 2 });
  });

  it('reads nothing for no pages', async () => {
    await using own = make();
    expect(await readAll(own, testTask(0))).toEqual([]);
    expect(own.workers).toBe(0);
  });

  it.each([0, -1, 1.5, NaN, '2', null])('refuses maxWorkers: %j', async (maxWorkers) => {
    const run = executor.run(testTask(1), { maxWorkers: maxWorkers as number });
    expect(await errorOf(run)).toMatchObject({ code: 'INVALID_OPTION', details: { option: 'maxWorkers' } });
  });

  it('refuses options that are no plain data', async () => {
    const task = { ...testTask(1), backend: { ...testRef(), options: { callback: () => 1 } } };
    expect(await errorOf(executor.run(task))).toMatchObject({ code: 'NOT_CLONEABLE' });
  });

  it('says what to install when a worker cannot find the backend', async () => {
    const task = { ...testTask(1), backend: { ...testRef(), module: 'not-installed-anywhere' } };
    expect(await errorOf(executor.run(task))).toMatchObject({
      code: 'EXTRACTOR_NOT_INSTALLED',
      message: expect.stringContaining('npm install not-installed-anywhere'),
    });
  });

  it('streams 10,000 pages with no more than a window ahead of the consumer', async () => {
    const task = testTask(10_000, { every: 'count' });
    let taken = 0;
    let furthest = 0;
    for await (const result of executor.run(task, { maxWorkers: 2 })) {
      expect(result.index).toBe(taken);
      taken += 1;
      furthest = Math.max(furthest, countIn(task.source) - taken);
      // A slow consumer now and then gives the workers all the time to run ahead.
      if (taken % 2000 === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(taken).toBe(10_000);
    // Only threads count on this memory.
    expect(countIn(task.source)).toBe(noun === 'thread' ? 10_000 : 0);
    expect(furthest).toBeLessThanOrEqual(32);
    if (noun === 'thread') expect(furthest).toBeGreaterThan(1);
  });

  it('runs several documents at once on one pool, each in its own order', async () => {
    const tasks = range(4).map((at) => testTask(40, { acts: { [at]: 'throw' }, every: 'sleep 2' }));
    const runs = await Promise.all(tasks.map((task) => readAll(executor, task, { maxWorkers: 2 })));
    for (const [at, results] of runs.entries()) {
      expect(brief(results)).toEqual(
        range(40).map((index) => (index === at ? `${index} DOCUMENT_CORRUPT` : `${index}`)),
      );
    }
    expect(executor.workers).toBe(2);
  });

  it('lets a short document through while a long one is read', async () => {
    await using own = make();
    const long = own.run(testTask(1000, { every: 'sleep 5' }), { maxWorkers: 2 });
    await long.next();
    let longTaken = 1;
    let shortDone = false;
    const short = readAll(own, testTask(3), { maxWorkers: 2 }).then((results) => {
      shortDone = true;
      return results;
    });
    while (!shortDone && longTaken < 1000) {
      await long.next();
      longTaken += 1;
    }
    expect(brief(await short)).toEqual(['0', '1', '2']);
    expect(longTaken).toBeLessThan(1000);
    await long.return();
  });

  it('can be used by a page within a worker', async () => {
    const results = await readAll(executor, testTask(1, { every: 'nested' }));
    const [outer] = witnesses(results);
    const nested = outer?.nested as { pid: number; threadId: number }[];
    expect(nested).toHaveLength(4);
    const [first, , third] = nested;
    expect(first?.pid).toBe(outer?.pid);
    expect(first?.threadId).not.toBe(outer?.threadId);
    expect(third?.pid).not.toBe(outer?.pid);
  });

  it('serves extractors: order, failures, units, progress', async () => {
    const registry = createRegistry();
    await using extractor = await createExtractor(new Uint8Array([1]), testBackend, {
      pageCount: 5,
      acts: { 2: 'throw' },
      registry,
    });
    const events: { done: number; total: number; failed: number; pagesPerSecond: number }[] = [];
    const { document, pageResults, errors, success } = await extractor.extract({
      executor,
      maxWorkers: 2,
      unit: 'inches',
      onProgress: (event) => events.push(event),
    });
    expect(document.pages.map(({ index }) => index)).toEqual([0, 1, 3, 4]);
    expect(document.pages[0]?.width).toBeCloseTo(100 / 72);
    expect(brief(pageResults)).toEqual(['0', '1', '2 DOCUMENT_CORRUPT', '3', '4']);
    expect(errors).toMatchObject([{ page: 2, error: { code: 'DOCUMENT_CORRUPT' } }]);
    expect(success).toBe(false);
    expect(events.map(({ done, total, failed }) => `${done}/${total} ${failed}`)).toEqual([
      ...['1/5 0', '2/5 0', '3/5 1', '4/5 1', '5/5 1'],
    ]);
    expect(events.every(({ pagesPerSecond }) => pagesPerSecond > 0)).toBe(true);
  });
});

describe('thread executor', () => {
  it('shows all workers the very same memory', async () => {
    await using executor = threadExecutor();
    const task = testTask(40, { every: 'count' });
    const results = await readAll(executor, task, { maxWorkers: 2 });
    expect(witnesses(results).every(({ shared }) => shared)).toBe(true);
    expect(countIn(task.source)).toBe(40);
  });

  it('shares bytes that were not shared, without touching them', async () => {
    await using executor = threadExecutor();
    const bytes = new Uint8Array(4);
    const source = { kind: 'bytes' as const, bytes, info: { mediaType: 'a/b', size: 4 } };
    const results: PageResult[] = await readAll(executor, { ...testTask(3, { every: 'count' }), source });
    expect(witnesses(results).every(({ shared }) => shared)).toBe(true);
    expect([...bytes]).toEqual([0, 0, 0, 0]);
  });
});

describe('process executor', () => {
  it('shows no secret in the arguments of its processes', async () => {
    await using executor = processExecutor();
    const { readFile } = await import('node:fs/promises');
    for await (const result of executor.run(testTask(2, { password: 'hunter2', every: 'sleep 1' }))) {
      const { pid, argv, execArgv } = result.success ? witnessOf(result.page) : { pid: 0, argv: [], execArgv: [] };
      expect(pid).not.toBe(process.pid);
      expect([...argv, ...execArgv].join(' ')).toMatch(/worker\.ts/);
      expect([...argv, ...execArgv].join(' ')).not.toContain('hunter2');
      if (process.platform !== 'linux') continue;
      for (const file of ['cmdline', 'environ']) {
        expect(await readFile(`/proc/${pid}/${file}`, 'utf8')).not.toContain('hunter2');
      }
    }
  });
});
