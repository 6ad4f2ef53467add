import { createExtractor, type Backend, type Document, type SourceInput } from '@unifex/core';
import { pdfBackend } from '@unifex/pdf';
import { encryptedPdf, pagesPdf, richPdf } from '@unifex/pdf-suite';
import { pdfiumBackend } from '@unifex/pdfium';
import { ensureLongSample, readTruth, sampleNames, samplePath, type SampleName } from '@unifex/samples';
import { describe, expect, it } from 'vitest';
import { findDifferences, type Difference } from './find-differences.ts';

/**
 * How far boxes may lie apart, in points. One point is what is promised; what there is comes from the fonts that stand in for those that
 * a document does not bring, and from numbers of 32 bits.
 */
const PROMISED = 1;
const ACTUAL = 0.01;

/** What both engines are right about, and see differently. */
const EXPLAINED: Readonly<Partial<Record<SampleName, Readonly<Record<string, string>>>>> = {
  navigation: {
    'pages.2.fills.length': 'pdf.js draws an appearance for a highlight that brings none, and PDFium does not',
    'pages.2.annotations.1.bbox.x1': 'pdf.js makes a note without an appearance as large as its own icon: 22 points',
    'pages.2.annotations.1.bbox.y1': 'the same, downwards',
    'pages.2.annotations.2.bbox.x1': 'the same for the answer to that note',
    'pages.2.annotations.2.bbox.y1': 'the same, downwards',
  },
};

async function read(source: SourceInput, backend: object, options: object): Promise<Document> {
  await using extractor = await createExtractor(source, backend as Backend, options);
  const { document, errors } = await extractor.extract();
  expect(errors).toEqual([]);
  return document;
}

async function differences(source: SourceInput, options: object, tolerance: number): Promise<Difference[]> {
  const one = await read(source, pdfBackend, options);
  const other = await read(source, pdfiumBackend, options);
  return findDifferences(one, other, tolerance);
}

function passwordOf(name: SampleName): { password?: string } {
  const { password } = readTruth(name);
  return password === undefined ? {} : { password };
}

/** Words with their boxes, page by page, in their order, and nothing else. */
async function words(name: SampleName, backend: object): Promise<{ text: string; bbox: object }[][]> {
  const { pages } = await read(samplePath(name), backend, { granularity: 'word', ...passwordOf(name) });
  return pages.map(({ texts }) => texts.map(({ text, bbox }) => ({ text, bbox })));
}

describe('pdf and pdfium', () => {
  it.each(sampleNames)('agree on the words of %s, on their order, and on their boxes', async (name) => {
    const one = await words(name, pdfBackend);
    const count = one.reduce((sum, page) => sum + page.length, 0);
    if (name !== 'scanned') expect(count).toBeGreaterThan(50);
    expect(findDifferences(one, await words(name, pdfiumBackend), PROMISED)).toEqual([]);
  });

  it.each(
    sampleNames.flatMap((name) => (['char', 'word', 'line'] as const).map((granularity) => ({ name, granularity }))),
  )('agree on everything else in $name ($granularity), but for what is explained', async ({ name, granularity }) => {
    const found = await differences(samplePath(name), { granularity, ...passwordOf(name) }, ACTUAL);
    const explained = EXPLAINED[name] ?? {};
    expect(found.filter(({ path }) => !Object.hasOwn(explained, path))).toEqual([]);
    // An explanation of what is no longer different goes.
    expect(found.map(({ path }) => path).sort()).toEqual(Object.keys(explained).sort());
  });

  it('agree on a long report', async () => {
    expect(await differences(await ensureLongSample(20), { granularity: 'word' }, ACTUAL)).toEqual([]);
  });

  const line = (text: string, x = 10, y = 80): string => `BT /F1 10 Tf ${x} ${y} Td (${text}) Tj ET`;
  it.each([
    {
      what: 'pages that are turned, cut and scaled',
      source: pagesPdf([
        { content: `${line('First page')} ${line('of a document', 10, 60)}` },
        { content: line('Turned around'), page: '/Rotate 90' },
        { content: line('Cut and scaled', 30), page: '/CropBox [20 10 120 90] /UserUnit 2' },
        { content: '' },
      ]),
      options: {},
    },
    {
      what: 'an old encryption',
      source: encryptedPdf('open sesame', line('Behind')),
      options: { password: 'open sesame' },
    },
  ])('agree on $what', async ({ source, options }) => {
    expect(await differences(source, options, ACTUAL)).toEqual([]);
  });

  it('agree on the text among all sorts of things', async () => {
    const [one, other] = [await read(richPdf(), pdfBackend, {}), await read(richPdf(), pdfiumBackend, {})];
    const texts = ({ pages }: Document): unknown => pages.map((page) => [page.texts, page.coverage]);
    expect(findDifferences(texts(one), texts(other), ACTUAL)).toEqual([]);
  });
});
