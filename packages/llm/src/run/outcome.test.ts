import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { LlmAdapter } from '../adapter.ts';
import { extractStructured } from '../extract-structured.ts';
import { failure, scriptedAdapter } from '../test-adapter.ts';
import { fakeExtractor } from '../test-extractor.ts';
import { fast, Item, pageOf, PAGES, truth } from '../test-pages.ts';
import type { StructuredResult } from '../types.ts';

describe('a cache', () => {
  let cache: string;
  beforeEach(async () => void (cache = await mkdtemp(join(tmpdir(), 'unifex-cache-'))));
  afterEach(() => rm(cache, { recursive: true, force: true }));

  const run = (
    model: LlmAdapter,
    more: object = {},
    document = fakeExtractor(PAGES),
  ): Promise<StructuredResult<{ number: string; total: number }>> =>
    extractStructured(document, { model, schema: Item, cache, ...fast, ...more });

  it('asks only for what is missing', async () => {
    const failing = scriptedAdapter((request) => (pageOf(request) > 2 ? failure('SERVER_ERROR') : truth(request)));
    expect((await run(failing)).failedPages).toEqual([3, 4, 5]);
    const model = scriptedAdapter(truth);
    const { data, usage } = await run(model);
    // Asked at the same time, in whatever order their texts are there.
    expect(model.requests.map(pageOf).sort()).toEqual([3, 4, 5]);
    expect(data.map(({ cached, attempts }) => [cached, attempts])).toEqual([
      ...Array.from({ length: 3 }, () => [true, 0]),
      ...Array.from({ length: 3 }, () => [false, 1]),
    ]);
    expect(data[0]).toMatchObject({
      data: { number: 'A-0', total: 100.5 },
      evidence: { '/total': { status: 'verified' } },
      error: null,
    });
    expect(usage.requests).toBe(3);
    const all = scriptedAdapter(truth);
    await run(all);
    expect(all.requests).toEqual([]);
  });

  it('gives kept pages also where nothing more can be asked', async () => {
    await run(scriptedAdapter(truth), { pages: [0] });
    const { data } = await run(scriptedAdapter([failure('AUTHENTICATION')]), { pages: [1, 0, 2], maxWorkers: 1 });
    expect(data.map(({ error, cached }) => [error?.code, cached])).toEqual([
      ['AUTHENTICATION', false],
      [undefined, true],
      ['AUTHENTICATION', false],
    ]);
  });

  it.each<[string, object]>([
    ['prompt', { prompt: 'Else.' }],
    ['schema', { schema: Item.extend({ more: z.string().optional() }) }],
    ['input', { input: 'text' }],
    ['grounding', { grounding: false }],
    ['temperature', { temperature: 0.5 }],
    ['output limit', { maxOutputTokens: 9 }],
    ['options of the vendor', { providerOptions: { seed: 1 } }],
    ['model', { model: scriptedAdapter(truth, { model: 'other' }) }],
    ['server', { model: scriptedAdapter(truth, { endpoint: 'http://other' }) }],
  ])('asks anew for another %s', async (_name, more) => {
    await run(scriptedAdapter(truth), { pages: [0] });
    expect((await run(scriptedAdapter(truth), { pages: [0] })).data[0]!.cached).toBe(true);
    expect((await run(scriptedAdapter(truth), { pages: [0], ...more })).data[0]!.cached).toBe(false);
  });

  it('asks anew for another page or another content', async () => {
    await run(scriptedAdapter(truth), { pages: [0] });
    const others = PAGES.map((rows) => [...rows, 'and more']);
    expect((await run(scriptedAdapter(truth), { pages: [0] }, fakeExtractor(others))).data[0]!.cached).toBe(false);
  });

  it('keeps what the model said, and lets the schema make of it what it does', async () => {
    const Day = z.object({ day: z.iso.date().transform((text) => new Date(text)) });
    const options = { model: scriptedAdapter([{ day: '2026-03-01' }]), schema: Day, cache, pages: [0] };
    await extractStructured(fakeExtractor(PAGES), options);
    const { data } = await extractStructured(fakeExtractor(PAGES), options);
    expect(data[0]).toMatchObject({ cached: true, data: { day: new Date('2026-03-01') } });
    expectTypeOf(data[0]!.data).toEqualTypeOf<{ day: Date } | null>();
  });

  it('is passed over where it is damaged, with a warning', async () => {
    await run(scriptedAdapter(truth), { pages: [0] });
    const [name] = await readdir(cache);
    await writeFile(join(cache, name!), '{"entry":');
    const { data } = await run(scriptedAdapter(truth), { pages: [0] });
    expect(data[0]).toMatchObject({ cached: false, error: null, warnings: [{ code: 'cache_corrupt' }] });
    expect((await run(scriptedAdapter(truth), { pages: [0] })).data[0]).toMatchObject({ cached: true, warnings: [] });
  });

  it('holds no secret', async () => {
    const more = { credentials: { apiKey: 'secret-key-1' }, headers: { 'x-key': 'secret-key-2' } };
    const model = scriptedAdapter(truth, { endpoint: 'https://user:secret-key-3@host/v1?key=secret-key-4' });
    await run(model, more);
    const names = await readdir(cache);
    expect(names).toHaveLength(6);
    for (const name of names) expect(name + (await readFile(join(cache, name), 'utf8'))).not.toMatch(/secret-key/);
    // Another key is no other answer.
    const other = await run(scriptedAdapter(truth, { endpoint: 'https://host/v1' }), { headers: { 'x-key': 'else' } });
    expect(other.data.every(({ cached }) => cached)).toBe(true);
  });
});
