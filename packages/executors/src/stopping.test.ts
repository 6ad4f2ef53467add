import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sharedExecutor } from './executors.ts';
import { closePools, default as executors, processExecutor, threadExecutor, warmPool } from './index.ts';
import type { PoolExecutor } from './pool-executor.ts';
import { testRef, testTask, witnessOf, type Act, type OpenAct } from './test-backend.ts';
import { brief, errorOf, isAlive, readAll, workersOf } from './test-results.ts';

/** The promise is 300 ms; a test that shares its machine with others must allow for more. */
const SOON_MS = 20_000;
/** By then a worker has begun with the page that it was given. */
const BEGUN_MS = 500;

describe.each([
  { noun: 'thread', make: threadExecutor },
  { noun: 'process', make: processExecutor },
])('an abort of a run on a $noun', ({ make }) => {
  let executor: PoolExecutor;
  beforeAll(() => void (executor = make()));
  beforeEach(() => executor.warm(1, testRef()));
  afterAll(() => executor[Symbol.asyncDispose]());

  it.each<{ act: Act; kept: number }>([
    { act: 'loop', kept: 0 },
    { act: 'hang', kept: 0 },
    { act: 'sleep 5', kept: 2 },
  ])('stops pages that do: $act', async ({ act, kept }) => {
    await executor.warm(2, testRef());
    const controller = new AbortController();
    const reason = new Error('enough');
    let abortedAt = 0;
    setTimeout(() => {
      abortedAt = performance.now();
      controller.abort(reason);
    }, 200);
    const run = executor.run(testTask(10_000, { every: act }), { maxWorkers: 2, signal: controller.signal });
    expect(await errorOf(run)).toMatchObject({ code: 'ABORTED', name: 'AbortError', cause: reason });
    expect(performance.now() - abortedAt).toBeLessThan(SOON_MS);
    // Workers that did not let go are gone, and the others are free.
    expect(executor.workers).toBeLessThanOrEqual(kept);
    expect(brief(await readAll(executor, testTask(2), { maxWorkers: 2 }))).toEqual(['0', '1']);
  });

  it.each<OpenAct>(['hang', 'loop'])('stops an opening that never ends (%s)', async (opening) => {
    const signal = AbortSignal.timeout(200);
    expect(await errorOf(executor.run(testTask(5, { opening }), { signal }))).toMatchObject({
      code: 'ABORTED',
    });
    expect(brief(await readAll(executor, testTask(1)))).toEqual(['0']);
  });

  it('stops workers that have not even started', async () => {
    await using own = make();
    const controller = new AbortController();
    const run = errorOf(own.run(testTask(5), { maxWorkers: 2, signal: controller.signal }));
    setTimeout(() => controller.abort(), 5);
    expect(await run).toMatchObject({ code: 'ABORTED' });
  });

  it('before the run starts nothing', async () => {
    await using own = make();
    expect(await errorOf(own.run(testTask(5), { signal: AbortSignal.abort() }))).toMatchObject({ code: 'ABORTED' });
    expect(own.workers).toBe(0);
  });

  it('stops the workers while the consumer is busy elsewhere', async () => {
    await using own = make();
    const controller = new AbortController();
    const run = own.run(testTask(100, { acts: { 1: 'hang' } }), { signal: controller.signal });
    await run.next();
    await pause(BEGUN_MS);
    controller.abort();
    await expect.poll(() => own.workers, { timeout: SOON_MS }).toBe(0);
    expect(await errorOf(run)).toMatchObject({ code: 'ABORTED' });
  });

  it('leaves other runs on the pool alone', async () => {
    const controller = new AbortController();
    const good = readAll(executor, testTask(30, { every: 'sleep 10' }));
    const bad = errorOf(executor.run(testTask(5, { every: 'hang' }), { signal: controller.signal }));
    setTimeout(() => controller.abort(), 100);
    expect(await bad).toMatchObject({ code: 'ABORTED' });
    expect((await good).every(({ success }) => success)).toBe(true);
  });

  it('is not needed to leave early: the page under way is stopped', async () => {
    const before = executor.workers;
    for await (const _ of executor.run(testTask(100, { acts: { 1: 'loop' } }))) {
      await pause(BEGUN_MS);
      break;
    }
    expect(executor.workers).toBe(before - 1);
    expect(brief(await readAll(executor, testTask(1)))).toEqual(['0']);
  });
});

it('no worker process is left running by an abort', async () => {
  await using executor = processExecutor();
  const controller = new AbortController();
  const task = testTask(3, { acts: { 1: 'loop', 2: 'hang' } });
  const run = executor.run(task, { maxWorkers: 1, signal: controller.signal });
  const first = await run.next();
  const pid = first.value?.success ? witnessOf(first.value.page).pid : 0;
  await pause(BEGUN_MS);
  expect(isAlive(pid)).toBe(true);
  controller.abort();
  expect(await errorOf(run)).toMatchObject({ code: 'ABORTED' });
  expect(isAlive(pid)).toBe(false);
});

describe('disposal', () => {
  it('ends a run that is going on, twice if need be, and the executor may be used again', async () => {
    const executor = threadExecutor();
    const run = errorOf(executor.run(testTask(5, { every: 'hang' })));
    await expect.poll(() => executor.workers).toBe(1);
    await Promise.all([executor[Symbol.asyncDispose](), executor[Symbol.asyncDispose]()]);
    expect(await run).toMatchObject({ code: 'ABORTED', message: expect.stringContaining('pool') });
    expect(executor.workers).toBe(0);
    await using again = executor;
    expect(brief(await readAll(again, testTask(2)))).toEqual(['0', '1']);
  });

  it('ends also a run whose bytes are still on their way', async () => {
    const executor = processExecutor();
    const run = errorOf(executor.run(testTask(5)));
    await executor[Symbol.asyncDispose]();
    expect(await run).toMatchObject({ code: 'ABORTED' });
    expect(executor.workers).toBe(0);
  });

  it('does not disturb a run that begins right after it was asked for', async () => {
    const executor = processExecutor();
    await executor.warm(2, testRef());
    const closing = executor[Symbol.asyncDispose]();
    const results = readAll(executor, testTask(4), { maxWorkers: 2 });
    await closing;
    expect(brief(await results)).toEqual(['0', '1', '2', '3']);
    await executor[Symbol.asyncDispose]();
  });
});

describe('the pools of the process', () => {
  afterAll(closePools);

  it('are two, started when they are needed, closed by closePools() and started anew', async () => {
    const thread = sharedExecutor('thread');
    const process = sharedExecutor('process');
    expect([executors.types, thread.type, process.type]).toEqual([['thread', 'process'], 'thread', 'process']);
    expect(executors.get('thread')).toBe(thread);
    expect([thread.workers, process.workers]).toEqual([0, 0]);
    const before = workersOf(await readAll(thread, testTask(1)));
    await readAll(process, testTask(1));
    expect([thread.workers, process.workers]).toEqual([1, 1]);
    await closePools();
    expect([thread.workers, process.workers]).toEqual([0, 0]);
    expect(workersOf(await readAll(thread, testTask(1)))).not.toEqual(before);
  });

  it('are no others', () => {
    expect(() => executors.get('fiber')).toThrow(
      expect.objectContaining({ code: 'EXECUTOR_UNKNOWN', message: expect.stringContaining('thread, process') }),
    );
  });
});

describe('warmPool', () => {
  afterAll(closePools);

  it.each(['thread', 'process'])('starts workers of the pool "%s", and imports the backend', async (type) => {
    await warmPool(type, { workers: 2, backend: testRef() });
    const executor = sharedExecutor(type);
    expect(executor.workers).toBe(2);
    await warmPool(type, { workers: 1 });
    expect(executor.workers).toBe(2);
  });

  it.each([
    ['data:text/javascript,process.exit(5)', 'WORKER_CRASHED', /ended: exit code 5/],
    ['data:text/javascript,export default 1', 'INVALID_OPTION', /it lacks apiVersion/],
    ['not-installed-anywhere', 'EXTRACTOR_NOT_INSTALLED', /npm install not-installed-anywhere/],
  ])('says what is wrong with the backend %s', async (module, code, message) => {
    for (const type of ['thread', 'process']) {
      await expect(warmPool(type, { workers: 1, backend: { ...testRef(), module } })).rejects.toMatchObject({
        code,
        message: expect.stringMatching(message),
      });
    }
  });

  it('refuses wrong options', async () => {
    await expect(warmPool('fiber', { workers: 1 })).rejects.toMatchObject({ code: 'EXECUTOR_UNKNOWN' });
    await expect(warmPool('thread', { workers: 0 })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    const backend = { ...testRef(), options: { callback: () => 1 } };
    await expect(warmPool('thread', { workers: 1, backend })).rejects.toMatchObject({ code: 'NOT_CLONEABLE' });
  });
});
