import {
  failedPage,
  InlineExecutor,
  type Executor,
  type PageResult,
  type PageTask,
  type RunOptions,
} from '@unifex/core';
import { describe, expect, it } from 'vitest';
import type { ExecutorSupports } from './executor-supports.ts';
import { testExecutor } from './test-executor.ts';
import { Collector } from './test-collector.ts';
import { ThreadAPageExecutor, type Flaws } from './test-thread-executor.ts';

const PLAIN: ExecutorSupports = { isolation: false, parallel: false, window: 2 };
const ISOLATED: ExecutorSupports = { isolation: true, parallel: true, window: 1 };
/** What hangs is found after this time; a quarter of it is what ought to be over in a blink. */
const LIMIT_MS = 5000;
/** For what is to pass, on whatever machine. */
const AMPLE_MS = 60_000;

function collect(supports: ExecutorSupports, makeExecutor: () => Executor, timeoutMs: number): Collector {
  const collector = new Collector();
  const { describe, it } = collector;
  testExecutor({ makeExecutor, supports, timeoutMs, describe, it });
  return collector;
}

type Run = (task: PageTask, options: RunOptions) => AsyncIterable<PageResult>;
const inline: Run = (task, options) => new InlineExecutor().run(task, options);

/** An executor whose runs are what they are made. */
function running(run: Run, dispose: () => Promise<void> = async () => undefined): () => Executor {
  return () => ({ type: 'broken', run: (task, options = {}) => run(task, options), [Symbol.asyncDispose]: dispose });
}

/** Runs as the inline executor does, with each result changed. Changed to undefined, it is left out. */
function changing(change: (result: PageResult) => PageResult | undefined): () => Executor {
  return running(async function* (task, options) {
    for await (const result of inline(task, options)) {
      const changed = change(result);
      if (changed) yield changed;
    }
  });
}

async function gather(results: AsyncIterable<PageResult>): Promise<PageResult[]> {
  const all: PageResult[] = [];
  for await (const result of results) all.push(result);
  return all;
}

const timers: NodeJS.Timeout[] = [];
let current: PageTask | undefined;
let disposed = false;

/** The group that finds the fault; or the test of it, where others of the group would hang. */
const FAULTS: readonly (readonly [fault: string, where: string, makeExecutor: () => Executor])[] = [
  ['leaves out a page', 'results', changing((result) => (result.index === 1 ? undefined : result))],
  [
    'gives the pages in the order of their numbers',
    'results',
    running((task, options) => inline({ ...task, pages: task.pages.toSorted((a, b) => a - b) }, options)),
  ],
  [
    'changes what a page says',
    'results',
    changing((result) => JSON.parse(JSON.stringify(result).replaceAll('漢', '?')) as PageResult),
  ],
  ['takes no time', 'results', changing((result) => ({ ...result, durationMs: Number.NaN }))],
  [
    'reads a page twice',
    'results',
    running(async function* (task, options) {
      await gather(inline({ ...task, pages: task.pages.slice(0, 1) }, options));
      yield* inline(task, options);
    }),
  ],

  [
    'throws for a page that fails',
    'failures',
    changing((result) => {
      if (!result.success) throw new Error(result.error.message);
      return result;
    }),
  ],
  [
    'leaves out the details of an error',
    'failures',
    changing((result) => (result.success ? result : failedPage(result.index, new Error(result.error.message), 0))),
  ],
  [
    'has a document that does not open as failed pages',
    'failures',
    running(async function* (task, options) {
      try {
        yield* inline(task, options);
      } catch (error) {
        for (const index of task.pages) yield failedPage(index, error, 0);
      }
    }),
  ],

  [
    'reads everything before it gives anything',
    'workers',
    running(async function* (task, options) {
      yield* await gather(inline(task, options));
    }),
  ],
  [
    'reads as many pages at once as there are',
    'workers',
    running((task, options) => inline(task, { ...options, maxWorkers: task.pages.length })),
  ],
  [
    'reads one page at a time',
    'reads as many pages of shared readers at once as there are workers',
    running((task, options) => inline(task, { ...options, maxWorkers: 1 })),
  ],

  [
    'does not heed its signal',
    'ends a run on a page that is stuck (hangs), and starts no other',
    running((task, { signal: _, ...options }) => inline(task, options)),
  ],
  [
    'ends a run that is aborted as if it were over',
    'abort',
    running(async function* (task, options) {
      try {
        yield* inline(task, options);
      } catch (error) {
        if (!options.signal?.aborted) throw error;
      }
    }),
  ],
  [
    'leaves a listener on the signal',
    'abort',
    running((task, options) => {
      options.signal?.addEventListener('abort', () => undefined);
      return inline(task, options);
    }),
  ],

  [
    'reads on for a consumer that has left',
    'leaving early',
    running(async function* (task, options) {
      const results = inline(task, options)[Symbol.asyncIterator]();
      try {
        for (let next = await results.next(); !next.done; next = await results.next()) yield next.value;
      } finally {
        void gather({ [Symbol.asyncIterator]: () => results });
      }
    }),
  ],

  [
    'has all the time for a page',
    'fails pages of exclusive readers that take too long, and reads the others',
    running((task, { pageTimeoutMs: _, ...options }) => inline(task, options)),
  ],
  [
    'counts the time of the run',
    'counts for each page, not for the run',
    running(async function* (task, options) {
      const start = performance.now();
      for await (const result of inline(task, options)) {
        const late = options.pageTimeoutMs !== undefined && performance.now() - start > options.pageTimeoutMs;
        yield late ? failedPage(result.index, new Error('too late'), 0) : result;
      }
    }),
  ],

  [
    'mixes up runs that go on at once',
    'runs',
    running(async function* (task, options) {
      current = task;
      for (const index of task.pages) {
        await new Promise(setImmediate);
        yield* inline({ ...current, pages: [index] }, options);
      }
    }),
  ],

  [
    'can be disposed of once',
    'disposal',
    running(inline, async () => {
      if (disposed) throw new Error('disposed of already');
      disposed = true;
    }),
  ],
  [
    'throws what it likes after its disposal',
    'disposal',
    () => {
      let over = false;
      return running(
        (task, options) => {
          if (over) throw new TypeError('no more');
          return inline(task, options);
        },
        async () => void (over = true),
      )();
    },
  ],

  [
    'keeps to itself what the extractor asks for',
    'extractor',
    running((task, options) => inline({ ...task, pages: task.pages.slice(0, 2) }, options)),
  ],

  [
    'lets go of its pages before they have stopped',
    'has waited for what was being read when it resolves (exclusive)',
    // On documents of its own, of which the extractor knows nothing.
    running(({ local: _, ...task }, options) => inline(task, options)),
  ],
  [
    'takes its time to stop',
    'may come from the loop over its pages',
    running(async function* (task, options) {
      try {
        yield* inline(task, options);
      } finally {
        await new Promise((resolve) => setTimeout(resolve, LIMIT_MS));
      }
    }),
  ],

  [
    'leaves a timer behind',
    'open handles',
    running((task, options) => {
      timers.push(setInterval(() => undefined, 60_000));
      return inline(task, options);
    }),
  ],
];

/** Faults that take an executor with threads: the test that finds it. */
const FLAWS: readonly (readonly [fault: string, test: string, flaws: Flaws])[] = [
  [
    'takes a lost worker for the end of the run',
    'loses a page that exits with its worker (WORKER_CRASHED), and reads the others',
    { fragile: true },
  ],
  [
    'says PAGE_FAILED of a lost worker',
    'loses a page that exits with its worker (WORKER_CRASHED), and reads the others',
    { miscoded: true },
  ],
  [
    'reads one page at a time',
    'reads as many pages of exclusive readers at once as there are workers',
    { serial: true },
  ],
  [
    'lets a page that is busy go on for ever',
    'fails pages of exclusive readers that take too long, and reads the others',
    { patient: true },
  ],
];

describe('testExecutor', () => {
  it.each(FAULTS)('finds an executor that %s, in "%s"', async (_fault, where, makeExecutor) => {
    try {
      const failures = await collect(PLAIN, makeExecutor, LIMIT_MS).run([where]);
      expect(failures.flatMap(({ group, name }) => [group, name])).toContain(where);
    } finally {
      for (const timer of timers.splice(0)) clearInterval(timer);
    }
  });

  it.each(FLAWS)('finds an executor with workers that %s, in "%s"', async (_fault, test, flaws) => {
    expect(await collect(ISOLATED, () => new ThreadAPageExecutor(), AMPLE_MS).run([test])).toEqual([]);
    const failures = await collect(ISOLATED, () => new ThreadAPageExecutor(flaws), LIMIT_MS).run([test]);
    expect(failures.map(({ name }) => name)).toEqual([test]);
  });

  it.each([
    ['leaves a program no end', 'lingers', 'end by themselves when all is read, with nothing closed'],
    ['lets pages print between the output of a program', 'prints', 'have their output to themselves'],
  ])('finds an executor that %s', async (_fault, type, test) => {
    const named = (): Executor => Object.assign(new InlineExecutor(), { type });
    const module = new URL('./test-broken-executors.ts', import.meta.url).href;
    const limit = type === 'lingers' ? LIMIT_MS : AMPLE_MS;
    const failures = await collect({ ...ISOLATED, module }, named, limit).run([test]);
    expect(failures.map(({ name }) => name)).toEqual([test]);
  });

  it('has the groups that the manifest calls for, and no others', () => {
    const groupsOf = (supports: ExecutorSupports): string[] =>
      collect(supports, () => new InlineExecutor(), AMPLE_MS).groups;
    const plain = groupsOf(PLAIN);
    expect(plain).not.toContain('isolation');
    expect(plain).not.toContain('programs');
    const all = groupsOf({ ...ISOLATED, module: '@unifex/executors' });
    expect(all.filter((group) => !plain.includes(group))).toEqual(['isolation', 'programs']);
  });

  it('refuses a manifest with a flag that there is not, or a value that it cannot have', () => {
    const written = (supports: object) => () =>
      collect(supports as ExecutorSupports, () => new InlineExecutor(), AMPLE_MS);
    expect(written({ ...PLAIN, isolated: true })).toThrow(/no option `isolated`.*isolation/);
    expect(written({ ...PLAIN, window: 0 })).toThrow(/`window`/);
  });
});
