import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as core from '@unifex/core';
import { describe, expect, it } from 'vitest';
import * as unifex from './index.ts';

describe('the entry of the package', () => {
  it('has everything that core exports', () => {
    expect(Object.keys(unifex)).toEqual(expect.arrayContaining(Object.keys(core)));
  });

  it('loads neither pdf.js nor the executors when it is imported', () => {
    const entry = fileURLToPath(new URL('./index.ts', import.meta.url));
    const script = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
      await import(${JSON.stringify(entry)});
      console.log(JSON.stringify(loaded));`;
    const output = execFileSync(
      process.execPath,
      ['--conditions=@unifex/source', '--input-type=module', '-e', script],
      { encoding: 'utf8' },
    );
    const loaded = JSON.parse(output) as string[];
    expect(loaded.filter((url) => url.includes('/packages/pdf/'))).not.toEqual([]);
    expect(loaded.filter((url) => /pdfjs-dist|canvas|\/packages\/executors\/|\/zod\//.test(url))).toEqual([]);
  });

  it('refuses an unknown extractor with the ones that it knows', async () => {
    await expect(unifex.createExtractor('a.pdf', 'nonsense')).rejects.toMatchObject({
      code: 'EXTRACTOR_UNKNOWN',
      message: expect.stringMatching(/"nonsense".*auto, pdf/),
    });
    expect(unifex.registry.types()).toContain('pdf');
    expect(unifex.registry.executorTypes()).toEqual(expect.arrayContaining(['thread', 'process']));
  });

  it('closes pools that were never started', async () => {
    await expect(unifex.closePools()).resolves.toBeUndefined();
  });
});
