import { describe, expect, it, vi } from 'vitest';
import { createExtractor } from './create-extractor.ts';
import type { Extractor } from './extractor.ts';
import type { Page } from './model.ts';
import { createRegistry } from './registry.ts';
import { all, fakeBackend, untilAborted, type FakeBackend, type FakeBehaviour } from './test-backend.ts';
import { pageOf } from './test-document.ts';

async function openFake(behaviour: FakeBehaviour = {}): Promise<{ extractor: Extractor; backend: FakeBackend }> {
  const backend = fakeBackend(behaviour);
  const extractor = await createExtractor(new File(['words'], 'notes.txt'), backend, { registry: createRegistry() });
  return { extractor, backend };
}

const reads = ({ log }: FakeBackend): string[] => log.filter((entry) => entry.startsWith('read'));

const failing = (index: number) => {
  if (index === 1) throw new Error('bad page');
  return pageOf(index);
};

describe('pages', () => {
  it('streams the pages in the order asked for, each read when its turn comes', async () => {
    const { extractor, backend } = await openFake();
    const pages = extractor.pages({ pages: [2, 0, 1] })[Symbol.asyncIterator]();
    expect(reads(backend)).toEqual([]);
    expect((await pages.next()).value).toMatchObject({ index: 2 });
    expect(reads(backend)).toEqual(['read 2']);
    expect((await pages.next()).value).toMatchObject({ index: 0 });
    expect((await pages.next()).value).toMatchObject({ index: 1 });
    expect(await pages.next()).toMatchObject({ done: true });
  });

  it('throws the error of a failed page at its turn, and stops', async () => {
    const { extractor, backend } = await openFake({ read: failing });
    const seen: number[] = [];
    const loop = async (): Promise<void> => {
      for await (const page of extractor.pages()) seen.push(page.index);
    };
    await expect(loop()).rejects.toMatchObject({
      name: 'UnifexError',
      code: 'PAGE_FAILED',
      message: 'Page 1 could not be read: bad page',
    });
    expect(seen).toEqual([0]);
    expect(reads(backend)).not.toContain('read 2');
  });

  it('leaves a failed page out where onPageError takes it', async () => {
    const { extractor } = await openFake({ read: failing });
    const onPageError = vi.fn();
    const pages = await all(extractor.pages({ onPageError }));
    expect(pages.map(({ index }) => index)).toEqual([0, 2]);
    expect(onPageError).toHaveBeenCalledOnce();
    expect(onPageError).toHaveBeenCalledWith(expect.objectContaining({ code: 'PAGE_FAILED' }), 1);
  });

  it('throws what onPageError throws, and stops', async () => {
    const { extractor, backend } = await openFake({ read: failing });
    const onPageError = (): never => {
      throw new Error('too many');
    };
    await expect(all(extractor.pages({ onPageError }))).rejects.toThrow('too many');
    expect(reads(backend)).not.toContain('read 2');
  });

  it('stops reading when the loop is left, and the extractor goes on', async () => {
    const { extractor, backend } = await openFake({ pageCount: 100 });
    for await (const page of extractor.pages()) if (page.index === 1) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(reads(backend)).toEqual(['read 0', 'read 1']);
    expect(await all(extractor.pages({ pages: [7] }))).toHaveLength(1);
  });

  it('gives every reader of a shared backend its pages, in order', async () => {
    const { extractor } = await openFake({
      pageCount: 20,
      supports: { concurrency: 'shared' },
      read: async (index) => {
        await new Promise((resolve) => setTimeout(resolve, (index % 3) * 3));
        return pageOf(index);
      },
    });
    const pages = await all(extractor.pages({ maxWorkers: 4 }));
    expect(pages.map(({ index }) => index)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });
});

describe('pageResults', () => {
  it('streams a result for every page, failed ones among them, in the unit asked for', async () => {
    const { extractor } = await openFake({ read: failing });
    const results = await all(extractor.pageResults({ unit: 'normalized' }));
    expect(results).toMatchObject([
      { index: 0, success: true, page: { unit: 'normalized', width: 1 } },
      { index: 1, success: false, error: { code: 'PAGE_FAILED' } },
      { index: 2, success: true },
    ]);
  });
});

describe('disposal', () => {
  it('closes the document, once', async () => {
    const { extractor, backend } = await openFake();
    await extractor[Symbol.asyncDispose]();
    await extractor[Symbol.asyncDispose]();
    expect(backend.log).toEqual(['open', 'dispose']);
  });

  it('is what `await using` does, also after an error', async () => {
    const backend = fakeBackend();
    const use = async (): Promise<void> => {
      await using _extractor = await createExtractor(new File(['words'], 'a.txt'), backend);
      throw new Error('in between');
    };
    await expect(use()).rejects.toThrow('in between');
    expect(backend.log).toEqual(['open', 'dispose']);
  });

  it('waits until the document is closed, for whoever asks', async () => {
    const gate = Promise.withResolvers<undefined>();
    const { extractor } = await openFake({ dispose: () => gate.promise });
    const done: number[] = [];
    const both = [1, 2].map((who) => extractor[Symbol.asyncDispose]().then(() => done.push(who)));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(done).toEqual([]);
    gate.resolve(undefined);
    await Promise.all(both);
    expect(done).toEqual([1, 2]);
  });

  it('refuses use afterwards, with a code', async () => {
    const { extractor, backend } = await openFake();
    const streamBefore = extractor.pages();
    await extractor[Symbol.asyncDispose]();
    const disposed = {
      code: 'EXTRACTOR_DISPOSED',
      message: 'notes.txt was closed. Open it again with createExtractor.',
    };
    await expect(extractor.extract()).rejects.toMatchObject(disposed);
    await expect(extractor.metadata()).rejects.toMatchObject(disposed);
    await expect(extractor.outline()).rejects.toMatchObject(disposed);
    expect(() => extractor.pages()).toThrow(expect.objectContaining(disposed));
    expect(() => extractor.pageResults()).toThrow(expect.objectContaining(disposed));
    await expect(all(streamBefore)).rejects.toMatchObject(disposed);
    expect(reads(backend)).toEqual([]);
    expect(extractor.pageCount).toBe(3);
  });

  it.each<[string, FakeBehaviour]>([
    ['pages that heed their signal', { read: (_index, { signal }) => untilAborted(signal) }],
    ['pages that do not', { read: () => new Promise<never>(() => undefined) }],
    ['metadata', { metadata: () => new Promise<never>(() => undefined) }],
  ])('ends what is under way: %s', async (_name, behaviour) => {
    const { extractor } = await openFake(behaviour);
    const extracting = extractor.extract();
    const refused = expect(extracting).rejects.toMatchObject({ code: 'EXTRACTOR_DISPOSED' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    await extractor[Symbol.asyncDispose]();
    await refused;
  });

  it('has waited for a page that takes its time to stop, inline', async () => {
    const ended: number[] = [];
    const { extractor } = await openFake({
      read: async (index, { signal }) => {
        await untilAborted(signal).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 20));
        ended.push(index);
        return pageOf(index);
      },
    });
    const refused = expect(extractor.extract()).rejects.toMatchObject({ code: 'EXTRACTOR_DISPOSED' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await extractor[Symbol.asyncDispose]();
    expect(ended).toEqual([0]);
    await refused;
  });

  it('has waited for a page whose time was up', async () => {
    const ended: number[] = [];
    const { extractor } = await openFake({
      read: async (index) => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        ended.push(index);
        return pageOf(index);
      },
    });
    const { errors } = await extractor.extract({ pages: [0], pageTimeoutMs: 5 });
    expect(errors).toMatchObject([{ page: 0, error: { code: 'PAGE_TIMEOUT' } }]);
    expect(ended).toEqual([]);
    await extractor[Symbol.asyncDispose]();
    expect(ended).toEqual([0]);
  });

  it('may come from a loop over pages, and from one over results', async () => {
    for (const stream of ['pages', 'pageResults'] as const) {
      const { extractor, backend } = await openFake();
      const read = async (): Promise<void> => {
        for await (const _ of extractor[stream]()) await extractor[Symbol.asyncDispose]();
      };
      await expect(read()).rejects.toMatchObject({ code: 'EXTRACTOR_DISPOSED' });
      expect(reads(backend)).toEqual(['read 0']);
    }
  });

  it('may come from the page that is being read', async () => {
    const { extractor } = await openFake({
      read: async (index): Promise<Page> => {
        await opened.extractor[Symbol.asyncDispose]();
        return pageOf(index);
      },
    });
    const opened = { extractor };
    await expect(extractor.extract()).rejects.toMatchObject({ code: 'EXTRACTOR_DISPOSED' });
    await extractor[Symbol.asyncDispose]();
  });
});
