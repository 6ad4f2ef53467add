import { loadSource } from '@unifex/core';
import { samplePath } from '@unifex/samples';
import { PDFDocument } from 'pdf-lib';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { workersFor, type ReadingWishes } from './workers-for.ts';

const SEVERAL = Math.min(4, availableParallelism());
const wishes = (more: Partial<ReadingWishes> = {}): ReadingWishes => ({
  extractor: 'auto',
  signal: new AbortController().signal,
  ...more,
});
const all = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** A sample's first page, again and again. */
async function manyPages(name: Parameters<typeof samplePath>[0], count: number): Promise<Uint8Array> {
  const from = await PDFDocument.load(await readFile(samplePath(name)));
  const to = await PDFDocument.create();
  for (const page of await to.copyPages(
    from,
    Array.from({ length: count }, () => 0),
  ))
    to.addPage(page);
  return to.save();
}

describe('workersFor', () => {
  it('asks for several where a few pages are scans, and for one where they are text', async () => {
    expect(await workersFor(await loadSource(await manyPages('scanned', 4)), all, wishes())).toBe(SEVERAL);
    expect(await workersFor(await loadSource(samplePath('article')), all, wishes())).toBe(1);
  });

  it('goes by the pages that are read, and by how', async () => {
    const scans = await loadSource(await manyPages('scanned', 4));
    expect(await workersFor(scans, () => [2], wishes())).toBe(1);
    expect(await workersFor(scans, all, wishes({ ocr: { mode: 'never' } }))).toBe(1);
    expect(await workersFor(scans, all, wishes({ executor: 'inline' }))).toBe(1);
    expect(await workersFor(scans, all, wishes({ extractor: 'pdfium' }))).toBe(1);
    const text = await loadSource(samplePath('article'));
    expect(await workersFor(text, all, wishes({ ocr: { mode: 'always' } }))).toBe(Math.min(3, SEVERAL));
    expect(await workersFor(text, all, wishes({ extractor: 'tesseract' }))).toBe(Math.min(3, SEVERAL));
    const layered = await loadSource(await manyPages('searchable-scan', 4));
    expect(await workersFor(layered, all, wishes())).toBe(1);
    expect(await workersFor(layered, all, wishes({ ocr: { textLayer: 'replace' } }))).toBe(SEVERAL);
  });

  it('leaves it to the reader to say what is wrong with a document', async () => {
    expect(await workersFor(await loadSource(samplePath('encrypted')), all, wishes())).toBe(1);
    expect(await workersFor(await loadSource(new TextEncoder().encode('no document')), all, wishes())).toBe(1);
  });
});
