import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processExecutor, threadExecutor } from './executors.ts';
import type { PoolExecutor } from './pool-executor.ts';
import { range, testRef, testTask, witnessOf, type Act } from './test-backend.ts';
import { brief, errorOf, isAlive, readAll, workersOf } from './test-results.ts';

const MADE = [
  { noun: 'worker thread', make: threadExecutor },
  { noun: 'worker process', make: processExecutor },
];

describe.each(MADE)('a page that takes its $noun down', ({ noun, make }) => {
  let executor: PoolExecutor;
  beforeAll(async () => {
    executor = make({ maxHeapMb: 64 });
    await executor.warm(2, testRef());
  });
  afterAll(() => executor[Symbol.asyncDispose]());

  const deaths: { act: Act; reason: RegExp; cause?: object }[] = [
    { act: 'exit', reason: /^exit code 7$/ },
    { act: 'uncaught', reason: /^an uncaught TypeError: stray error of page 2$/, cause: { name: 'TypeError' } },
    { act: 'reject', reason: /^an uncaught TypeError: stray rejection of page 2$/, cause: { name: 'TypeError' } },
    { act: 'out-of-memory', reason: /out of memory/ },
    ...(noun === 'worker process' ? [{ act: 'kill SIGKILL' as const, reason: /^signal SIGKILL/ }] : []),
  ];

  it.each(deaths)('($act) fails, and the others are read', async ({ act, reason, cause }) => {
    const results = await readAll(executor, testTask(6, { acts: { 2: act } }), { maxWorkers: 2 });
    expect(brief(results)).toEqual(['0', '1', '2 WORKER_CRASHED', '3', '4', '5']);
    expect(results[2]).toMatchObject({
      error: {
        message: expect.stringMatching(new RegExp(`^The ${noun} ended while it read page 2; the other pages go on: `)),
        details: { page: 2, reason: expect.stringMatching(reason) },
        ...(cause ? { cause } : {}),
      },
    });
  });

  it('is one of many, and every page has its result', async () => {
    const results = await readAll(executor, testTask(4, { every: 'exit' }), { maxWorkers: 2 });
    expect(brief(results)).toEqual(range(4).map((index) => `${index} WORKER_CRASHED`));
    expect(brief(await readAll(executor, testTask(2)))).toEqual(['0', '1']);
  });

  it('fails neither the pages of another document nor those in its own hand', async () => {
    const [bad, good] = await Promise.all([
      readAll(executor, testTask(30, { acts: { 20: 'exit' } }), { maxWorkers: 2 }),
      readAll(executor, testTask(30), { maxWorkers: 2 }),
    ]);
    expect(brief(bad).filter((text) => text.includes(' '))).toEqual(['20 WORKER_CRASHED']);
    expect(good.every(({ success }) => success)).toBe(true);
  });

  it('at the opening, ends the run after a second worker', async () => {
    await using own = make();
    expect(await errorOf(own.run(testTask(3, { opening: 'exit' })))).toMatchObject({
      code: 'WORKER_CRASHED',
      message: `The ${noun} ended while it opened the document, as did the one before it: exit code 3.`,
    });
    expect(own.workers).toBe(0);
    expect(brief(await readAll(own, testTask(2)))).toEqual(['0', '1']);
  });

  it('(loop, hang) is given up when its time is over, and the others are read', async () => {
    const options = { maxWorkers: 2, pageTimeoutMs: 1500 };
    const results = await readAll(executor, testTask(5, { acts: { 1: 'loop', 2: 'hang' } }), options);
    expect(brief(results)).toEqual(['0', '1 PAGE_TIMEOUT', '2 PAGE_TIMEOUT', '3', '4']);
    expect(results[1]).toMatchObject({ error: { details: { page: 1, pageTimeoutMs: 1500 } } });
    expect(results[1]?.durationMs).toBeGreaterThanOrEqual(1499);
  });
});

it('a worker process that is killed from outside fails the page that it was on', async () => {
  await using executor = processExecutor();
  const results: string[] = [];
  for await (const result of executor.run(testTask(4, { acts: { 1: 'hang' } }))) {
    results.push(...brief([result]));
    // It hangs on the next page by now.
    if (result.success && result.index === 0) process.kill(witnessOf(result.page).pid, 'SIGKILL');
  }
  expect(results).toEqual(['0', '1 WORKER_CRASHED', '2', '3']);
});

it('a worker process that was killed while it was idle is replaced', async () => {
  await using executor = processExecutor();
  const before = await readAll(executor, testTask(1));
  const [pid] = before.flatMap((result) => (result.success ? [witnessOf(result.page).pid] : []));
  process.kill(pid ?? 0, 'SIGKILL');
  await expect.poll(() => executor.workers).toBe(0);
  expect(isAlive(pid ?? 0)).toBe(false);
  const after = await readAll(executor, testTask(1));
  expect(brief(after)).toEqual(['0']);
  expect(workersOf(after)).not.toEqual(workersOf(before));
});

it.each([
  [{ maxHeapMb: 0 }, 'maxHeapMb'],
  [{ maxHeapMb: 'much' }, 'maxHeapMb'],
  [{ heap: 100 }, 'heap'],
])('the options %j are refused', (options, option) => {
  for (const { make } of MADE) {
    expect(() => make(options as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', details: expect.objectContaining({ option }) }),
    );
  }
});
