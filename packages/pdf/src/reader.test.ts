import { spawnSync } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { openBytes, rawPdf, readPage } from './test-pdf.ts';

const signal = new AbortController().signal;

describe('openPdf', () => {
  it('repairs a file whose catalog and page tree are cut off, and says so', async () => {
    const whole = Buffer.from(rawPdf('BT /F1 10 Tf 10 50 Td (saved) Tj ET')).toString('latin1');
    const body = whole
      .slice(0, whole.indexOf('xref'))
      .replace('/Type /Catalog', '/Type /Cutalog')
      .replace('/Type /Pages', '/Type /Pagez');
    await using reader = await openBytes(Uint8Array.from(Buffer.from(body, 'latin1')));
    expect(reader.repaired).toMatch(/page tree from the 1 page /);
    const page = await reader.extractPage(0, { signal });
    expect(page.texts[0]?.text).toBe('saved');
    expect(page.provenance).toMatchObject({ engine: 'pdf', repaired: reader.repaired });
    expect(page.warnings?.[0]).toMatch(/damaged and was repaired/);
    expect((await reader.metadata()).warnings?.[0]).toMatch(/damaged and was repaired/);
  });

  it('finds fonts and character maps in the package, and asks no network', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('asked the network')));
    try {
      // UniJIS-UTF16-H is a CMap of the package, Times-Roman a font of it.
      const page = await readPage(
        rawPdf('BT /J 10 Tf 10 50 Td <65E5672C> Tj /T 10 Tf ( and) Tj ET', {
          page: '/Resources << /Font << /J 6 0 R /T 8 0 R >> >>',
          objects: [
            '<< /Type /Font /Subtype /Type0 /BaseFont /J /Encoding /UniJIS-UTF16-H /DescendantFonts [7 0 R] >>',
            '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /J /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> /FontDescriptor 9 0 R >>',
            '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>',
            '<< /Type /FontDescriptor /FontName /J /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /StemV 80 >>',
          ],
        }),
      );
      expect(page.texts.map(({ text }) => text)).toEqual(['日本 and']);
      expect(page.warnings).toBeUndefined();
      // Times-Roman has a space of 250 and an a of 444 (Adobe Core14 AFM).
      const [, and] = page.texts[0]!.words!;
      expect(and!.bbox.x0).toBeCloseTo(32.5, 5);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('leaves nobody waiting when it is closed', async () => {
    const reader = await openBytes(rawPdf('BT /F1 10 Tf 10 50 Td (late) Tj ET'));
    const asked = [reader.extractPage(0, { signal }), reader.metadata(), reader.outline!()];
    const refused = asked.map((answer) => expect(answer).rejects.toMatchObject({ code: 'EXTRACTOR_DISPOSED' }));
    await reader[Symbol.asyncDispose]();
    await Promise.all(refused);
  });
});

/** Runs a program in a process of its own, where `backend`, `bytes` of the document and `signal` stand ready; gives what it prints. */
function runWithBackend(bytes: Uint8Array, hooks: string, program: string): unknown {
  const script = `
    import { registerHooks } from 'node:module';
    ${hooks}
    const bytes = Uint8Array.from(Buffer.from(process.argv[1], 'base64'));
    const { signal } = new AbortController();
    const { default: backend } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
    const open = () => backend.open({ kind: 'bytes', bytes, info: { mediaType: 'application/pdf', size: bytes.length } },
      backend.parseOptions({}), { signal });
    ${program}`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@unifex/source', '--input-type=module', '-e', script, Buffer.from(bytes).toString('base64')],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n')).toHaveLength(1);
  return JSON.parse(stdout);
}

describe('importing the package', () => {
  it('loads neither pdf.js nor a canvas, and a document loads no canvas and prints nothing', () => {
    // As on a machine where it is not installed.
    const withoutCanvas = `
      let loaded = false;
      registerHooks({ resolve(id, context, next) {
        if (id.startsWith('@napi-rs/canvas')) throw Object.assign(new Error('not installed'), { code: 'MODULE_NOT_FOUND' });
        loaded ||= id.includes('pdf.worker.mjs');
        return next(id, context);
      } });`;
    const program = `
      const before = loaded;
      const reader = await open();
      const page = await reader.extractPage(0, { signal });
      await reader[Symbol.asyncDispose]();
      const canvas = process.report.getReport().sharedObjects.some((file) => /canvas|skia/.test(file));
      console.log(JSON.stringify({ before, after: loaded, canvas, matrix: typeof DOMMatrix, text: page.texts[0].text }));`;
    const content = 'BT /F1 10 Tf 10 50 Td (quiet) Tj ET q 50 0 0 25 10 50 cm BI /W 2 /H 1 /BPC 8 /CS /G ID ab EI Q';
    expect(runWithBackend(rawPdf(content), withoutCanvas, program)).toEqual({
      before: false,
      after: true,
      canvas: false,
      matrix: 'undefined',
      text: 'quiet',
    });
  });

  it('leaves an app its own pdf.js, of this or another version', () => {
    const pdfjs = JSON.stringify(import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs'));
    const program = `
      const reader = await open();
      await reader.extractPage(0, { signal });
      const globals = [globalThis.pdfjsLib, globalThis.pdfjsWorker].map((value) => typeof value);
      globalThis.DOMMatrix = globalThis.Path2D = globalThis.ImageData = class {};
      const { getDocument } = await import(${pdfjs});
      const document = await getDocument({ data: bytes, verbosity: 0 }).promise;
      const page = await document.getPage(1);
      page.cleanup();
      const kept = (await document.getPage(1)) === page;
      const { items } = await page.getTextContent();
      console.log(JSON.stringify({ globals, kept, text: items[0].str }));
      process.exit();`;
    expect(runWithBackend(rawPdf('BT /F1 10 Tf 10 50 Td (shared) Tj ET'), '', program)).toEqual({
      globals: ['undefined', 'undefined'],
      kept: true,
      text: 'shared',
    });
  });

  it("leaves an app its navigator, which pdf.js replaces where it tells no language, as Bun's does", () => {
    const withoutLanguage = `
      Object.defineProperty(globalThis, 'navigator', { value: { own: true }, configurable: true, writable: true });`;
    const program = `
      const reader = await open();
      const page = await reader.extractPage(0, { signal });
      console.log(JSON.stringify({ navigator, text: page.texts[0].text }));
      process.exit();`;
    expect(runWithBackend(rawPdf('BT /F1 10 Tf 10 50 Td (kept) Tj ET'), withoutLanguage, program)).toEqual({
      navigator: { own: true },
      text: 'kept',
    });
  });
});
