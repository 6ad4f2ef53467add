import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LlmWarning } from '../types.ts';
import { canonicalJson, PageCache, type CachedAnswer } from './page-cache.ts';

const ENTRY: CachedAnswer = { value: { a: 1 }, evidence: null, rawText: '{"a":1}', finishReason: 'stop', warnings: [] };
const KEY = PageCache.key({ page: 1 });

describe('PageCache', () => {
  let folder: string;
  let cache: PageCache;
  let warnings: LlmWarning[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unifex-cache-'));
    cache = new PageCache(join(folder, 'new'));
    warnings = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives back what it was given, and nothing for another key', async () => {
    await cache.write(KEY, ENTRY, warnings);
    expect(await cache.read(KEY, warnings)).toEqual(ENTRY);
    expect(await cache.read(PageCache.key({ page: 2 }), warnings)).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  it('leaves one file, which only its owner reads', async () => {
    await Promise.all([cache.write(KEY, ENTRY, warnings), cache.write(KEY, ENTRY, warnings)]);
    expect(await readdir(join(folder, 'new'))).toEqual([`${KEY}.json`]);
    const { mode } = await stat(join(folder, 'new', `${KEY}.json`));
    expect(mode & 0o077).toBe(0);
  });

  it.each(['', '{"entry":', '{"entry":{"value":{"a":2}},"checksum":"0"}', 'null'])(
    'does not believe %j',
    async (text) => {
      await cache.write(KEY, ENTRY, warnings);
      await writeFile(join(folder, 'new', `${KEY}.json`), text);
      expect(await cache.read(KEY, warnings)).toBeUndefined();
      expect(warnings).toMatchObject([{ code: 'cache_corrupt' }]);
    },
  );

  it('does not believe an entry that lies under another key', async () => {
    await cache.write(KEY, ENTRY, warnings);
    const other = PageCache.key({ page: 2 });
    await writeFile(join(folder, 'new', `${other}.json`), await readFile(join(folder, 'new', `${KEY}.json`)));
    expect(await cache.read(other, warnings)).toBeUndefined();
  });

  it('warns where it can be neither read nor written', async () => {
    await writeFile(join(folder, 'file'), '');
    const blocked = new PageCache(join(folder, 'file', 'below'));
    await blocked.write(KEY, ENTRY, warnings);
    expect(await blocked.read(KEY, warnings)).toBeUndefined();
    expect(warnings.map(({ code }) => code)).toEqual(['cache_unwritable', 'cache_unreadable']);
  });
});

it('writes equal things equally', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  expect(PageCache.key({ a: 1, b: 2 })).toBe(PageCache.key({ b: 2, a: 1 }));
  expect(PageCache.key({ a: 1 })).not.toBe(PageCache.key({ a: 2 }));
});
