import { makeSearchablePdf } from '@unifex/ocr/searchable-pdf';
import { readTruth, samplePath, truthLineText } from '@unifex/samples';
import { drawPageKinds, type LabelledDocument } from '@unifex/samples/kinds';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  closePools,
  createExtractor,
  ocrServerBackend,
  pdfiumBackend,
  serveOcr,
  tesseractBackend,
  type ExtractionResult,
  type Page,
  type TextBlock,
} from './index.ts';

/** Words of a text that are in another one, as a share of the first's. */
function recall(truth: string, read: string): number {
  const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const found = new Set(words(read));
  const wanted = words(truth);
  return wanted.filter((word) => found.has(word)).length / wanted.length;
}

const textOf = (blocks: readonly TextBlock[], origin?: TextBlock['origin']): string =>
  blocks.flatMap((block) => (origin === undefined || block.origin === origin ? [block.text] : [])).join('\n');

async function read(input: string | Uint8Array, options: object = {}, extract: object = {}): Promise<ExtractionResult> {
  await using extractor = await createExtractor(input, 'auto', options);
  return await extractor.extract(extract);
}

const letterTruth = readTruth('scanned').pages[0]!.lines.map(truthLineText).join('\n');

afterAll(() => closePools());

describe('auto, with Tesseract', () => {
  let kinds: LabelledDocument;
  let result: ExtractionResult;
  const pageOf = (label: string): Page => {
    const index = kinds.pages.findIndex((page) => page.label === label);
    return result.document.pages.find((page) => page.index === index)!;
  };
  const READ = [
    'prose with a scanned letter',
    'prose with a picture of a line',
    'a stamped scan',
    'a scan with an OCR layer',
    'a scan with an OCR layer of nonsense',
    'fonts that say no characters',
    'fonts that say wrong characters',
    'letters drawn as shapes',
    'the scanned back of a sheet',
    'prose',
  ];
  const LETTER =
    'Thank you for showing us the pump on Monday. The bearing is worn out and the casing has a crack below the inlet';
  const PROSE = 'The mill stands where the brook leaves the wood. It was built in the year of the great flood';

  beforeAll(async () => {
    kinds = await drawPageKinds();
    const pages = READ.map((label) => kinds.pages.findIndex((page) => page.label === label));
    result = await read(kinds.bytes, {}, { pages });
  }, 300_000);

  it('reads every page', () => {
    expect(result.errors).toEqual([]);
    expect(result.document.pages).toHaveLength(READ.length);
  });

  it('reads under the images of a page of text, and keeps its text', () => {
    const page = pageOf('prose with a scanned letter');
    expect(recall(PROSE, textOf(page.texts, 'native'))).toBe(1);
    expect(recall(LETTER, textOf(page.texts, 'ocr'))).toBeGreaterThan(0.7);
    // Nothing of the prose, which is drawn above the letter and beside it, is there twice.
    expect(textOf(page.texts, 'ocr')).not.toContain('brook');
    const line = pageOf('prose with a picture of a line');
    expect(textOf(line.texts, 'ocr')).toContain('4471');
    const boxes = line.texts.filter(({ origin }) => origin === 'ocr').map(({ bbox }) => bbox);
    for (const { y0, y1 } of boxes) expect(y0 > 495 && y1 < 535).toBe(true);
  });

  it('has the stamp of a scan once', () => {
    const page = pageOf('a stamped scan');
    expect(textOf(page.texts, 'native')).toBe('Exhibit 12, received 11 May 2026');
    expect(textOf(page.texts, 'ocr')).not.toMatch(/exhibit/i);
    expect(recall(LETTER, textOf(page.texts, 'ocr'))).toBeGreaterThan(0.9);
  });

  it('keeps an OCR layer, and replaces one of nonsense', () => {
    expect(pageOf('a scan with an OCR layer').provenance?.ocr).toMatchObject({ textLayer: 'kept' });
    const page = pageOf('a scan with an OCR layer of nonsense');
    expect(recall(LETTER, textOf(page.texts))).toBeGreaterThan(0.9);
    expect(page.texts.some(({ hidden }) => hidden)).toBe(false);
  });

  it.each(['fonts that say no characters', 'fonts that say wrong characters', 'letters drawn as shapes'])(
    'reads what people see: %s',
    (label) => {
      const page = pageOf(label);
      expect(recall(PROSE, textOf(page.texts))).toBeGreaterThan(0.9);
      expect(page.texts.every(({ origin }) => origin === 'ocr')).toBe(true);
      expect(page.provenance?.ocr?.engine).toBe('tesseract');
    },
  );

  it('runs no OCR where there is nothing to read', () => {
    expect(pageOf('the scanned back of a sheet').provenance?.ocr).toBeUndefined();
    expect(pageOf('prose').provenance).toEqual({ engine: 'pdfium' });
  });

  it('reads a page with an OCR layer anew where that is asked for', async () => {
    const truth = readTruth('searchable-scan').pages[0]!.lines.map(truthLineText).join('\n');
    const { document } = await read(samplePath('searchable-scan'), { ocr: { textLayer: 'replace' } });
    const [page] = document.pages;
    expect(page?.provenance?.ocr).toMatchObject({ engine: 'tesseract', textLayer: 'replaced' });
    expect(recall(truth, textOf(page!.texts))).toBeGreaterThan(0.9);
    expect(page?.texts.every(({ confidence }) => confidence !== undefined)).toBe(true);
  });

  it.each(['thread', 'process'])('gives the same through the executor %s', async (executor) => {
    const here = await read(samplePath('scanned'));
    const there = await read(samplePath('scanned'), {}, { executor, maxWorkers: 2 });
    expect(there.errors).toEqual([]);
    expect(there.document.pages).toEqual(here.document.pages);
    expect(recall(letterTruth, textOf(here.document.pages[0]!.texts))).toBeGreaterThan(0.9);
  });

  it('refuses a language that there is none of, before any work', async () => {
    await expect(read(samplePath('scanned'), { ocr: { languages: ['klingon'] } })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
    });
  });
});

describe('an OCR server with our own engine', () => {
  it('gives the words that the engine gives, in their places', async () => {
    await using server = await serveOcr({ backend: tesseractBackend });
    const direct = await read(samplePath('scanned'));
    const served = await read(samplePath('scanned'), { ocr: { engine: ocrServerBackend.type, url: server.url } });
    expect(served.errors).toEqual([]);
    const [page] = served.document.pages;
    expect(page?.provenance?.ocr?.engine).toBe('ocr-server');
    const wordsOf = (texts: readonly TextBlock[]): string[] =>
      texts
        .flatMap((block) =>
          block.words!.map(({ text, bbox }) => `${text} ${Math.round(bbox.x0)} ${Math.round(bbox.y0)}`),
        )
        .sort();
    expect(wordsOf(page!.texts)).toEqual(wordsOf(direct.document.pages[0]!.texts));
  });
});

describe('a searchable PDF, with Tesseract', () => {
  it('has the words where PDFium finds them and people see them', async () => {
    const { bytes, success } = await makeSearchablePdf(samplePath('scanned'));
    expect(success).toBe(true);
    await using extractor = await createExtractor(bytes, pdfiumBackend, {});
    const { document } = await extractor.extract();
    const words = document.pages[0]!.texts.flatMap((block) => block.words!);
    const truth = readTruth('scanned').pages[0]!.lines.flatMap((line) => line.words);
    const found = truth.filter(({ text, box: [x0, y0, x1, y1] }) =>
      words.some(({ text: read, bbox }) => {
        const [x, y] = [(bbox.x0 + bbox.x1) / 2, (bbox.y0 + bbox.y1) / 2];
        return read === text && x > x0 && x < x1 && y > y0 - 2 && y < y1 + 2;
      }),
    );
    expect(found.length / truth.length).toBeGreaterThan(0.9);
  });
});
