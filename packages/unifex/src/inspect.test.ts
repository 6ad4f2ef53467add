import { samplePath } from '@unifex/samples';
import { drawPageKinds, type LabelledDocument } from '@unifex/samples/kinds';
import { beforeAll, describe, expect, it } from 'vitest';
import { createExtractor, createRegistry, inspect, pdfBackend, type BBox, type DocumentInspection } from './index.ts';

describe('the verdict on labelled pages', () => {
  let document: LabelledDocument;
  let found: DocumentInspection;

  beforeAll(async () => {
    document = await drawPageKinds();
    found = await inspect(document.bytes);
  });

  it('is right on every one', () => {
    const wrong = document.pages.flatMap(({ label, kind, ocrLayer = false }, i) => {
      const page = found.pages[i]!;
      return page.kind === kind && page.ocrLayer === ocrLayer ? [] : [{ label, kind, page }];
    });
    expect(wrong).toEqual([]);
    expect(found.errors).toEqual([]);
    expect(document.pages.length).toBeGreaterThan(30);
  });

  it('sends OCR where text is in pixels, and nowhere else', () => {
    const wrong = document.pages.flatMap(({ label, ocr }, i) => {
      const { ocrRegions } = found.pages[i]!;
      return isExpected(ocrRegions, ocr, i) ? [] : [{ label, ocr, ocrRegions }];
    });
    expect(wrong).toEqual([]);
    const asked = document.pages.flatMap(({ ocr }, i) => (ocr === 'nothing' ? [] : [i]));
    expect(found.ocrPages).toEqual(asked);
  });

  it('counts kinds, and gives a reason and figures for every page', () => {
    expect(Object.values(found.kinds).reduce((sum, count) => sum + count, 0)).toBe(found.pageCount);
    for (const { reasons, figures } of found.pages) {
      expect(reasons.join()).not.toBe('');
      for (const [name, value] of Object.entries(figures)) {
        expect(value, name).toBeGreaterThanOrEqual(0);
        if (name.endsWith('Share') || name === 'nonsense') expect(value, name).toBeLessThanOrEqual(1);
      }
    }
  });

  function isExpected(regions: readonly BBox[], ocr: LabelledDocument['pages'][number]['ocr'], index: number): boolean {
    if (ocr === 'nothing') return regions.length === 0;
    const [region, ...more] = regions;
    if (!region || more.length > 0) return false;
    // A page that is turned is displayed the other way.
    const turned = document.pages[index]!.label === 'a scan that the page turns';
    const page = turned ? [0, 0, 842, 595] : [0, 0, 595, 842];
    const wanted = ocr === 'page' ? page : ocr;
    const tolerance = 14;
    return [region.x0, region.y0, region.x1, region.y1].every((value, i) => Math.abs(value - wanted[i]!) <= tolerance);
  }
});

describe('the verdict on the samples', () => {
  const NATIVE = [
    'invoice',
    'article',
    'rotated',
    'tables',
    'right-to-left',
    'cjk',
    'form',
    'restricted',
    'signed',
  ] as const;

  it.each(NATIVE)('%s: text on every page', async (name) => {
    const { pageCount, kinds, ocrPages } = await inspect(samplePath(name));
    expect(kinds.native).toBe(pageCount);
    expect(ocrPages).toEqual([]);
  });

  it.each([
    ['scanned', false],
    ['searchable-scan', true],
  ] as const)('%s: a scan, OCR layer: %s', async (name, ocrLayer) => {
    const { pages } = await inspect(samplePath(name));
    expect(pages[0]).toMatchObject({ kind: 'scan', ocrLayer });
  });
});

describe('inspect', () => {
  it('goes by text layer and images alone where no engine draws pages', async () => {
    const registry = createRegistry();
    registry.register(pdfBackend);
    const engines = [{ apiVersion: 1, type: 'pdf', module: '@unifex/pdf', options: {} }] as const;
    const { pages } = await inspect(samplePath('scanned'), { registry, ...{ engines } });
    expect(pages[0]).toMatchObject({ kind: 'scan', ocrRegions: [expect.any(Object)] });
    expect(pages[0]?.figures.writingShare).toBeUndefined();
  });

  it('does not take letters that are drawn as shapes for nothing where no engine draws pages', async () => {
    const document = await drawPageKinds();
    const labels = ['letters drawn as shapes', 'a rule and a box', 'nothing'];
    const indices = labels.map((wanted) => document.pages.findIndex(({ label }) => label === wanted));
    const engines = [{ apiVersion: 1, type: 'pdf', module: '@unifex/pdf', options: {} }] as const;
    const { pages } = await inspect(document.bytes, { pages: indices, ...{ engines } });
    expect(pages.map(({ kind, ocrRegions }) => [kind, ocrRegions.length])).toEqual([
      ['scan', 1],
      ['empty', 0],
      ['empty', 0],
    ]);
    expect(pages[0]!.reasons[0]).toMatch(/^\d+ shapes and no text: letters may be drawn so, and nobody can look$/);
    // And so it is read: with a warning that says what is missing.
    await using extractor = await createExtractor(document.bytes, 'auto', { ...{ engines } });
    const { document: read } = await extractor.extract({ pages: [indices[0]!] });
    expect(read.pages[0]!.warnings).toEqual([
      expect.stringMatching(/Text in pixels was not read: .* npm install @unifex.pdfium/),
    ]);
  });

  it('takes pages, and passes a password on', async () => {
    const { pages } = await inspect(samplePath('article'), { pages: [2, 0] });
    expect(pages.map(({ index }) => index)).toEqual([2, 0]);
    const last = await inspect(samplePath('article'), { pages: (count) => [count - 1] });
    expect(last.pages.map(({ index }) => index)).toEqual([2]);
    await expect(inspect(samplePath('encrypted'))).rejects.toMatchObject({ code: 'PASSWORD_REQUIRED' });
    expect((await inspect(samplePath('encrypted'), { password: 'secret' })).kinds.native).toBe(1);
  });

  it('stops where it is told to', async () => {
    await expect(inspect(samplePath('article'), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'ABORTED',
    });
  });
});
