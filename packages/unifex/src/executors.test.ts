import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { locate } from './executors.ts';
import { closePools, createExtractor, pdfBackend, refOf, registry, warmPool, type PageResult } from './index.ts';

const SAMPLES: { name: string; options?: object }[] = [
  { name: 'invoice' },
  { name: 'article' },
  { name: 'cjk', options: { granularity: 'char' } },
  { name: 'right-to-left', options: { granularity: 'word' } },
  { name: 'form' },
  { name: 'navigation' },
  { name: 'rotated' },
  { name: 'encrypted', options: { password: 'secret' } },
];

function sample(name: string): string {
  return fileURLToPath(new URL(`../../../samples/${name}.pdf`, import.meta.url));
}

/** Everything but how long it took. */
function contents(results: readonly PageResult[]): unknown[] {
  return results.map(({ durationMs: _, ...result }) => result);
}

afterAll(closePools);

describe.each(['thread', 'process'])('PDFs on the executor "%s"', (executor) => {
  it.each(SAMPLES)('are the same as in the calling thread: $name', async ({ name, options }) => {
    await using extractor = await createExtractor(sample(name), 'pdf', options ?? {});
    const inline = await extractor.extract({ executor: 'inline' });
    const parallel = await extractor.extract({ executor, maxWorkers: 2 });
    expect(inline.success).toBe(true);
    expect(inline.document.pages.flatMap(({ texts }) => texts).length).toBeGreaterThan(0);
    expect(contents(parallel.pageResults)).toEqual(contents(inline.pageResults));
    expect(parallel.document).toEqual(inline.document);
  });

  it('come from bytes as well, and stream in the order asked for', async () => {
    const { readFile } = await import('node:fs/promises');
    await using extractor = await createExtractor(await readFile(sample('navigation')), 'pdf');
    const wanted = [...Array(extractor.pageCount).keys()].reverse();
    const pages: number[] = [];
    for await (const page of extractor.pages({ pages: wanted, executor, maxWorkers: 2 })) pages.push(page.index);
    expect(pages).toEqual(wanted);
  });

  it('end with the extractor', async () => {
    const extractor = await createExtractor(sample('article'), 'pdf');
    const results = extractor.pageResults({ executor, maxWorkers: 2 });
    await extractor[Symbol.asyncDispose]();
    await expect(results[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'EXTRACTOR_DISPOSED' });
  });

  it('find a warm pool, and start it anew when it was closed', async () => {
    await warmPool(executor, { workers: 2, backend: refOf(pdfBackend) });
    await registry.getExecutor(executor)?.[Symbol.asyncDispose]();
    await using extractor = await createExtractor(sample('invoice'), 'pdf');
    expect((await extractor.extract({ executor })).success).toBe(true);
  });
});

describe('locate', () => {
  it('says where the backends of this package are, which workers may not see', async () => {
    expect((await locate(refOf(pdfBackend))).module).toMatch(/^file:.*\/packages\/pdf\/.*\/index\.[jt]s$/);
  });

  it('leaves those of others alone', async () => {
    const ref = { ...refOf(pdfBackend), module: 'unifex-backend-other' };
    expect(await locate(ref)).toBe(ref);
  });
});
