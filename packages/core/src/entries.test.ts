import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Core from './index.ts';
import { fakeBackend } from './test-backend.ts';

const SOURCE = fileURLToPath(new URL('.', import.meta.url));

/** What vite makes of an entry for a browser: nothing is left out, and what Node.js alone has cannot be there. */
async function bundle(entry: string): Promise<{ code: string; modules: string[]; imports: string[] }> {
  const result = await build({
    configFile: false,
    root: SOURCE,
    logLevel: 'silent',
    resolve: { conditions: ['@unifex/source', 'browser', 'module'] },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: join(SOURCE, entry), formats: ['es'], fileName: 'bundle' },
    },
  });
  const chunks = (result as Rolldown.RolldownOutput[])
    .flatMap(({ output }) => output)
    .filter((file): file is Rolldown.OutputChunk => file.type === 'chunk');
  return {
    code: chunks.find(({ isEntry }) => isEntry)?.code ?? '',
    modules: chunks.flatMap(({ moduleIds }) => moduleIds),
    imports: chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]),
  };
}

const isOfNode = (name: string): boolean => /^node:|__vite-browser-external|platform\.node/.test(name);

describe('bundled for a browser', () => {
  let folder: string;
  let main: Awaited<ReturnType<typeof bundle>>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unifex-bundle-'));
    main = await bundle('index.ts');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['index.ts', 'schema.ts', 'auto/index.ts'])('%s has nothing of Node.js', async (entry) => {
    const { code, modules, imports } = entry === 'index.ts' ? main : await bundle(entry);
    expect(modules.length).toBeGreaterThan(5);
    expect([...modules, ...imports].filter(isOfNode)).toEqual([]);
    expect(code).not.toMatch(/["']node:|__vite-browser-external/);
  });

  it('the main entry has the platform of browsers, and no zod', () => {
    expect(main.modules).toContain(join(SOURCE, 'platform.browser.ts'));
    expect(main.modules.filter((name) => /[/]zod[/]|[/]schema/.test(name))).toEqual([]);
  });

  it('the entry of the schemas has zod', async () => {
    // Else the test before this one would pass whatever is bundled.
    const { modules } = await bundle('schema.ts');
    expect(modules.some((name) => name.includes('/zod/'))).toBe(true);
  });

  it('works: it reads bytes and pages, refuses paths, and says what a backend of Node.js alone is for', async () => {
    const path = join(folder, 'core.mjs');
    writeFileSync(path, main.code);
    const core = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as typeof Core;
    expect(core.createExtractor).toEqual(expect.any(Function));
    const source = await core.loadSource(new Blob(['%PDF-1.7\n']));
    expect(source.info).toEqual({ mediaType: 'application/pdf', size: 9 });
    await expect(core.loadSource('a.pdf')).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('There is no file system here to read a.pdf from'),
    });
    const elsewhere = fakeBackend({ supports: { mediaTypes: ['*/*'], environments: ['node'] } });
    await expect(core.createExtractor(source, elsewhere)).rejects.toMatchObject({
      code: 'RUNTIME_UNSUPPORTED',
      message: expect.stringContaining('runs in Node.js only, and this is a browser'),
    });
    const here = fakeBackend({ supports: { mediaTypes: ['*/*'], environments: ['browser'] } });
    await using extractor = await core.createExtractor(source, here);
    // There are no worker threads: two workers are no reason to look for them.
    expect((await extractor.extract({ maxWorkers: 2 })).document.pages).toHaveLength(3);
  });
});

describe('the main entry', () => {
  it('names what is public by hand', async () => {
    const core = await import('./index.ts');
    expect(Object.keys(core)).toEqual(
      expect.arrayContaining(['createExtractor', 'registry', 'ExtractorType', 'ExecutorType', 'search', 'convertPage']),
    );
    expect(Object.keys(core).filter((name) => name.endsWith('Schema'))).toEqual([]);
    expect(core.ExtractorType).toMatchObject({ PDF: 'pdf', PDFIUM: 'pdfium', TESSERACT: 'tesseract', AUTO: 'auto' });
    expect(core.ExecutorType).toMatchObject({ INLINE: 'inline', THREAD: 'thread', PROCESS: 'process' });
  });
});
