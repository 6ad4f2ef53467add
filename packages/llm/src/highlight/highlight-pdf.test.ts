import { PDFDocument, PDFHexString, PDFName, PDFNumber, StandardFonts, degrees } from '@cantoo/pdf-lib';
import { createExtractor, type Annotation, type BBox, type Page } from '@unifex/core';
import { readFile } from 'node:fs/promises';
import { samplePath } from '@unifex/samples';
import { describe, expect, it } from 'vitest';
import { groundData } from '../grounding/index.ts';
import type { Evidence, PageExtraction } from '../types.ts';
import { noUsage } from '../usage.ts';
import { highlightPdf } from './highlight-pdf.ts';
import { toHighlights, type Highlights } from './highlights.ts';

async function read(pdf: Uint8Array, password?: string): Promise<Page[]> {
  await using extractor = await createExtractor(pdf, 'pdf', password === undefined ? {} : { password });
  return (await extractor.extract({ executor: 'inline' })).document.pages;
}

function extraction(page: number, data: unknown, evidence: Evidence | null): PageExtraction<unknown> {
  return {
    page,
    data,
    error: null,
    evidence,
    usage: noUsage(),
    attempts: 1,
    finishReason: 'stop',
    cached: false,
    warnings: [],
    rawText: null,
  };
}

/** Looks for data on every page, and gives what there is to draw. */
function highlightsOf(pages: readonly Page[], data: unknown): Highlights {
  return toHighlights({ data: pages.map((page) => extraction(page.index, data, groundData(data, page).evidence)) });
}

const marks = (page: Page): Annotation[] => (page.annotations ?? []).filter(({ author }) => author === 'unifex');
const middleOf = ({ x0, y0, x1, y1 }: BBox): number[] => [(x0 + x1) / 2, (y0 + y1) / 2];

function expectOver(marked: BBox, wanted: BBox): void {
  const [x = 0, y = 0] = middleOf(marked);
  const [wantedX = 0, wantedY = 0] = middleOf(wanted);
  expect(Math.hypot(x - wantedX, y - wantedY)).toBeLessThan(0.6);
}

/** A page with a word, turned and cropped and in large units, as one wants it. */
async function oddPdf(rotation: number, crop: boolean, userUnit?: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([400, 600]);
  page.setMediaBox(-20, 30, 400, 600);
  if (crop) page.setCropBox(10, 80, 300, 450);
  page.setRotation(degrees(rotation));
  if (userUnit !== undefined) page.node.set(PDFName.of('UserUnit'), PDFNumber.of(userUnit));
  page.drawText('Total 42.00', { x: 100, y: 300, size: 14, font: await document.embedFont(StandardFonts.Helvetica) });
  return await document.save();
}

describe('highlightPdf', () => {
  it('marks what was found in green and amber, and lists what was not in a note', async () => {
    const pdf = await readFile(samplePath('invoice'));
    const [page] = await read(pdf);
    const data = {
      buyer: 'Mme Hélène Girard',
      number: 'HV-2026-0412',
      seller: 'Halden & Voss Optics GmbH',
      missing: 'nowhere – ∅ to be found',
      absent: null,
    };
    const highlights = highlightsOf([page!], data);
    expect(highlights.boxes.map(({ pointer, color }) => [pointer, color])).toEqual([
      ['/buyer', 'green'],
      ['/number', 'green'],
      ['/seller', 'amber'],
    ]);
    expect(highlights.unplaced).toEqual([{ pointer: '/missing', value: 'nowhere – ∅ to be found', page: 0 }]);
    const [marked] = await read(await highlightPdf(pdf, highlights));
    const found = marks(marked!);
    expect(found.map(({ type, contents }) => [type, contents])).toEqual([
      ['Highlight', '/buyer = Mme Hélène Girard\nverified'],
      ['Highlight', '/number = HV-2026-0412\nverified'],
      ['Highlight', '/seller = Halden & Voss Optics GmbH\nverified, on 2 places'],
      ['Text', 'Not found in the document:\n/missing = nowhere – ∅ to be found'],
    ]);
    expectOver(found[0]!.bbox, highlights.boxes[0]!.bbox);
    // Nothing of the page itself has changed.
    expect(marked!.texts).toEqual(page!.texts);
  });

  const cases = [0, 90, 180, 270, -90].flatMap((rotation) => [
    { rotation, crop: false },
    { rotation, crop: true },
    { rotation, crop: true, userUnit: 2 },
  ]);
  it.each(cases)('draws over the words of a page: $rotation degrees, crop $crop, unit $userUnit', async (how) => {
    const pdf = await oddPdf(how.rotation, how.crop, how.userUnit);
    const pages = await read(pdf);
    const highlights = highlightsOf(pages, { total: 42 });
    expect(highlights.boxes).toHaveLength(1);
    const [marked] = await read(await highlightPdf(pdf, highlights));
    expectOver(marks(marked!)[0]!.bbox, highlights.boxes[0]!.bbox);
    expect(marks(marked!)[0]!.quads).toHaveLength(1);
  });

  it('draws on every page of a turned document', async () => {
    const pdf = await readFile(samplePath('rotated'));
    const pages = await read(pdf);
    const data = Object.fromEntries(pages.map((page) => [`p${page.index}`, page.texts[0]!.text]));
    const highlights = highlightsOf(pages, data);
    const marked = await read(await highlightPdf(pdf, highlights));
    for (const [i, page] of marked.entries()) {
      const boxes = highlights.boxes.filter((box) => box.page === i);
      const own = marks(page).filter(({ type }) => type === 'Highlight');
      expect(own).toHaveLength(boxes.length);
      own.forEach((mark, k) => expectOver(mark.bbox, boxes[k]!.bbox));
    }
  });

  it('is seen by a renderer: the colour, with the text through it', async () => {
    const pdf = await oddPdf(90, true);
    const [page] = await read(pdf);
    const highlights = highlightsOf([page!], { total: 42 });
    const draw = async (bytes: Uint8Array): Promise<(x: number, y: number) => number[]> => {
      await using extractor = await createExtractor(bytes, 'pdfium');
      const { data, width } = await extractor.renderPage(0, { dpi: 72, format: 'rgba' });
      return (x, y) => [...data.subarray(4 * (Math.round(y) * width + Math.round(x))).subarray(0, 3)];
    };
    const [plain, marked] = [await draw(pdf), await draw(await highlightPdf(pdf, highlights))];
    const { x0, x1, y0, y1 } = highlights.boxes[0]!.bbox;
    const pixels = (at: typeof plain): number[][] =>
      Array.from({ length: 200 }, (_, i) =>
        at(x0 + ((x1 - x0) * (i % 20)) / 20, y0 + ((y1 - y0) * Math.floor(i / 20)) / 10),
      );
    const isGreen = ([r = 0, g = 0, b = 0]: number[]): boolean => g > r + 40 && g > b + 40;
    const isDark = ([r = 0, g = 0, b = 0]: number[]): boolean => r + g + b < 150;
    expect(pixels(plain).some(isGreen)).toBe(false);
    expect(pixels(marked).filter(isGreen).length).toBeGreaterThan(60);
    expect(pixels(marked).some(isDark)).toBe(true);
  });

  it('opens what is encrypted with its password, and says so where it is wrong', async () => {
    const pdf = await readFile(samplePath('encrypted'));
    const pages = await read(pdf, 'secret');
    const highlights = highlightsOf(pages, { first: pages[0]!.texts[0]!.text });
    const copy = await highlightPdf(pdf, highlights, { password: 'secret' });
    const marked = await read(copy, 'secret');
    expect(marks(marked[0]!)).not.toEqual([]);
    // What was locked stays locked.
    await expect(read(copy)).rejects.toMatchObject({ code: 'PASSWORD_REQUIRED' });
    await expect(highlightPdf(pdf, highlights)).rejects.toMatchObject({ code: 'PASSWORD_REQUIRED' });
    await expect(highlightPdf(pdf, highlights, { password: 'no' })).rejects.toMatchObject({
      code: 'PASSWORD_REQUIRED',
    });
  });

  it('keeps what the owner of a document allows, and refuses where that is no comment', async () => {
    const nothing: Highlights = { boxes: [], unplaced: [] };
    const restricted = async (annotating: boolean): Promise<Uint8Array> => {
      const document = await PDFDocument.load(await oddPdf(0, false));
      document.encrypt({ userPassword: '', ownerPassword: 'owner', permissions: { annotating, copying: false } });
      return await document.save();
    };
    const permissions = async (pdf: Uint8Array): Promise<object> => {
      await using extractor = await createExtractor(pdf, 'pdf');
      return (await extractor.metadata()).encryption!;
    };
    const before = await restricted(true);
    const { permissions: given } = (await permissions(await highlightPdf(before, nothing))) as { permissions: unknown };
    expect(given).toEqual(((await permissions(before)) as { permissions: unknown }).permissions);
    await expect(highlightPdf(await restricted(false), nothing)).rejects.toMatchObject({ code: 'DOCUMENT_PROTECTED' });
    await highlightPdf(await restricted(false), nothing, { password: 'owner' });
  });

  it('leaves a signed document as it was signed, and refuses one that is certified', async () => {
    const pdf = await readFile(samplePath('signed'));
    const [page] = await read(pdf);
    const highlights = highlightsOf([page!], { price: 48500, missing: 'nowhere to be found' });
    const marked = await highlightPdf(pdf, highlights);
    expect(Buffer.from(marked.subarray(0, pdf.length)).equals(pdf)).toBe(true);
    await using extractor = await createExtractor(marked, 'pdf');
    const { signatures } = await extractor.metadata();
    expect(signatures).toMatchObject([{ signer: 'Marta Lindqvist', integrity: 'intact', coversWholeFile: false }]);
    expect(marks((await read(marked))[0]!).map(({ type }) => type)).toEqual(['Highlight', 'Text']);

    const certified = async (permission: number): Promise<Uint8Array> => {
      const document = await PDFDocument.load(await oddPdf(0, false));
      const { context, catalog } = document;
      const parameters = { Type: 'TransformParams', P: permission, V: '1.2' };
      const reference = { Type: 'SigRef', TransformMethod: 'DocMDP', TransformParams: parameters };
      const signature = context.register(context.obj({ Type: 'Sig', Reference: [reference] }));
      catalog.set(PDFName.of('Perms'), context.obj({ DocMDP: signature }));
      return await document.save();
    };
    await expect(highlightPdf(await certified(1), highlights)).rejects.toMatchObject({ code: 'DOCUMENT_PROTECTED' });
    await expect(highlightPdf(await certified(2), highlights)).rejects.toMatchObject({ code: 'DOCUMENT_PROTECTED' });
    const open = await certified(3);
    const commented = await highlightPdf(open, highlights);
    expect(Buffer.from(commented.subarray(0, open.length)).equals(open)).toBe(true);
  });

  it.each(['on its own', 'within its field'])('knows a signature that no form declares, %s', async (how) => {
    const document = await PDFDocument.load(await oddPdf(0, false));
    const { context, catalog } = document;
    const signature = context.obj({ Type: 'Sig', ByteRange: [0, 1, 2, 3], Contents: PDFHexString.of('00') });
    const value = how === 'on its own' ? context.register(signature) : signature;
    const field = context.register(context.obj({ FT: 'Sig', T: PDFHexString.fromText('signer'), V: value }));
    catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field] }));
    const pdf = await document.save();
    const marked = await highlightPdf(pdf, highlightsOf(await read(pdf), { total: 42 }));
    expect(Buffer.from(marked.subarray(0, pdf.length)).equals(pdf)).toBe(true);
    expect(marks((await read(marked))[0]!)).toHaveLength(1);
  });

  it('refuses what is no PDF', async () => {
    await expect(highlightPdf(new TextEncoder().encode('hello'), { boxes: [], unplaced: [] })).rejects.toMatchObject({
      code: 'DOCUMENT_CORRUPT',
    });
  });
});

describe('toHighlights', () => {
  const span = { page: 3, bbox: { x0: 1, y0: 2, x1: 3, y1: 4 }, text: '42.00', source: 'native' } as const;
  const found = {
    status: 'verified',
    score: 1,
    method: 'number',
    where: 'page',
    ambiguous: 0,
    doubts: [],
    spans: [span],
  } as const;

  it('gives colours by what is known', () => {
    const evidence = {
      '/a': found,
      '/b': { ...found, ambiguous: 2, doubts: ['label'] },
      '/c': { ...found, status: 'fuzzy' },
      '/d': { ...found, status: 'unverified' },
      '/e': { ...found, status: 'unverified', spans: [] },
      '/f': { ...found, status: 'absent', spans: [] },
      '/g': { ...found, status: 'skipped' },
      '/list/0/x~1y': { ...found, spans: [span, { ...span, text: 'more' }] },
    } as unknown as Evidence;
    const data = { a: 1, b: 2, c: 3, d: 4, e: 5, f: null, g: true, list: [{ 'x/y': 6 }] };
    const { boxes, unplaced } = toHighlights({ data: [extraction(3, data, evidence), extraction(4, null, null)] });
    expect(boxes.map(({ pointer, value, color }) => [pointer, value, color])).toEqual([
      ['/a', 1, 'green'],
      ['/b', 2, 'amber'],
      ['/c', 3, 'amber'],
      ['/d', 4, 'red'],
      ['/list/0/x~1y', 6, 'green'],
      ['/list/0/x~1y', 6, 'green'],
    ]);
    expect(boxes[0]).toMatchObject({
      page: 3,
      bbox: span.bbox,
      text: '42.00',
      status: 'verified',
      evidence: 'verified',
    });
    expect(boxes[1]?.evidence).toBe('verified, labelled as something else');
    expect(unplaced).toEqual([{ pointer: '/e', value: 5, page: 3 }]);
  });

  it('takes the result for a whole document', () => {
    const evidence = { '/a': found, '/gone': { ...found, status: 'unverified', spans: [] } } as unknown as Evidence;
    const { boxes, unplaced } = toHighlights({ data: { a: 1 }, evidence, windows: [] });
    expect(boxes).toMatchObject([{ pointer: '/a', page: 3 }]);
    expect(unplaced).toEqual([{ pointer: '/gone', value: undefined, page: null }]);
  });
});
