import { readFileSync } from 'node:fs';
import { readTruth, sampleNames, samplePath, truthLineText } from '@unifex/samples';
import type { SampleName, TruthLine, TruthPage, TruthWord } from '@unifex/samples';
import { describe, expect, it } from 'vitest';
import type { BBox, DocumentReader, OutlineItem, Page } from '@unifex/core';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testSamples({ openBytes }: PdfUnderTest): void {
  const signal = new AbortController().signal;

  function bytesOf(name: SampleName): Uint8Array {
    return new Uint8Array(readFileSync(samplePath(name)));
  }

  function openSample(name: SampleName, options: object = {}): Promise<DocumentReader> {
    const { password } = readTruth(name);
    return openBytes(bytesOf(name), { ...(password ? { password } : {}), ...options });
  }

  async function readSample(name: SampleName, options: object = {}): Promise<Page[]> {
    await using reader = await openSample(name, options);
    const pages: Page[] = [];
    for (let index = 0; index < reader.pageCount; index++) pages.push(await reader.extractPage(index, { signal }));
    return pages;
  }

  /** The lines of the truth that are text of the document, in reading order: not those that are pixels. */
  function textLines({ lines }: TruthPage): TruthLine[] {
    return lines.filter((line) => !line.pixels);
  }

  /**
   * How far apart two boxes of a word are, in points. The sides agree always; above and below only where the file brings the
   * font along: of a font that it does not embed, each reader takes another one's ascent and descent.
   */
  function distance(bbox: BBox, { box: [x0, y0, x1, y1], ink }: TruthWord, direction: TruthLine['direction']): number {
    const sides = Math.max(Math.abs(bbox.x0 - x0), Math.abs(bbox.x1 - x1));
    const heights = Math.max(Math.abs(bbox.y0 - y0), Math.abs(bbox.y1 - y1));
    return ink || direction === 'ttb' ? Math.max(sides, heights) : Math.max(sides, heights - 0.25 * (y1 - y0));
  }

  function angleBetween(a: number, b: number): number {
    const difference = Math.abs(a - b) % 360;
    return Math.min(difference, 360 - difference);
  }

  describe.each(sampleNames)('the sample %s', (name) => {
    const truth = readTruth(name);

    it('has its pages, in their sizes and turns', async () => {
      const pages = await readSample(name);
      expect(pages.map(({ rotation }) => rotation)).toEqual(truth.pages.map(({ rotation = 0 }) => rotation));
      pages.forEach((page, i) => {
        expect(page.width).toBeCloseTo(truth.pages[i]!.width, 1);
        expect(page.height).toBeCloseTo(truth.pages[i]!.height, 1);
      });
    });

    it('loses no glyph', async () => {
      for (const { coverage, texts } of await readSample(name)) {
        expect(coverage).toEqual({ glyphs: coverage!.inTexts, inTexts: coverage!.inTexts, omitted: [] });
        const drawn = texts.map(({ text }) => text.replaceAll(' ', '')).join('');
        expect([...drawn].length).toBeGreaterThanOrEqual(coverage!.glyphs);
        expect(drawn).not.toContain('\ufffd');
      }
    });

    it('has every word in reading order, where it stands, as it runs', async () => {
      const pages = await readSample(name, { granularity: 'word' });
      pages.forEach((page, i) => {
        const lines = textLines(truth.pages[i]!);
        const expected = lines.flatMap((line) => line.words.map((word) => ({ ...word, line })));
        // What the fields of a form show comes after the page.
        const found = page.texts.slice(0, expected.length);
        expect(found.map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
        found.forEach((block, w) => {
          const { line, ...word } = expected[w]!;
          const context = `${block.text} on page ${i}: ${JSON.stringify([block.bbox, word.box])}`;
          expect(distance(block.bbox, word, line.direction), context).toBeLessThan(1);
          expect(angleBetween(block.rotation, line.rotation ?? 0), context).toBeLessThan(0.2);
          expect(block.hidden, context).toBe(line.hidden);
          if (line.direction) expect(block.direction, context).toBe(line.direction);
        });
        if (!truth.pages[i]!.fields) expect(page.texts).toHaveLength(expected.length);
      });
    });

    it('has its lines whole', async () => {
      const pages = await readSample(name);
      pages.forEach(({ texts }, i) => {
        const blocks = texts.map(({ text }) => text);
        const missing = textLines(truth.pages[i]!)
          .map(truthLineText)
          .filter((line) => !blocks.some((block) => ` ${block} `.includes(` ${line} `)));
        expect(missing).toEqual([]);
      });
    });
  });

  describe('text that nobody sees', () => {
    it('is left out on demand, and accounted for with its reason', async () => {
      const [page] = await readSample('hidden-text', { hiddenText: 'omit' });
      const hidden = new Map<string, string>();
      for (const line of readTruth('hidden-text').pages[0]!.lines) {
        if (line.hidden)
          hidden.set(line.hidden, (hidden.get(line.hidden) ?? '') + truthLineText(line).replaceAll(' ', ''));
      }
      const omitted = page!.coverage!.omitted;
      expect(omitted.map(({ reason }) => reason).sort()).toEqual([...hidden.keys()].sort());
      for (const { reason, glyphs, sample } of omitted) {
        expect(sample.replaceAll(' ', '')).toBe(hidden.get(reason));
        expect(glyphs).toBe(hidden.get(reason)!.length);
      }
      const { glyphs, inTexts } = page!.coverage!;
      expect(inTexts + omitted.reduce((sum, entry) => sum + entry.glyphs, 0)).toBe(glyphs);
      expect(page!.texts.every((block) => block.hidden === undefined)).toBe(true);
    });

    it('is seen where it is white on white', async () => {
      const [page] = await readSample('hidden-text');
      expect(page!.texts.find(({ text }) => text === 'Keywords for a search engine')).toMatchObject({
        color: '#ffffff',
      });
    });
  });

  describe('pages of pixels', () => {
    it.each([
      ['scanned', 1240, 1754],
      ['searchable-scan', 1984, 2806],
    ] as const)('%s is one picture that fills its page', async (name, pixelWidth, pixelHeight) => {
      const [page] = await readSample(name);
      expect(page!.images).toHaveLength(1);
      expect(page!.images![0]).toMatchObject({ pixelWidth, pixelHeight });
      const { bbox } = page!.images![0]!;
      expect((bbox.x1 - bbox.x0) / page!.width).toBeCloseTo(1, 3);
      expect((bbox.y1 - bbox.y0) / page!.height).toBeCloseTo(1, 3);
    });
  });

  describe('the rulings of tables', () => {
    it('are where the grid is drawn, and nowhere where there is none', async () => {
      const [grid, plain] = await readSample('tables');
      const [x0, y0, x1, y1] = readTruth('tables').pages[0]!.tables![0]!.box;
      const inside = grid!.rulings!.filter(
        ({ start, end }) => Math.min(start.y, end.y) > y0 - 1 && Math.max(start.y, end.y) < y1 + 1,
      );
      // A grid of 20 rows and 5 columns, each cell a rectangle of four sides.
      expect(inside).toHaveLength(20 * 5 * 4);
      expect(Math.min(...inside.map(({ start, end }) => Math.min(start.x, end.x)))).toBeCloseTo(x0, 1);
      expect(Math.max(...inside.map(({ start, end }) => Math.max(start.x, end.x)))).toBeCloseTo(x1, 1);
      const [, top, , bottom] = readTruth('tables').pages[1]!.tables![0]!.box;
      expect(plain!.rulings!.filter(({ start }) => start.y > top && start.y < bottom)).toEqual([]);
    });
  });

  describe('the form', () => {
    it('has its fields with values, places and kinds, and shows what they hold', async () => {
      const [page] = await readSample('form');
      const expected = readTruth('form').pages[0]!.fields!;
      expect(page!.formFields).toHaveLength(expected.length);
      page!.formFields!.forEach((field, i) => {
        const { box, options, ...rest } = expected[i]!;
        expect(field).toMatchObject(rest);
        expect(field.options?.map(({ value }) => value)).toEqual(options);
        expect(
          [field.bbox.x0, field.bbox.y0, field.bbox.x1, field.bbox.y1].map((n) => Math.round(n * 10) / 10),
        ).toEqual(box);
      });
      const shown = page!.texts.map(({ text }) => text).join('\n');
      for (const { type, value } of expected) if (type === 'text') expect(shown).toContain(value);
    });
  });

  describe('what hangs on pages', () => {
    const truth = readTruth('navigation');

    it('is there: links, comments, labels', async () => {
      const pages = await readSample('navigation');
      expect(pages.map(({ label }) => label)).toEqual(truth.pageLabels);
      pages.forEach((page, i) => {
        const { links = [], annotations = [] } = truth.pages[i]!;
        expect(page.links ?? []).toHaveLength(links.length);
        links.forEach(({ box, ...target }, k) => {
          const link = page.links![k]!;
          expect(link).toMatchObject(target);
          expect(Math.max(Math.abs(link.bbox.x0 - box[0]), Math.abs(link.bbox.y1 - box[3]))).toBeLessThan(1);
        });
        expect(page.annotations ?? []).toHaveLength(annotations.length);
        expect(page.annotations ?? []).toMatchObject(annotations);
      });
      const [, note, reply] = pages[2]!.annotations!;
      expect(reply!.inReplyTo).toBe(note!.id);
    });

    it('is told of the document: outline, attachments, labels', async () => {
      await using reader = await openSample('navigation');
      const strip = (items: readonly OutlineItem[]): object[] =>
        items.map(({ title, page, children }) => ({
          title,
          page,
          ...(children.length > 0 ? { children: strip(children) } : {}),
        }));
      expect(strip((await reader.outline?.()) ?? [])).toEqual(truth.outline);
      expect(await reader.metadata()).toMatchObject({
        pageCount: 6,
        title: 'Handbook of the garden railway',
        pageLabels: truth.pageLabels,
        attachments: truth.attachments,
      });
    });
  });

  describe('passwords', () => {
    it.each([
      [{}, 'PASSWORD_REQUIRED'],
      [{ password: 'wrong' }, 'PASSWORD_WRONG'],
    ])('%o does not open the encrypted memo', async (options, code) => {
      await expect(openBytes(bytesOf('encrypted'), options)).rejects.toMatchObject({ code });
    });

    it.each([
      ['secret', 'user'],
      ['owner secret', 'owner'],
    ] as const)('%s opens it as %s', async (password, openedWith) => {
      await using reader = await openSample('encrypted', { password });
      expect((await reader.metadata()).encryption).toMatchObject({
        encrypted: true,
        algorithm: 'AES 256 bit',
        openedWith,
      });
    });

    it('are not asked for where the user password is empty, and what is forbidden is told', async () => {
      await using reader = await openSample('restricted');
      const { encryption } = await reader.metadata();
      expect(encryption).toEqual({
        encrypted: true,
        algorithm: 'AES 128 bit',
        openedWith: 'user',
        permissions: ['print', 'copy-for-accessibility'],
      });
    });
  });

  describe('the signature', () => {
    const expected = { signer: 'Marta Lindqvist', signedAt: '2026-03-16T09:30:00Z', coversWholeFile: true };

    it('is intact, and tells who signed when', async () => {
      await using reader = await openSample('signed');
      expect((await reader.metadata()).signatures).toMatchObject([
        { ...expected, fieldName: 'architect', reason: 'I approve this agreement', integrity: 'intact' },
      ]);
    });

    it('is altered where one byte of the file is', async () => {
      const bytes = bytesOf('signed');
      const at = new TextDecoder('latin1').decode(bytes).lastIndexOf('pdfkit');
      bytes[at] = 'q'.charCodeAt(0);
      await using reader = await openBytes(bytes);
      expect((await reader.metadata()).signatures).toMatchObject([{ ...expected, integrity: 'altered' }]);
    });
  });
}
