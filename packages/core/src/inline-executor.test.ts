import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Backend, DocumentReader } from './backend.ts';
import type { PageTask } from './executor.ts';
import { InlineExecutor, inlineExecutor } from './inline-executor.ts';
import { sourceFromBytes } from './load-source.ts';
import { all, fakeBackend, untilAborted, type FakeBackend, type FakeBehaviour } from './test-backend.ts';
import { pageOf } from './test-document.ts';

const source = sourceFromBytes(new TextEncoder().encode('words'));

async function opened(
  behaviour: FakeBehaviour,
  pages: readonly number[] = [0, 1, 2],
): Promise<{ backend: FakeBackend; task: PageTask; reader: DocumentReader }> {
  const backend = fakeBackend(behaviour);
  const reader = await backend.open(source, {}, { signal: new AbortController().signal });
  const ref = { apiVersion: 1, type: backend.type, module: backend.module, options: {} } as const;
  return { backend, reader, task: { backend: ref, source, pages, local: { backend, reader } } };
}

/** Counts how many pages are read at once. */
function counting(): { read: NonNullable<FakeBehaviour['read']>; most: () => number } {
  let now = 0;
  let most = 0;
  return {
    most: () => most,
    async read(index) {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      now -= 1;
      return pageOf(index);
    },
  };
}

describe('InlineExecutor', () => {
  it('gives a result for every page, in the order asked for, on the reader that is open', async () => {
    const { backend, task } = await opened({}, [2, 0, 1]);
    const results = await all(inlineExecutor.run(task));
    expect(results.map(({ index, success }) => [index, success])).toEqual([
      [2, true],
      [0, true],
      [1, true],
    ]);
    expect(backend.log).toEqual(['open', 'read 2', 'read 0', 'read 1']);
  });

  it('does nothing for no pages', async () => {
    const { task } = await opened({}, []);
    expect(await all(inlineExecutor.run(task, { maxWorkers: 4 }))).toEqual([]);
  });

  it.each([
    ['exclusive', 4, 1],
    ['shared', 1, 1],
    ['shared', 3, 3],
    ['shared', 50, 12],
  ] as const)(
    'reads of a backend that is %s with %d workers %d pages at once',
    async (concurrency, maxWorkers, most) => {
      const count = counting();
      const pages = Array.from({ length: 12 }, (_, index) => index);
      const { task } = await opened({ supports: { concurrency }, pageCount: 12, read: count.read }, pages);
      const results = await all(inlineExecutor.run(task, { maxWorkers }));
      expect(results.map(({ index }) => index)).toEqual(pages);
      expect(count.most()).toBe(most);
    },
  );

  it('keeps the order where pages of a shared reader finish out of it', async () => {
    const read = async (index: number) => {
      await new Promise((resolve) => setTimeout(resolve, (5 - index) * 4));
      return pageOf(index);
    };
    const { task } = await opened({ supports: { concurrency: 'shared' }, read }, [0, 1, 2, 3, 4]);
    const results = await all(inlineExecutor.run(task, { maxWorkers: 5 }));
    expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
  });

  it('reads no further ahead than a window: memory is bounded', async () => {
    const pages = Array.from({ length: 100 }, (_, index) => index);
    const { backend, task } = await opened({ supports: { concurrency: 'shared' }, pageCount: 100 }, pages);
    const results = inlineExecutor.run(task, { maxWorkers: 3 })[Symbol.asyncIterator]();
    await results.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(backend.log.filter((entry) => entry.startsWith('read')).length).toBeLessThanOrEqual(6);
    await results.return?.();
  });

  it.each(['exclusive', 'shared'] as const)('lets go of every page that was taken (%s)', async (concurrency) => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const pages = Array.from({ length: 50 }, (_, index) => index);
    const { task } = await opened({ supports: { concurrency }, pageCount: 50 }, pages);
    const taken: WeakRef<object>[] = [];
    const controller = new AbortController();
    const results = inlineExecutor.run(task, { maxWorkers: 2, signal: controller.signal })[Symbol.asyncIterator]();
    for (let i = 0; i < 40; i++) {
      const { value } = await results.next();
      taken.push(new WeakRef(value as object));
    }
    // A weak reference holds on until the end of the turn in which it was made.
    await new Promise((resolve) => setTimeout(resolve, 10));
    collectGarbage();
    expect(taken.filter((page) => page.deref() !== undefined).length).toBeLessThan(10);
    await results.return?.();
  });

  it('makes a page that fails a result, and reads the others', async () => {
    const read = (index: number) => {
      if (index === 1) throw new Error('bad page');
      return pageOf(index);
    };
    const { task } = await opened({ read });
    expect(await all(inlineExecutor.run(task))).toMatchObject([
      { index: 0, success: true },
      { index: 1, success: false, error: { code: 'PAGE_FAILED', message: 'Page 1 could not be read: bad page' } },
      { index: 2, success: true },
    ]);
  });

  it.each(['exclusive', 'shared'] as const)(
    'fails a page that takes too long, and goes on (%s)',
    async (concurrency) => {
      const { task } = await opened({
        supports: { concurrency },
        read: (index, { signal }) => (index === 1 ? untilAborted(signal) : pageOf(index)),
      });
      const results = await all(inlineExecutor.run(task, { pageTimeoutMs: 50, maxWorkers: 2 }));
      expect(results.map((result) => (result.success ? 'read' : result.error.code))).toEqual([
        'read',
        'PAGE_TIMEOUT',
        'read',
      ]);
    },
  );

  it('shares a reader that takes one page at a time between two runs', async () => {
    const count = counting();
    const { task } = await opened({ read: count.read });
    const runs = await Promise.all([all(inlineExecutor.run(task)), all(inlineExecutor.run(task))]);
    expect(runs.map((results) => results.map(({ index }) => index))).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    expect(count.most()).toBe(1);
  });
});

describe('stopping an inline run', () => {
  it('rejects at once for a signal that is aborted already', async () => {
    const { backend, task } = await opened({});
    await expect(all(inlineExecutor.run(task, { signal: AbortSignal.abort('no') }))).rejects.toMatchObject({
      code: 'ABORTED',
      cause: 'no',
    });
    expect(backend.log).toEqual(['open']);
  });

  it.each(['exclusive', 'shared'] as const)(
    'rejects while a page is read that does not heed it (%s)',
    async (concurrency) => {
      const controller = new AbortController();
      const { backend, task } = await opened(
        {
          supports: { concurrency },
          pageCount: 20,
          read: (index) => (index === 0 ? pageOf(0) : new Promise<never>(() => undefined)),
        },
        Array.from({ length: 20 }, (_, index) => index),
      );
      const run = inlineExecutor.run(task, { signal: controller.signal, maxWorkers: 2 })[Symbol.asyncIterator]();
      expect((await run.next()).value).toMatchObject({ index: 0, success: true });
      const next = run.next();
      controller.abort('enough');
      await expect(next).rejects.toMatchObject({ code: 'ABORTED', cause: 'enough' });
      expect(backend.log.filter((entry) => entry.startsWith('read')).length).toBeLessThan(6);
    },
  );

  it('gives no result after the abort, though one was ready', async () => {
    const controller = new AbortController();
    const { task } = await opened({ supports: { concurrency: 'shared' } });
    const run = inlineExecutor.run(task, { signal: controller.signal, maxWorkers: 3 })[Symbol.asyncIterator]();
    await run.next();
    controller.abort();
    await expect(run.next()).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await run.next()).toMatchObject({ done: true });
  });

  it('tells the pages that are being read when the loop is left', async () => {
    const signals: AbortSignal[] = [];
    const { backend, task } = await opened(
      {
        supports: { concurrency: 'shared' },
        pageCount: 50,
        read: (index, { signal }) => {
          signals.push(signal);
          return index === 0 ? pageOf(0) : untilAborted(signal);
        },
      },
      Array.from({ length: 50 }, (_, index) => index),
    );
    for await (const result of inlineExecutor.run(task, { maxWorkers: 2 })) if (result.index === 0) break;
    expect(signals.slice(1).every(({ aborted }) => aborted)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(backend.log.filter((entry) => entry.startsWith('read')).length).toBeLessThan(6);
  });
});

describe('a task without an open document', () => {
  it('is opened from its module, and closed again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unifex-inline-'));
    try {
      const path = join(folder, 'backend.mjs');
      writeFileSync(
        path,
        `const log = [];
        export default {
          apiVersion: 1, type: 'filed', module: import.meta.url, log,
          supports: { mediaTypes: ['text/plain'], environments: ['node'], concurrency: 'exclusive' },
          parseOptions: (input) => ({ ...input }),
          async open(source, options) {
            log.push('open ' + source.bytes.length + ' ' + JSON.stringify(options));
            return {
              pageCount: 1,
              extractPage: async (index) => ({ index, texts: [], tables: [] }),
              metadata: async () => ({ pageCount: 1 }),
              async [Symbol.asyncDispose]() { log.push('dispose'); },
            };
          },
        };`,
      );
      const module = pathToFileURL(path).href;
      const ref = { apiVersion: 1, type: 'filed', module, options: { a: 1 } } as const;
      const results = await all(new InlineExecutor().run({ backend: ref, source, pages: [0] }));
      expect(results).toMatchObject([{ index: 0, success: true }]);
      const { default: backend } = (await import(/* @vite-ignore */ module)) as {
        default: Backend & { log: string[] };
      };
      expect(backend.log).toEqual(['open 5 {"a":1}', 'dispose']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('of a package that is not installed says so', async () => {
    const ref = { apiVersion: 1, type: 'x', module: '@unifex-tests/nowhere', options: {} } as const;
    await expect(all(inlineExecutor.run({ backend: ref, source, pages: [0] }))).rejects.toMatchObject({
      code: 'EXTRACTOR_NOT_INSTALLED',
    });
  });
});

it('may be disposed of, twice, and used again', async () => {
  await inlineExecutor[Symbol.asyncDispose]();
  await inlineExecutor[Symbol.asyncDispose]();
  const { task } = await opened({});
  expect(await all(inlineExecutor.run(task))).toHaveLength(3);
});
