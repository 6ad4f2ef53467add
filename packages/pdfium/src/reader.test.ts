import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { openBytes, rawPdf, readPage } from './test-pdf.ts';

const signal = new AbortController().signal;

describe('a file whose end is missing', () => {
  it('is repaired, and says so on its pages and in its metadata', async () => {
    const whole = rawPdf('BT /F1 10 Tf 10 50 Td (saved) Tj ET');
    const end = new TextDecoder('latin1').decode(whole).indexOf('xref');
    await using reader = await openBytes(whole.slice(0, end));
    expect(reader.repaired).toMatch(/rebuilt/);
    const page = await reader.extractPage(0, { signal });
    expect(page.texts[0]?.text).toBe('saved');
    expect(page.provenance).toMatchObject({ engine: 'pdfium', repaired: expect.stringMatching(/rebuilt/) });
    expect(page.warnings?.[0]).toMatch(/damaged and was repaired/);
    expect((await reader.metadata()).warnings?.[0]).toMatch(/damaged and was repaired/);
  });

  it('is told from a sound one', async () => {
    const page = await readPage(rawPdf('BT /F1 10 Tf 10 50 Td (sound) Tj ET'));
    expect(page.provenance).toBeUndefined();
    expect(page.warnings).toBeUndefined();
  });
});

describe('importing the package', () => {
  it('starts no engine, and a document prints nothing', () => {
    const script = `
      const { default: backend } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
      const { getEnvironmentData } = await import('node:worker_threads');
      const key = '@unifex/pdfium 0.1.0: pdfium.wasm of @embedpdf/pdfium 2.15.1';
      const before = getEnvironmentData(key) !== undefined;
      const bytes = Uint8Array.from(Buffer.from(process.argv[1], 'base64'));
      const signal = new AbortController().signal;
      const source = { kind: 'bytes', bytes, info: { mediaType: 'application/pdf', size: bytes.length } };
      const reader = await backend.open(source, backend.parseOptions({}), { signal });
      const page = await reader.extractPage(0, { signal });
      await reader[Symbol.asyncDispose]();
      console.log(JSON.stringify({ before, after: getEnvironmentData(key) !== undefined, text: page.texts[0].text }));`;
    const pdf = Buffer.from(rawPdf('BT /F1 10 Tf 10 50 Td (quiet) Tj ET')).toString('base64');
    const node = ['--conditions=@unifex/source', '--input-type=module', '-e', script, pdf];
    const output = execFileSync(process.execPath, node, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(output)).toEqual({ before: false, after: true, text: 'quiet' });
  });
});
