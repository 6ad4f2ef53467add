import { describe, expect, it, vi } from 'vitest';
import { createExtractor } from './create-extractor.ts';
import { UnifexError } from './errors.ts';
import type { ExtractOptions } from './extract-options.ts';
import type { Extractor } from './extractor.ts';
import type { ProgressEvent } from './executor.ts';
import { createRegistry } from './registry.ts';
import {
  all,
  fakeBackend,
  fakeExecutor,
  goodResult,
  untilAborted,
  type FakeBackend,
  type FakeBehaviour,
} from './test-backend.ts';
import { block, box, pageOf } from './test-document.ts';

async function openFake(
  behaviour: FakeBehaviour = {},
): Promise<{ extractor: Extractor; backend: FakeBackend; registry: ReturnType<typeof createRegistry> }> {
  const backend = fakeBackend(behaviour);
  const registry = createRegistry();
  const extractor = await createExtractor(new File(['words'], 'notes.txt'), backend, { registry });
  return { extractor, backend, registry };
}

/** A page fails by its number. */
const failing =
  (...bad: number[]): NonNullable<FakeBehaviour['read']> =>
  (index) => {
    if (bad.includes(index)) throw new UnifexError('DOCUMENT_CORRUPT', `page ${index} is bad`, { details: { index } });
    return pageOf(index);
  };

describe('extract', () => {
  it('gathers the document: source, metadata, outline and the pages', async () => {
    const outline = [{ title: 'One', page: 0, children: [] }];
    const { extractor } = await openFake({
      metadata: async () => ({ pageCount: 3, title: 'Notes' }),
      outline: async () => outline,
    });
    const result = await extractor.extract();
    expect(result).toMatchObject({
      document: {
        source: { name: 'notes.txt', mediaType: 'text/plain', size: 5 },
        metadata: { pageCount: 3, title: 'Notes' },
        outline,
      },
      success: true,
      errors: [],
    });
    expect(result.document.pages.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(result.pageResults.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(result.pageResults.map((item) => item.success && item.page)).toEqual(result.document.pages);
    expect(JSON.parse(JSON.stringify(result))).toEqual(structuredClone(result));
  });

  it('gives the pages in the order asked for, and no outline where there is none', async () => {
    const { extractor } = await openFake();
    const { document } = await extractor.extract({ pages: [2, 0] });
    expect(document.pages.map(({ index }) => index)).toEqual([2, 0]);
    expect(document).not.toHaveProperty('outline');
    expect((await extractor.extract({ pages: [] })).document.pages).toEqual([]);
  });

  it('keeps a failed page apart, and reads the others', async () => {
    const { extractor } = await openFake({ read: failing(1) });
    const result = await extractor.extract();
    expect(result.success).toBe(false);
    expect(result.document.pages.map(({ index }) => index)).toEqual([0, 2]);
    expect(result.pageResults.map(({ success }) => success)).toEqual([true, false, true]);
    expect(result.errors).toEqual([
      {
        page: 1,
        error: expect.objectContaining({ code: 'DOCUMENT_CORRUPT', message: 'page 1 is bad', details: { index: 1 } }),
      },
    ]);
  });

  it.each([
    [{ unit: 'pixels', dpi: 144 }, box(20, 40, 60, 80), 144],
    [{ unit: 'pixels' }, box(40 / 3, 80 / 3, 40, 160 / 3), 96],
    [{ unit: 'normalized' }, box(0.05, 0.05, 0.15, 0.1), undefined],
    [{ unit: 'points' }, box(10, 20, 30, 40), undefined],
  ] as const)('gives the coordinates in the unit asked for: %j', async (options, bbox, dpi) => {
    const read = (index: number) => pageOf(index, { texts: [block('x', box(10, 20, 30, 40))] });
    const { extractor } = await openFake({ read });
    const [page] = (await extractor.extract(options)).document.pages;
    expect([page?.unit, page?.dpi]).toEqual([options.unit, dpi]);
    for (const edge of ['x0', 'y0', 'x1', 'y1'] as const) {
      expect(page?.texts[0]?.bbox[edge]).toBeCloseTo(bbox[edge], 9);
    }
  });

  it('fails the page that is no page of the model, and no other', async () => {
    const read = (index: number) => (index === 1 ? ({ index } as never) : pageOf(index));
    const { extractor } = await openFake({ read });
    const { errors, document } = await extractor.extract({ unit: 'inches' });
    expect(errors).toMatchObject([{ page: 1, error: { code: 'PAGE_FAILED' } }]);
    expect(document.pages).toHaveLength(2);
  });

  it('runs several times, also at once, and asks for the metadata once', async () => {
    const { extractor, backend } = await openFake();
    const results = await Promise.all([extractor.extract(), extractor.extract({ pages: [1] }), extractor.extract()]);
    expect(results.map(({ document }) => document.pages.length)).toEqual([3, 1, 3]);
    expect(backend.log.filter((entry) => entry === 'metadata')).toHaveLength(1);
  });
});

describe('checks before any work', () => {
  it.each<[object, string]>([
    [{ pages: [9] }, 'PAGE_OUT_OF_RANGE'],
    [{ maxWorkers: -1 }, 'INVALID_OPTION'],
    [{ executor: 'nonsense' }, 'EXECUTOR_UNKNOWN'],
    [{ colour: true }, 'INVALID_OPTION'],
  ])('refuse %j by extract, pages and pageResults, at the call', async (options, code) => {
    const { extractor, backend } = await openFake();
    await expect(extractor.extract(options)).rejects.toMatchObject({ code });
    expect(() => extractor.pages(options)).toThrow(expect.objectContaining({ code }));
    expect(() => extractor.pageResults(options)).toThrow(expect.objectContaining({ code }));
    expect(backend.log).toEqual(['open']);
  });

  it('refuse options that cannot travel to a worker, but not for this thread', async () => {
    const parseOptions = (): object => ({ onWord: () => 1 });
    const backend = { ...fakeBackend(), parseOptions };
    await using extractor = await createExtractor(new File(['words'], 'a.txt'), backend, {
      registry: createRegistry(),
    });
    await expect(extractor.extract({ executor: 'thread' })).rejects.toMatchObject({
      code: 'NOT_CLONEABLE',
      message: expect.stringContaining('options.onWord of the extractor "fake" is a function'),
    });
    expect(() => extractor.pages({ executor: fakeExecutor(() => all as never) })).toThrow('cannot travel');
    expect(backend.log).toEqual(['open']);
    expect((await extractor.extract({ executor: 'inline' })).success).toBe(true);
  });
});

describe('executors', () => {
  it('get the task as plain data, and what is open', async () => {
    const { extractor, backend, registry } = await openFake();
    const executor = fakeExecutor(async function* ({ pages }) {
      for (const index of pages) yield goodResult(index);
    }, 'mine');
    registry.registerExecutor(executor);
    const { signal } = new AbortController();
    await extractor.extract({ executor: 'mine', pages: [2, 1], maxWorkers: 5, pageTimeoutMs: 100, signal });
    expect(executor.asked).toMatchObject([
      {
        task: {
          backend: { apiVersion: 1, type: 'fake', module: '@unifex-tests/fake', options: { language: 'en' } },
          source: { kind: 'bytes', info: { name: 'notes.txt' } },
          pages: [2, 1],
          local: { backend },
        },
        options: { maxWorkers: 5, pageTimeoutMs: 100, signal: expect.any(AbortSignal) },
      },
    ]);
    expect(executor.asked[0]?.options).not.toHaveProperty('onProgress');
  });

  it('that give too little, too much or in the wrong order give a complete result all the same', async () => {
    const { extractor } = await openFake({ pageCount: 4 });
    const executor = fakeExecutor(async function* () {
      for (const index of [2, 0, 0, 9]) yield goodResult(index);
    });
    const progress: ProgressEvent[] = [];
    const result = await extractor.extract({ executor, onProgress: (event) => progress.push(event) });
    expect(result.pageResults.map(({ index, success }) => [index, success])).toEqual([
      [0, true],
      [1, false],
      [2, true],
      [3, false],
    ]);
    expect(result.errors).toMatchObject([
      {
        page: 1,
        error: { code: 'PAGE_FAILED', message: expect.stringContaining('the executor "fake" ended without a result') },
      },
      { page: 3 },
    ]);
    expect(progress.at(-1)).toMatchObject({ done: 4, total: 4, failed: 2 });
  });

  it('that are not installed are told before anything is read', async () => {
    const backend = fakeBackend();
    const registry = {
      ...createRegistry(),
      getExecutor: () => {
        throw new UnifexError('EXECUTOR_NOT_INSTALLED', 'Run: npm install it');
      },
    };
    await using extractor = await createExtractor(new File(['words'], 'a.txt'), backend, { registry });
    await expect(extractor.extract({ executor: 'thread' })).rejects.toMatchObject({ code: 'EXECUTOR_NOT_INSTALLED' });
    expect(backend.log).toEqual(['open']);
  });

  it('that fail as a whole fail the extraction', async () => {
    const { extractor } = await openFake();
    const executor = fakeExecutor(() => {
      throw new UnifexError('WORKER_CRASHED', 'no worker starts');
    });
    await expect(extractor.extract({ executor })).rejects.toMatchObject({ code: 'WORKER_CRASHED' });
  });
});

describe('onProgress', () => {
  it('counts what is done, of how many, how many failed and how fast', async () => {
    const { extractor } = await openFake({ pageCount: 5, read: failing(1, 3) });
    const events: ProgressEvent[] = [];
    await extractor.extract({ pages: [0, 1, 2, 3], onProgress: (event) => events.push(event) });
    expect(events.map(({ done, total, failed }) => [done, total, failed])).toEqual([
      [1, 4, 0],
      [2, 4, 1],
      [3, 4, 1],
      [4, 4, 2],
    ]);
    for (const { pagesPerSecond } of events) expect(pagesPerSecond).toBeGreaterThan(0);
    expect(events.every(({ pagesPerSecond }) => Number.isFinite(pagesPerSecond))).toBe(true);
  });

  it('is called by the streams as well, before the page is given', async () => {
    const { extractor } = await openFake();
    const seen: string[] = [];
    for await (const page of extractor.pages({ onProgress: ({ done }) => seen.push(`done ${done}`) })) {
      seen.push(`page ${page.index}`);
    }
    expect(seen).toEqual(['done 1', 'page 0', 'done 2', 'page 1', 'done 3', 'page 2']);
  });

  it('that throws ends the extraction with its error', async () => {
    const { extractor, backend } = await openFake();
    const onProgress: ExtractOptions['onProgress'] = ({ done }) => {
      if (done === 2) throw new Error('from the callback');
    };
    await expect(extractor.extract({ onProgress })).rejects.toThrow('from the callback');
    expect(backend.log).not.toContain('read 2');
  });
});

describe('metadata and outline', () => {
  it('are given without an extraction', async () => {
    const { extractor } = await openFake({ metadata: async () => ({ pageCount: 3, title: 'T' }) });
    expect(await extractor.metadata()).toEqual({ pageCount: 3, title: 'T' });
    expect(await extractor.outline()).toEqual([]);
  });

  it('that fail say of which document, and are tried again', async () => {
    const metadata = vi.fn(async () => ({ pageCount: 3 })).mockRejectedValueOnce(new Error('bad info'));
    const { extractor } = await openFake({
      metadata,
      outline: () => Promise.reject(new UnifexError('DOCUMENT_CORRUPT', 'loop')),
    });
    await expect(extractor.metadata()).rejects.toMatchObject({
      code: 'DOCUMENT_CORRUPT',
      message: 'The metadata of notes.txt could not be read: bad info',
    });
    expect(await extractor.metadata()).toEqual({ pageCount: 3 });
    await expect(extractor.outline()).rejects.toMatchObject({ code: 'DOCUMENT_CORRUPT', message: 'loop' });
    await expect(extractor.extract()).rejects.toMatchObject({ message: 'loop' });
  });
});

describe('aborting', () => {
  it('rejects while the metadata is read, though the reader does not heed it', async () => {
    const { extractor } = await openFake({ metadata: () => new Promise(() => undefined) });
    const controller = new AbortController();
    const extracting = extractor.extract({ signal: controller.signal });
    setTimeout(() => controller.abort('enough'), 10);
    await expect(extracting).rejects.toMatchObject({ code: 'ABORTED', cause: 'enough' });
  });

  it('rejects while a page is read, and tells it', async () => {
    const told = vi.fn();
    const { extractor } = await openFake({
      read: (_index, { signal }) => {
        signal.addEventListener('abort', told);
        return untilAborted(signal);
      },
    });
    const controller = new AbortController();
    const extracting = extractor.extract({ signal: controller.signal });
    setTimeout(() => controller.abort('enough'), 10);
    await expect(extracting).rejects.toMatchObject({ code: 'ABORTED', cause: 'enough' });
    expect(told).toHaveBeenCalledOnce();
  });

  it('beforehand reads nothing', async () => {
    const { extractor, backend } = await openFake();
    const signal = AbortSignal.abort();
    await expect(extractor.extract({ signal })).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(all(extractor.pages({ signal }))).rejects.toMatchObject({ code: 'ABORTED' });
    expect(backend.log.filter((entry) => entry.startsWith('read'))).toEqual([]);
  });

  it('leaves the document open', async () => {
    const { extractor } = await openFake();
    await expect(extractor.extract({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
    expect((await extractor.extract()).success).toBe(true);
  });
});
