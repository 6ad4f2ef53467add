import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { extractStructured } from '../extract-structured.ts';
import { ground } from '../grounding/ground.ts';
import { scriptedAdapter } from '../test-adapter.ts';
import { fakeExtractor } from '../test-extractor.ts';
import { fast, Item, PAGES, truth } from '../test-pages.ts';

vi.mock(import('../grounding/ground.ts'), async (load) => {
  const module = await load();
  return { ...module, ground: vi.fn(module.ground) };
});

it('asks anew for what could not be checked', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'unifex-cache-'));
  onTestFinished(() => rm(cache, { recursive: true, force: true }));
  const model = scriptedAdapter(truth);
  const run = async (): Promise<object> => {
    const { data } = await extractStructured(fakeExtractor(PAGES), { model, schema: Item, cache, pages: [0], ...fast });
    const { cached, evidence, warnings } = data[0]!;
    return { cached, status: evidence?.['/total']?.status, warnings: warnings.map(({ code }) => code) };
  };
  vi.mocked(ground).mockImplementationOnce(() => {
    throw new Error('a fault of ours');
  });
  expect(await run()).toEqual({ cached: false, status: 'skipped', warnings: ['grounding_failed'] });
  expect(await readdir(cache)).toEqual([]);
  expect(await run()).toEqual({ cached: false, status: 'verified', warnings: [] });
  expect(await run()).toEqual({ cached: true, status: 'verified', warnings: [] });
  expect(model.requests).toHaveLength(2);
});
