import type { DocumentReader } from '@unifex/core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import v8 from 'node:v8';
import { describe, expect, it } from 'vitest';
import { API_PATCHES, patchApi } from './api-patches.ts';
import { longPdf, openBytes, rawPdf, stream } from './test-pdf.ts';

const INSTALLED = readFileSync(createRequire(import.meta.url).resolve('pdfjs-dist/legacy/build/pdf.mjs'), 'utf8');
const { signal } = new AbortController();

describe('patchApi', () => {
  it('finds every place in the installed pdf.js, and each once', () => {
    const patched = patchApi(INSTALLED);
    expect(patched).not.toBe(INSTALLED);
    for (const { find, replace } of API_PATCHES) {
      expect(INSTALLED.split(find), find).toHaveLength(2);
      expect(patched).toContain(replace);
    }
  });

  it('leaves a source as it is that lacks a place', () => {
    expect(patchApi('')).toBe('');
  });
});

describe('a page that has been read', () => {
  const readAll = async (reader: DocumentReader, from: number, to: number): Promise<void> => {
    for (let index = from; index < to; index++) await reader.extractPage(index, { signal });
  };

  it('is let go of, while the document stays open', async () => {
    await using reader = await openBytes(longPdf(300));
    await readAll(reader, 0, 40);
    const before = v8.queryObjects(Map, { format: 'count' });
    await readAll(reader, 40, 240);
    // Each dictionary has a map, and a page has two or more.
    expect(v8.queryObjects(Map, { format: 'count' })).toBeLessThan(before + 200);
  });

  it('reads as before when it is read again', async () => {
    await using reader = await openBytes(longPdf(100));
    const first = await reader.extractPage(1, { signal });
    await readAll(reader, 0, 3);
    expect(await reader.extractPage(1, { signal })).toEqual(first);
  });

  it('keeps its links and fields when it is read again, and costs nothing where they are broken', async () => {
    const link = '<< /Type /Annot /Subtype /Link /Rect [10 10 50 20] /A << /S /URI /URI (https://example.org/) >> >>';
    const whole = rawPdf('BT /F1 10 Tf 10 50 Td (linked) Tj ET', {
      page: '/Annots 6 0 R',
      objects: ['[7 0 R 99 0 R]', link],
    });
    const broken = rawPdf('BT /F1 10 Tf 10 50 Td (linked) Tj ET', {
      page: '/Annots 6 0 R',
      objects: [stream('no list', '')],
    });
    for (const [bytes, links] of [
      [whole, 1],
      [broken, 0],
    ] as const) {
      await using reader = await openBytes(bytes);
      for (let time = 0; time < 2; time++) {
        const page = await reader.extractPage(0, { signal });
        expect(page.texts[0]?.text).toBe('linked');
        expect(page.links ?? []).toHaveLength(links);
      }
    }
  });
});
