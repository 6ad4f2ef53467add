import { describe, expect, it } from 'vitest';
import type { Page } from '@unifex/core';
import { rawPdf } from '../raw-pdf.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testPages({ readPage }: PdfUnderTest): void {
  const text = (show: string, more = ''): string => `BT /F1 10 Tf ${more} ${show} ET`;
  const lines = (page: Page): string[] => page.texts.map((block) => block.text);

  describe('text', () => {
    it('has boxes in points from the top left, with font, colour and words', async () => {
      const page = await readPage(rawPdf(text('10 80 Td (Hello world) Tj', '1 0 0 rg')));
      expect(page).toMatchObject({ width: 200, height: 100, unit: 'points', rotation: 0 });
      const [block] = page.texts;
      expect(block).toMatchObject({
        text: 'Hello world',
        rotation: 0,
        origin: 'native',
        direction: 'ltr',
        color: '#ff0000',
      });
      expect(block?.font).toMatchObject({ name: 'Helvetica', size: 10, weight: 400, bold: false, italic: false });
      // Widths of Helvetica (Adobe Core14 AFM): "Hello" is 2278 thousandths of the size, a space 278, "world" 2389.
      expect(block?.words?.map((word) => [word.text, word.bbox.x0, word.bbox.x1])).toEqual([
        ['Hello', 10, expect.closeTo(32.78, 2)],
        ['world', expect.closeTo(35.56, 2), expect.closeTo(59.45, 2)],
      ]);
      expect(block!.bbox.y0).toBeLessThan(14);
      expect(block!.bbox.y1).toBeGreaterThan(20);
    });

    it('is read from a Buffer as well, the memory around it untouched', async () => {
      const bytes = rawPdf(text('10 80 Td (Hello) Tj'));
      const around = Buffer.alloc(bytes.length + 20, 7);
      around.set(bytes, 10);
      expect(lines(await readPage(around.subarray(10, 10 + bytes.length)))).toEqual(['Hello']);
      expect([around[9], around[10 + bytes.length], around.length]).toEqual([7, 7, bytes.length + 20]);
    });

    it('follows character spacing, word spacing, horizontal scaling, kerning and rise', async () => {
      const page = await readPage(rawPdf(text('10 50 Td 50 Tz 2 Tc 4 Tw 3 Ts [(ab) -1000 (c d)] TJ')), {
        granularity: 'char',
      });
      // Helvetica: a 556, b 556, c 500, space 278. Each glyph moves by (width * 10 / 1000 + 2) * 0.5, spaces 4 * 0.5 more.
      const xs = page.texts.map((block) => block.bbox.x0);
      const expected = [10, 13.78, 13.78 + 3.78 + 5, 22.56 + 3.5 + 4.39];
      expected.forEach((x, i) => expect(xs[i]).toBeCloseTo(x, 2));
      expect(page.texts[0]?.bbox.x1).toBeCloseTo(12.78, 2);
      expect(page.texts[0]!.bbox.y1).toBeLessThan(50);
    });

    it.each([
      [0, 10, 20],
      [90, 80, 10],
      [180, 190, 80],
      [270, 20, 190],
    ])('gives boxes of the page as displayed after /Rotate %i', async (rotate, x, y) => {
      const page = await readPage(rawPdf(text('10 80 Td (I) Tj'), { page: `/Rotate ${rotate}` }));
      expect([page.width, page.height]).toEqual(rotate % 180 ? [100, 200] : [200, 100]);
      expect(page.rotation).toBe(rotate);
      expect(page.texts[0]?.rotation).toBe(rotate);
      const { x0, y0, x1, y1 } = page.texts[0]!.bbox;
      // The origin of the glyph lies on the edge of its box.
      expect(x).toBeGreaterThanOrEqual(x0 - 0.01);
      expect(x).toBeLessThanOrEqual(x1 + 0.01);
      expect(y).toBeGreaterThanOrEqual(y0 - 0.01);
      expect(y).toBeLessThanOrEqual(y1 + 0.01);
    });

    it('starts at the crop box and counts UserUnit', async () => {
      const page = await readPage(rawPdf(text('30 80 Td (x) Tj'), { page: '/CropBox [20 10 120 90] /UserUnit 2' }));
      expect([page.width, page.height]).toEqual([200, 160]);
      expect(page.texts[0]?.bbox.x0).toBeCloseTo(20, 5);
      expect(page.texts[0]?.font?.size).toBeCloseTo(20, 5);
    });

    it('marks text that is not seen, with the reason, and keeps it out of visible lines', async () => {
      const layer = {
        resources: '/Properties << /L1 6 0 R >> /ExtGState << /G0 << /ca 0 >> >>',
        objects: ['<< /Type /OCG /Name (off) >>'],
      };
      const page = await readPage(
        rawPdf(
          [
            text('10 80 Td (seen) Tj 3 Tr ( mode) Tj 0 Tr'),
            text('300 80 Td (outside) Tj'),
            'q 0 0 50 10 re W n BT /F1 10 Tf 10 50 Td (clipped) Tj ET Q',
            'q /G0 gs BT /F1 10 Tf 10 30 Td (clear) Tj ET Q',
          ].join('\n'),
          layer,
        ),
      );
      expect(page.texts.map(({ text: t, hidden }) => [t, hidden])).toEqual([
        ['seen', undefined],
        ['mode', 'invisible'],
        ['outside', 'off-page'],
        ['clipped', 'clipped'],
        ['clear', 'invisible'],
      ]);
      expect(page.coverage).toEqual({ glyphs: 27, inTexts: 27, omitted: [] });
      const omitted = await readPage(rawPdf(text('10 80 Td (seen) Tj 3 Tr ( mode) Tj')), { hiddenText: 'omit' });
      expect(lines(omitted)).toEqual(['seen']);
      expect(omitted.coverage).toEqual({
        glyphs: 8,
        inTexts: 4,
        omitted: [{ reason: 'invisible', glyphs: 4, sample: 'mode ' }],
      });
    });

    it('reads text inside nested form XObjects, clipped by their boxes', async () => {
      const inner = 'BT /F1 10 Tf 0 0 Td (inner) Tj 0 -500 Td (cut) Tj ET';
      const outer = 'q 1 0 0 1 5 5 cm /In Do Q';
      const page = await readPage(
        rawPdf('q 2 0 0 2 10 10 cm /Out Do Q', {
          resources: '/XObject << /Out 6 0 R >>',
          objects: [
            `<< /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << /In 7 0 R >> >> /Length ${outer.length} >>\nstream\n${outer}\nendstream`,
            `<< /Type /XObject /Subtype /Form /BBox [0 -5 100 100] /Matrix [1 0 0 1 3 0] /Resources << /Font << /F1 5 0 R >> >> /Length ${inner.length} >>\nstream\n${inner}\nendstream`,
          ],
        }),
      );
      expect(page.texts[0]).toMatchObject({ text: 'inner', font: { size: 20 } });
      expect(page.texts[0]?.bbox.x0).toBeCloseTo(26, 5);
      expect(page.texts[1]).toMatchObject({ text: 'cut' });
      expect(page.texts[1]?.hidden).toBeDefined();
    });

    it('reads Type 3 fonts by their own matrix', async () => {
      const proc = '1000 0 0 0 750 750 d1 0 0 750 750 re f';
      const page = await readPage(
        rawPdf('BT /T3 10 Tf 10 50 Td (aa) Tj ET', {
          resources: '/Font << /T3 6 0 R >>'.replace('/Font', '/XFont'),
          page: '/Resources << /Font << /T3 6 0 R >> >>',
          objects: [
            '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.002 0 0 0.002 0 0] /CharProcs << /sq 7 0 R >> /Encoding << /Type /Encoding /Differences [97 /sq] >> /FirstChar 97 /LastChar 97 /Widths [1000] /ToUnicode 8 0 R >>',
            `<< /Length ${proc.length} >>\nstream\n${proc}\nendstream`,
            '<< /Length 120 >>\nstream\nbegincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <61> <0041> endbfchar endcmap\nendstream',
          ],
        }),
        { granularity: 'char' },
      );
      expect(lines(page)).toEqual(['A', 'A']);
      // 1000 units of 0.002 at size 10 are 20 points.
      expect(page.texts[1]!.bbox.x0 - page.texts[0]!.bbox.x0).toBeCloseTo(20, 5);
    });
  });

  describe('graphics', () => {
    it('lists rulings, filled rectangles and images with their boxes', async () => {
      const page = await readPage(
        rawPdf(
          [
            '2 w 1 0 0 RG 10 90 m 110 90 l S',
            '0 0 1 rg 10 20 100 1 re f',
            '0 1 0 rg 120 20 40 30 re f',
            'q 50 0 0 25 10 50 cm BI /W 2 /H 1 /BPC 8 /CS /G ID ab EI Q',
          ].join('\n'),
        ),
      );
      expect(page.rulings).toEqual([
        { start: { x: 10, y: 10 }, end: { x: 110, y: 10 }, thickness: 2, color: '#ff0000' },
        { start: { x: 10, y: 79.5 }, end: { x: 110, y: 79.5 }, thickness: 1, color: '#0000ff' },
      ]);
      expect(page.fills).toEqual([{ bbox: { x0: 120, y0: 50, x1: 160, y1: 80 }, color: '#00ff00' }]);
      expect(page.images).toEqual([
        { bbox: { x0: 10, y0: 25, x1: 60, y1: 50 }, rotation: 0, pixelWidth: 2, pixelHeight: 1 },
      ]);
    });

    it('cuts lines and rectangles to the clip', async () => {
      const page = await readPage(rawPdf('q 0 0 60 100 re W n 0 0 1 rg 10 20 100 40 re f Q 10 20 100 40 re S'));
      expect(page.fills).toEqual([{ bbox: { x0: 10, y0: 40, x1: 60, y1: 80 }, color: '#0000ff' }]);
      expect(page.rulings).toHaveLength(4);
    });

    it('cuts lines and rectangles to the page, and leaves out what is beside it', async () => {
      const page = await readPage(
        rawPdf('0 0 1 rg 150 20 100 40 re f 300 20 100 40 re f 1 w -20 50 m 250 50 l S 10 150 m 100 150 l S'),
      );
      expect(page.fills).toEqual([{ bbox: { x0: 150, y0: 40, x1: 200, y1: 80 }, color: '#0000ff' }]);
      expect(page.rulings?.map(({ start, end }) => [start, end])).toEqual([
        [
          { x: 0, y: 50 },
          { x: 200, y: 50 },
        ],
      ]);
    });
  });

  describe('options', () => {
    it.each([
      [{ granularity: 'page' }, /granularity.*"page".*'char' or 'word' or 'line'/],
      [{ colour: true }, /no option `colour`.*granularity/],
      [{ words: 'yes' }, /words.*"yes".*true or false/],
      [{ password: 5 }, /password.*hidden.*text/],
    ])('refuses %j, naming option, value and what is allowed', async (options, message) => {
      await expect(readPage(rawPdf(''), options)).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        message: expect.stringMatching(message),
      });
    });

    it('gives characters, words and lines that say the same', async () => {
      const bytes = rawPdf(text('10 80 Td (one two) Tj 0 -20 Td (three) Tj'));
      const compact = async (granularity: string): Promise<string> =>
        lines(await readPage(bytes, { granularity }))
          .join('')
          .replaceAll(' ', '');
      expect(await compact('char')).toBe('onetwothree');
      expect(await compact('word')).toBe('onetwothree');
      expect(lines(await readPage(bytes, { granularity: 'line' }))).toEqual(['one two', 'three']);
    });

    it('merges with a function of the caller', async () => {
      const page = await readPage(rawPdf(text('10 80 Td (one) Tj 0 -20 Td (two) Tj')), {
        granularity: (all: readonly { words: { text: string }[] }[]) => [
          {
            text: all.map((line) => line.words.map((word) => word.text).join(' ')).join(' | '),
            bbox: { x0: 0, y0: 0, x1: 1, y1: 1 },
            rotation: 0,
            origin: 'native',
          },
        ],
      });
      expect(lines(page)).toEqual(['one | two']);
    });
  });
}
