import { inlineExecutor, UnifexError, type Backend, type Executor, type PageResult, type Source } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import { change, failingGroups, withMetadata, withReader } from './test-broken-paper.ts';
import { openPaper, paperBackend, paperBytes, type PaperOptions, type PaperReader } from './test-paper.ts';

type Fault = readonly [fault: string, groups: readonly string[], backend: Backend];

let latest: PaperReader | undefined;

const FAULTS: readonly Fault[] = [
  ['is read after its disposal', ['disposal'], withReader(() => ({ assertOpen: () => undefined }))],
  [
    'cannot be disposed of twice',
    ['disposal'],
    withReader((reader) => ({
      [Symbol.asyncDispose]: async () => {
        reader.assertOpen();
        reader.disposed = true;
      },
    })),
  ],

  [
    'opens for an aborted signal',
    ['cancellation'],
    change({ open: (source, options) => paperBackend.open(source, options, { signal: new AbortController().signal }) }),
  ],
  [
    'reads for an aborted signal',
    ['cancellation'],
    withReader((reader) => {
      const extractPage = reader.extractPage.bind(reader);
      return { extractPage: (index) => extractPage(index, { signal: new AbortController().signal }) };
    }),
  ],
  [
    'fails an aborted page with an error of the platform',
    ['cancellation'],
    withReader((reader) => {
      const extractPage = reader.extractPage.bind(reader);
      return {
        extractPage: async (index, context) => {
          reader.assertOpen();
          context.signal.throwIfAborted();
          return extractPage(index, context);
        },
      };
    }),
  ],
  [
    'is broken after an abort',
    ['cancellation'],
    withReader((reader) => {
      const extractPage = reader.extractPage.bind(reader);
      return {
        extractPage: (index, context) => {
          context.signal.addEventListener('abort', () => (reader.disposed = true));
          if (context.signal.aborted) reader.disposed = true;
          return extractPage(index, context);
        },
      };
    }),
  ],

  [
    'opens garbage as an empty document',
    ['errors'],
    change({
      open: (source, options, context) =>
        paperBackend.open(source, options, context).catch((error: unknown) => {
          if ((error as UnifexError).code !== 'DOCUMENT_CORRUPT') throw error;
          const bytes = paperBytes({ pages: [] });
          return paperBackend.open({ ...source, bytes }, options, context);
        }),
    }),
  ],
  [
    'throws an error of its engine',
    ['errors'],
    change({
      open: (source, options, context) =>
        paperBackend.open(source, options, context).catch((error: unknown) => {
          throw (error as UnifexError).code === 'DOCUMENT_CORRUPT' ? new SyntaxError('unexpected byte') : error;
        }),
    }),
  ],
  [
    'throws a RangeError for a page that is not there',
    ['errors'],
    withReader((reader) => {
      const extractPage = reader.extractPage.bind(reader);
      return {
        extractPage: async (index, context) => {
          if (!reader.disposed && !reader.paper.pages[index]) throw new RangeError(`no page ${index}`);
          return extractPage(index, context);
        },
      };
    }),
  ],
  [
    'counts negative pages from the end',
    ['errors'],
    withReader((reader) => {
      const extractPage = reader.extractPage.bind(reader);
      return { extractPage: (index, context) => extractPage(index < 0 ? reader.pageCount + index : index, context) };
    }),
  ],
  [
    'has details that are no plain data',
    ['errors'],
    change({
      open: (source, options, context) =>
        paperBackend.open(source, options, context).catch((error: unknown) => {
          if ((error as UnifexError).code !== 'DOCUMENT_CORRUPT') throw error;
          throw new UnifexError('DOCUMENT_CORRUPT', 'It is broken.', { details: { when: new Date() } });
        }),
    }),
  ],

  [
    'knows one code for passwords',
    ['passwords'],
    change({
      open: (source, options, context) =>
        paperBackend.open(source, options, context).catch((error: unknown) => {
          if ((error as UnifexError).code !== 'PASSWORD_WRONG') throw error;
          throw new UnifexError('PASSWORD_REQUIRED', 'The paper needs a password.');
        }),
    }),
  ],
  [
    'prints a wrong password',
    ['passwords'],
    change({
      open: (source, options, context) =>
        paperBackend.open(source, options, context).catch((error: unknown) => {
          if ((error as UnifexError).code !== 'PASSWORD_WRONG') throw error;
          throw new UnifexError('PASSWORD_WRONG', `The password ${options.password ?? ''} does not open the paper.`);
        }),
    }),
  ],
  [
    'refuses a password that is not needed',
    ['passwords'],
    change({
      open: async (source, options, context) => {
        const reader = await openPaper(source, options, context.signal);
        if (options.password === undefined || reader.paper.password !== undefined) return reader;
        throw new UnifexError('PASSWORD_WRONG', 'The paper has no password.');
      },
    }),
  ],
  [
    'has its password among the metadata',
    ['passwords'],
    withMetadata((metadata, { options }) => ({ ...metadata, title: `opened with ${options.password ?? 'nothing'}` })),
  ],

  [
    'reads from the document that was opened last',
    ['isolation'],
    change({
      open: async (source, options, context) => {
        const reader = await openPaper(source, options, context.signal);
        const own = reader.extractPage.bind(reader);
        latest = reader;
        return Object.assign(reader, {
          extractPage: (index: number, page: { signal: AbortSignal }) => {
            const other = latest && !latest.disposed && latest.paper.pages[index] ? latest.paper : reader.paper;
            const swapped = Object.assign(Object.create(reader) as PaperReader, { paper: other });
            return reader.disposed
              ? own(index, page)
              : (Object.getPrototypeOf(reader) as PaperReader).extractPage.call(swapped, index, page);
          },
        });
      },
    }),
  ],
];

describe('testBackend, by how a backend behaves', () => {
  it.each(FAULTS)('finds one that %s, in %j', async (_fault, groups, backend) => {
    expect(await failingGroups(backend)).toEqual(groups);
  });

  it.each([
    [
      'at its opening',
      'cancellation',
      change({
        open: hangOnAbort((source: Source, options: PaperOptions, context) =>
          paperBackend.open(source, options, context),
        ),
      }),
    ],
    [
      'on a page',
      'cancellation',
      withReader((reader) => ({ extractPage: hangOnAbort(reader.extractPage.bind(reader)) })),
    ],
    [
      'when it is disposed of while a page is read',
      'disposal',
      withReader((reader) => {
        const extractPage = reader.extractPage.bind(reader);
        const read: typeof extractPage = async (index, context) => {
          const page = await extractPage(index, context);
          return reader.disposed ? new Promise<never>(() => undefined) : page;
        };
        return { extractPage: read };
      }),
    ],
  ])('finds a backend that hangs %s, in "%s"', async (_when, group, backend) => {
    expect(await failingGroups(backend, { timeoutMs: 1000 }, [group])).toEqual([group]);
  });

  it('finds a backend that leaves a timer behind', async () => {
    const timers: NodeJS.Timeout[] = [];
    const backend = withReader(() => {
      timers.push(setInterval(() => undefined, 1000));
      return {};
    });
    try {
      expect(await failingGroups(backend, { timeoutMs: 4000 })).toEqual(['open handles']);
    } finally {
      for (const timer of timers) clearInterval(timer);
    }
  });

  it.each([
    ['leaves out a page', executorOf((results) => results.slice(1))],
    [
      'gives other pages',
      executorOf((results) =>
        results.map((result) => (result.success ? { ...result, page: { ...result.page, width: 1 } } : result)),
      ),
    ],
  ])('finds an executor that %s', async (_fault, executor) => {
    expect(await failingGroups(paperBackend, { executors: [executor] })).toEqual(['executors']);
  });
});

/** What is never over once it is aborted. */
function hangOnAbort<A extends unknown[], R>(
  action: (...args: [...A, { signal: AbortSignal }]) => Promise<R>,
): (...args: [...A, { signal: AbortSignal }]) => Promise<R> {
  return async (...args) => {
    const { signal } = args.at(-1) as { signal: AbortSignal };
    const result = await action(...args).catch((error: unknown) => {
      if (signal.aborted) return new Promise<never>(() => undefined);
      throw error;
    });
    return result;
  };
}

/** Gives the pages in another order, or one less. */
function executorOf(edit: (results: PageResult[]) => PageResult[]): Executor {
  return {
    type: 'broken',
    async *run(task, options) {
      const results: PageResult[] = [];
      for await (const result of inlineExecutor.run(task, options)) results.push(result);
      yield* edit(results);
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}
