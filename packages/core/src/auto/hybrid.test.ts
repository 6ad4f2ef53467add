import { describe, expect, it } from 'vitest';
import { UnifexError } from '../errors.ts';
import type { Page, TextBlock } from '../model.ts';
import type { BBox } from '../units.ts';
import { FRAME, imageOver, nativeLine, openHybrid, wordsOf, type HybridSetting } from './test-hybrid.ts';

const { signal } = new AbortController();
const PROSE = 'The mill stands where the brook leaves the wood';
const LETTER = [
  'Thank you for showing us the pump',
  'the bearing is worn out and the casing',
  'has a crack below the inlet',
];
const PICTURE: BBox = { x0: 100, y0: 300, x1: 500, y1: 500 };

/** The letter in pixels, line below line. */
const letterAt = (x: number, y: number): ReturnType<typeof wordsOf> =>
  LETTER.flatMap((text, i) => wordsOf(text, x, y + i * 20));

async function readFirst(setting: HybridSetting): Promise<{ page: Page; log: string[] }> {
  const { reader, log } = await openHybrid(setting);
  await using opened = reader;
  return { page: await opened.extractPage(0, { signal }), log };
}

const told = (texts: readonly TextBlock[]): string[] => texts.map(({ origin, text }) => `${origin}: ${text}`);

describe('a page whose text is text', () => {
  it('is not drawn, and not read', async () => {
    const { page, log } = await readFirst({
      pages: [{ texts: [nativeLine(PROSE, 60, 100)], seen: letterAt(60, 300) }],
    });
    expect(told(page.texts)).toEqual([`native: ${PROSE}`]);
    expect(page.provenance).toEqual({ engine: 'native' });
    expect(log).toEqual([]);
  });
});

describe('a page that cannot be drawn', () => {
  const renders = new UnifexError('PAGE_FAILED', 'its image is broken');

  it('says so where it seems to be empty, or to have no writing in its pictures', async () => {
    const warning = 'The page cannot be drawn, so that text in its pixels would not be found: its image is broken';
    const empty = await readFirst({ pages: [{}], renders });
    expect(empty.page).toMatchObject({ texts: [], warnings: [warning], provenance: { ocr: { verdict: 'empty' } } });
    const beside = { texts: [nativeLine(PROSE, 60, 100)], images: [imageOver(PICTURE)], warnings: ['another'] };
    const native = await readFirst({ pages: [beside], renders });
    expect(native.page).toMatchObject({ warnings: ['another', warning], provenance: { ocr: { verdict: 'native' } } });
  });

  it('fails where an image is all that it has, and is left alone where its text says enough', async () => {
    await expect(readFirst({ pages: [{ images: [imageOver(FRAME)] }], renders })).rejects.toMatchObject({
      code: 'PAGE_FAILED',
    });
    const { page } = await readFirst({ pages: [{ texts: [nativeLine(PROSE, 60, 100)] }], renders });
    expect(page.warnings).toBeUndefined();
  });
});

describe('a scan', () => {
  const scan = { images: [imageOver(FRAME)], seen: letterAt(60, 100) };

  it('is read as a whole, at the resolution of its image, and the words stand where they are on the page', async () => {
    const { page, log } = await readFirst({ pages: [scan] });
    expect(told(page.texts)).toEqual(LETTER.map((text) => `ocr: ${text}`));
    expect(log).toEqual(['draws 0 at 100 dpi', 'draws 0 at 216 dpi', 'reads 0 0 0 600 800']);
    const words = page.texts.flatMap((block) => block.words!);
    scan.seen.forEach(({ text, bbox }, i) => {
      expect(words[i]).toMatchObject({ text, confidence: 0.9 });
      for (const side of ['x0', 'y0', 'x1', 'y1'] as const) expect(words[i]!.bbox[side]).toBeCloseTo(bbox[side], 1);
    });
    expect(page.provenance).toEqual({
      engine: 'native',
      ocr: {
        engine: 'eyes',
        verdict: 'scan',
        reason: 'An image over 100 % of the page and no text',
        preprocessing: ['made level'],
      },
    });
  });

  it('is read at the resolution that is asked for', async () => {
    const { log } = await readFirst({ pages: [scan], ocr: { dpi: 120 } });
    expect(log).toContain('draws 0 at 120 dpi');
  });

  it('fails where the OCR engine fails, with its code, and the other pages do not', async () => {
    const ocrFails = new UnifexError('WORKER_CRASHED', 'The engine was killed.');
    const { reader } = await openHybrid({ pages: [scan, { texts: [nativeLine(PROSE, 60, 100)] }], ocrFails });
    await expect(reader.extractPage(0, { signal })).rejects.toMatchObject({
      code: 'WORKER_CRASHED',
      message: expect.stringContaining('The engine was killed.'),
      details: { page: 0, engine: 'eyes' },
    });
    expect(told((await reader.extractPage(1, { signal })).texts)).toEqual([`native: ${PROSE}`]);
    const foreign = await openHybrid({ pages: [scan], ocrFails: new Error('boom') });
    await expect(foreign.reader.extractPage(0, { signal })).rejects.toMatchObject({ code: 'PAGE_FAILED' });
  });

  it('is given with a warning where there is no OCR engine, and fails where OCR was asked for', async () => {
    const { page } = await readFirst({ pages: [scan], installed: false });
    expect(page.texts).toEqual([]);
    expect(page.warnings?.[0]).toContain('eyes is not installed');
    expect(page.provenance?.ocr).toMatchObject({
      verdict: 'scan',
      rejected: [{ engine: 'eyes', code: 'EXTRACTOR_NOT_INSTALLED' }],
    });
    const { reader } = await openHybrid({ pages: [scan], installed: false, ocr: { required: true } });
    await expect(reader.extractPage(0, { signal })).rejects.toMatchObject({ code: 'EXTRACTOR_NOT_INSTALLED' });
  });

  it('is given with a warning where nobody draws pages', async () => {
    const { page } = await readFirst({ pages: [scan], renders: false });
    expect(page.warnings?.[0]).toContain('@unifex/pdfium');
  });

  it.each([true, false])(
    'says why the engine that draws could not open the document (asked first: %s)',
    async (before) => {
      const refuses = new UnifexError('DOCUMENT_CORRUPT', 'It is torn.');
      const { page } = await readFirst({ pages: [scan], renders: false, painter: { refuses, before } });
      expect(page.warnings).toEqual([
        'Text in pixels was not read: no engine that can open the document makes images of its pages (painter: It is torn.)',
      ]);
    },
  );

  it('stops with an abort', async () => {
    const { reader } = await openHybrid({ pages: [scan] });
    const controller = new AbortController();
    const reading = reader.extractPage(0, { signal: controller.signal });
    controller.abort();
    await expect(reading).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('a page of text and pixels', () => {
  const above = nativeLine(PROSE, 60, 100);
  const below = nativeLine('and its wheel has turned for four generations', 60, 600);
  const mixed = {
    texts: [above, below],
    images: [imageOver(PICTURE)],
    seen: [...wordsOf(PROSE, 60, 100), ...letterAt(120, 330)],
  };

  it('is read under the image only, and what was read comes where it stands', async () => {
    const { page, log } = await readFirst({ pages: [mixed] });
    expect(told(page.texts)).toEqual([
      `native: ${PROSE}`,
      ...LETTER.map((text) => `ocr: ${text}`),
      `native: ${below.text}`,
    ]);
    expect(log.filter((entry) => entry.startsWith('reads'))).toEqual(['reads 0 100 300 500 500']);
    expect(page.provenance?.ocr).toMatchObject({ engine: 'eyes', verdict: 'mixed' });
  });

  it('has no word twice where text is drawn over the image', async () => {
    const over = nativeLine('worn out', 120 + 15 * 6 + 6 - 6, 350);
    const texts = [above, over];
    // The second line of the letter has these two words in the same place.
    const { page } = await readFirst({ pages: [{ ...mixed, texts }] });
    const read = page.texts.filter(({ origin }) => origin === 'ocr').map(({ text }) => text);
    expect(read).toEqual([LETTER[0], 'the bearing is and the casing', LETTER[2]]);
    expect(page.texts.filter(({ text }) => text === 'worn out')).toHaveLength(1);
  });

  it('keeps what lies under a watermark that reaches over everything', async () => {
    const watermark = nativeLine('COPY', 50, 50, { rotation: 45, bbox: FRAME, words: [{ text: 'COPY', bbox: FRAME }] });
    const { page } = await readFirst({ pages: [{ ...mixed, texts: [above, watermark] }] });
    expect(told(page.texts)).toEqual(expect.arrayContaining(LETTER.map((text) => `ocr: ${text}`)));
  });
});

describe('a page with an OCR layer', () => {
  const layer = nativeLine('Thank you for showing us the bump and the bear', 60, 100, { hidden: 'invisible' });
  const stamp = nativeLine('Exhibit 12', 400, 20);
  const layered = {
    texts: [stamp, layer],
    images: [imageOver(FRAME)],
    seen: [...wordsOf('Exhibit 12', 400, 20), ...letterAt(60, 100)],
  };

  it('is taken with the text of the layer, as what OCR read and people see', async () => {
    const { page, log } = await readFirst({ pages: [layered] });
    expect(told(page.texts)).toEqual(['native: Exhibit 12', `ocr: ${layer.text}`]);
    expect(page.texts.some(({ hidden }) => hidden !== undefined)).toBe(false);
    expect(page.provenance?.ocr).toMatchObject({ verdict: 'mixed', textLayer: 'kept' });
    expect(page.provenance?.ocr?.engine).toBeUndefined();
    expect(log).toEqual([]);
  });

  it('is read anew where that is asked for', async () => {
    const { page } = await readFirst({ pages: [layered], ocr: { textLayer: 'replace' } });
    expect(told(page.texts)).toEqual(['native: Exhibit 12', ...LETTER.map((text) => `ocr: ${text}`)]);
    expect(page.provenance?.ocr).toMatchObject({ engine: 'eyes', textLayer: 'replaced' });
    const account = page.coverage!;
    expect(account.inTexts + account.omitted.reduce((sum, { glyphs }) => sum + glyphs, 0)).toBe(account.glyphs);
    expect(account.omitted).toEqual([expect.objectContaining({ reason: 'replaced' })]);
  });
});

describe('a garbled page', () => {
  const sound = nativeLine('Page 12 of the report', 60, 20, { font: font('Sound') });
  const seen = [...wordsOf(sound.text, 60, 20), ...letterAt(60, 100)];
  const unknown = nativeLine('\uE000\uE001\uE002\uE003\uE004 \uE005\uE006\uE007\uE008', 60, 100, {
    font: font('Broken'),
  });

  function font(name: string): NonNullable<TextBlock['font']> {
    return { name, size: 10, weight: 400, bold: false, italic: false };
  }

  it('has its broken text replaced, and keeps its sound text', async () => {
    const { page } = await readFirst({ pages: [{ texts: [sound, unknown], seen }] });
    expect(told(page.texts)).toEqual([`native: ${sound.text}`, ...LETTER.map((text) => `ocr: ${text}`)]);
    expect(page.provenance?.ocr).toMatchObject({ verdict: 'garbled', engine: 'eyes' });
    expect(page.provenance?.ocr?.reason).toContain('no readable character');
  });

  it('keeps its text where nothing better is read', async () => {
    const { page } = await readFirst({ pages: [{ texts: [unknown], seen: [] }] });
    expect(told(page.texts)).toEqual([`native: ${unknown.text}`]);
    expect(page.warnings?.[0]).toContain('no better');
  });

  it('keeps words that look like none and that the pixels show as well', async () => {
    const codes = Array.from(
      { length: 12 },
      (_, i) => `xrxmd qzvkw gxjqp${'bcdfghjklmnp'[i]!} wvqz${'bcdfghjklmnp'[i]!}kx`,
    );
    const texts = codes.map((text, i) => nativeLine(text, 60, 100 + i * 20, { font: font('Courier') }));
    const { page } = await readFirst({
      pages: [{ texts, seen: codes.flatMap((text, i) => wordsOf(text, 60, 100 + i * 20)) }],
    });
    expect(page.provenance?.ocr?.verdict).toBe('garbled');
    expect(page.texts.every(({ origin }) => origin === 'native')).toBe(true);
  });
});

describe('the mode', () => {
  const page = {
    texts: [nativeLine(PROSE, 60, 100), nativeLine('off', 700, 10, { hidden: 'off-page' })],
    seen: wordsOf(PROSE, 60, 100),
  };

  it('always: every page is read from its pixels', async () => {
    const { page: read, log } = await readFirst({ pages: [page], ocr: { mode: 'always' } });
    expect(told(read.texts)).toEqual(['native: off', `ocr: ${PROSE}`]);
    expect(log).toEqual(['draws 0 at 200 dpi', 'reads 0 0 0 600 800']);
    expect(read.provenance?.ocr).toEqual({
      engine: 'eyes',
      verdict: 'native',
      reason: 'OCR of every page was asked for',
      preprocessing: ['made level'],
    });
  });
});
