import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExtractor, refOf, type Backend } from '@unifex/core';
import { pdfBackend } from '@unifex/pdf';
import { pdfiumBackend } from '@unifex/pdfium';
import { sampleNames } from '@unifex/samples';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnPixels, openApp, readFile, startChromium, type AppPage } from './browser-page.ts';
import { findChromium } from './chromium.ts';
import { documentedApp, type App, type AppOptions } from './documented-app.ts';
import { pixelsOf, readInNode, sampleFile } from './in-node.ts';
import { serveApp, type ServedApp } from './serve-app.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser?.close());

/** Samples with all sorts of fonts, for where reading all of them would tell nothing new. */
const SOME = ['invoice', 'form', 'cjk', 'encrypted'] as const;

/** Starts the app before the tests around, and stops it after them. */
function withApp(options: AppOptions, mode: 'production' | 'development'): () => AppPage {
  let app: App | undefined;
  let served: ServedApp | undefined;
  let opened: AppPage | undefined;
  beforeAll(async () => {
    app = documentedApp(options);
    served = await serveApp(app.folder, mode);
    opened = await openApp(browser, served.url);
  });
  afterAll(async () => {
    await opened?.[Symbol.asyncDispose]();
    await served?.[Symbol.asyncDispose]();
    app?.[Symbol.dispose]();
  });
  return () => {
    if (!opened) throw new Error('The app did not start.');
    return opened;
  };
}

const AUTO = { engines: [refOf(pdfiumBackend), refOf(pdfBackend)] };
const PDFJS = { worker: 'pdfjs-worker.ts', config: 'vite.config.pdfjs.ts' };

describe.each<{
  what: string;
  app: AppOptions;
  mode: 'production' | 'development';
  backend: Backend;
  names: readonly (typeof sampleNames)[number][];
}>([
  { what: 'PDFium, bundled', app: {}, mode: 'production', backend: pdfiumBackend, names: sampleNames },
  {
    what: 'PDFium, from the development server',
    app: {},
    mode: 'development',
    backend: pdfiumBackend,
    names: SOME,
  },
  { what: 'pdf.js, bundled', app: PDFJS, mode: 'production', backend: pdfBackend, names: sampleNames },
  {
    what: 'pdf.js, from the development server',
    app: PDFJS,
    mode: 'development',
    backend: pdfBackend,
    names: SOME,
  },
])('$what', ({ app, mode, backend, names }) => {
  const opened = withApp(app, mode);

  it.each(names)('reads %s from a File in a worker, byte for byte as Node.js does', async (name) => {
    const file = sampleFile(name);
    const inNode = await readInNode(file, backend);
    expect(inNode).toContain('"errors":[]');
    expect(await readFile(opened().page, file)).toBe(inNode);
    expect(opened().complaints).toEqual([]);
  });

  it('tells a wrong password as Node.js does', async () => {
    const shown = await readFile(opened().page, { ...sampleFile('encrypted'), password: 'wrong' });
    expect(JSON.parse(shown)).toMatchObject({ name: 'UnifexError', code: 'PASSWORD_WRONG' });
  });
});

describe('a page drawn in a browser', () => {
  const opened = withApp({}, 'production');

  it.each(['invoice', 'form', 'rotated'] as const)('%s has the pixels that Node.js gives', async (name) => {
    const file = sampleFile(name);
    await using extractor = await createExtractor(file.bytes, pdfiumBackend);
    const inNode = await extractor.renderPage(0, { dpi: 72, format: 'rgba' });
    await readFile(opened().page, file);
    expect(await drawnPixels(opened().page)).toEqual(pixelsOf(inNode));
  });
});

describe('auto, with both engines', () => {
  const opened = withApp({ ...PDFJS, worker: 'auto-worker.ts' }, 'production');

  it.each(['invoice', 'form', 'cjk'] as const)('reads %s as Node.js does', async (name) => {
    const file = sampleFile(name);
    expect(await readFile(opened().page, file)).toBe(await readInNode(file, 'auto', AUTO));
  });
});

describe('pdf.js without its files', () => {
  // The plain configuration copies none.
  const opened = withApp({ worker: 'pdfjs-worker.ts' }, 'production');

  it('fails the pages that need them, and says what is missing', async () => {
    const { errors, document } = JSON.parse(await readFile(opened().page, sampleFile('cjk'))) as {
      errors: { page: number; error: { code: string; message: string } }[];
      document: { pages: { index: number }[] };
    };
    expect(document.pages.map(({ index }) => index)).toEqual([0, 1]);
    expect(errors).toMatchObject([{ page: 2, error: { code: 'INVALID_OPTION' } }]);
    expect(errors[0]?.error.message).toMatch(/cmaps\/\S+\.bcmap of pdfjs-dist.*`assets`/);
  });

  it('reads what needs none', async () => {
    const file = sampleFile('invoice');
    expect(await readFile(opened().page, file)).toBe(await readInNode(file, pdfBackend as Backend));
  });
});

describe('on the page itself, without a worker', () => {
  const MAIN = `
    import { createExtractor } from '@unifex/core';
    import { pdfBackend } from '@unifex/pdf';
    import { pdfiumBackend } from '@unifex/pdfium';
    const output = document.querySelector('pre')!;
    document.querySelector<HTMLInputElement>('#file')!.addEventListener('change', async (event) => {
      const file = (event.target as HTMLInputElement).files![0]!;
      const answers: string[] = [];
      for (const [backend, options] of [[pdfiumBackend, {}], [pdfBackend, { assets: '/pdfjs/' }]] as const) {
        await using extractor = await createExtractor(file, backend, options);
        const { document, errors } = await extractor.extract();
        answers.push(JSON.stringify({ document, errors }));
      }
      output.textContent = answers.join('\\n');
    });`;
  const opened = withApp({ ...PDFJS, files: { 'main.ts': MAIN } }, 'production');

  it('gives the same', async () => {
    const file = sampleFile('form');
    const inNode = [await readInNode(file, pdfiumBackend), await readInNode(file, pdfBackend)];
    expect((await readFile(opened().page, file)).split('\n')).toEqual(inNode);
    expect(opened().complaints).toEqual([]);
  });
});

describe('findChromium', () => {
  it('says how to install one where there is none', () => {
    const empty = mkdtempSync(join(tmpdir(), 'unifex-no-chromium-'));
    try {
      expect(() => findChromium({ PATH: empty })).toThrow(/There is no Chromium here.*apt-get install chromium/);
      expect(() => findChromium({ CHROMIUM_PATH: join(empty, 'x') })).toThrow(/CHROMIUM_PATH names .*x, which is no/);
    } finally {
      rmSync(empty, { recursive: true });
    }
  });
});
