import { describe, expect, it } from 'vitest';
import type { Page, TextBlock } from '@unifex/core';
import { rawPdf, stream, type RawPdfOptions } from '../raw-pdf.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testText({ readPage }: PdfUnderTest): void {
  /** Every glyph of a page, drawn in Helvetica as /F1 (Adobe Core14 AFM: a, b and d are 556 wide, c 500, i 222, a space 278). */
  async function chars(content: string, options: RawPdfOptions = {}): Promise<TextBlock[]> {
    return (await readPage(rawPdf(content, options), { granularity: 'char' })).texts;
  }

  /** Left edges, to a hundredth of a point. */
  function lefts(blocks: readonly TextBlock[]): number[] {
    return blocks.map(({ bbox }) => Math.round(bbox.x0 * 100) / 100);
  }

  const lines = (page: Page): string[] => page.texts.map(({ text }) => text);

  describe('text state', () => {
    it('adds character spacing behind every glyph and word spacing behind a space of one byte', async () => {
      expect(lefts(await chars('BT /F1 10 Tf 2 Tc 5 Tw 10 50 Td (ab) Tj ( c) Tj ET'))).toEqual([10, 17.56, 34.9]);
    });

    it('scales the horizontal, spacing included', async () => {
      const blocks = await chars('BT /F1 10 Tf 200 Tz 1 Tc 10 50 Td (ab) Tj ET');
      expect(lefts(blocks)).toEqual([10, 23.12]);
      expect(blocks[0]!.bbox.x1 - blocks[0]!.bbox.x0).toBeCloseTo(11.12, 5);
      expect(blocks[0]!.font?.size).toBe(10);
    });

    it('tells letters that are spaced from single ones, scaled with the text', async () => {
      const words = async (content: string): Promise<string[]> =>
        (await readPage(rawPdf(content), { granularity: 'word' })).texts.map(({ text }) => text);
      expect(await words('BT /F1 10 Tf 4 Tc 10 50 Td (ab) Tj ET')).toEqual(['ab']);
      expect(await words('q 2 0 0 2 0 0 cm BT /F1 5 Tf 200 Tz 2 Tc 5 25 Td (abc) Tj ET Q')).toEqual(['abc']);
      expect(await words('BT /F1 10 Tf 10 50 Td [(a) -400 (b)] TJ ET')).toEqual(['a', 'b']);
    });

    it('raises and lowers', async () => {
      const blocks = await chars('BT /F1 10 Tf 10 50 Td (a) Tj 4 Ts (a) Tj -3 Ts (a) Tj 0 Ts (a) Tj ET');
      const tops = blocks.map(({ bbox }) => bbox.y0);
      expect(tops.map((top) => Math.round((tops[0]! - top) * 100) / 100)).toEqual([0, 4, -3, 0]);
    });

    it('keeps its state over ET, and starts each text object at the origin', async () => {
      const blocks = await chars('BT /F1 10 Tf 1 Tc 10 50 Td (a) Tj ET BT (ab) Tj ET');
      expect(lefts(blocks)).toEqual([10, 0, 6.56]);
    });

    it('moves to the next line by every operator that does', async () => {
      const blocks = await chars(
        'BT /F1 10 Tf 12 TL 10 90 Td (a) Tj T* (b) Tj (c) \' 1 2 (d) " 0 -10 TD (a) Tj T* (b) Tj ET',
      );
      expect(blocks.map(({ text }) => text).join('')).toBe('abcdab');
      const tops = blocks.map(({ bbox }) => Math.round((bbox.y0 - blocks[0]!.bbox.y0) * 100) / 100);
      // TD sets the leading too.
      expect(tops).toEqual([0, 12, 24, 36, 46, 56]);
      expect(new Set(lefts(blocks))).toEqual(new Set([10]));
    });

    it('sets word and character spacing by the operator "', async () => {
      expect(lefts(await chars('BT /F1 10 Tf 12 TL 10 90 Td 3 1 (a b) " ET'))).toEqual([10, 23.34]);
    });

    it('moves by the numbers of TJ, against the text', async () => {
      expect(lefts(await chars('BT /F1 10 Tf 10 50 Td [(a) -500 (b) 100 (c) -100 (d)] TJ ET'))).toEqual([
        10, 20.56, 25.12, 31.12,
      ]);
    });

    it('restores the text state with Q, and takes the font of a graphics state dictionary', async () => {
      const content =
        'q BT /F1 10 Tf 5 Tc 10 50 Td (ab) Tj ET Q q /G gs BT 10 20 Td (a) Tj ET Q BT /F1 10 Tf 10 80 Td (ab) Tj ET';
      const blocks = await chars(content, { resources: '/ExtGState << /G << /Font [5 0 R 30] >> >>' });
      expect(lefts(blocks.slice(0, 2))).toEqual([10, 20.56]);
      expect(blocks[2]?.font?.size).toBe(30);
      expect(lefts(blocks.slice(3))).toEqual([10, 15.56]);
    });
  });

  describe('text matrices', () => {
    it('follows Tm under the current matrix', async () => {
      const [block] = await chars('2 0 0 3 10 5 cm BT /F1 10 Tf 1 0 0 1 5 10 Tm (a) Tj ET');
      expect(block?.bbox.x0).toBeCloseTo(20, 5);
      expect(block!.bbox.x1 - block!.bbox.x0).toBeCloseTo(11.12, 5);
      expect(block?.font?.size).toBeCloseTo(30, 5);
      // The baseline is 5 + 3 * 10 points above the bottom.
      expect(block!.bbox.y0).toBeLessThan(65);
      expect(block!.bbox.y1).toBeGreaterThan(65);
    });

    it.each([
      ['0 1 -1 0', 270],
      ['0 -1 1 0', 90],
      ['-1 0 0 -1', 180],
      ['0.70710678 0.70710678 -0.70710678 0.70710678', 315],
      ['0.9848078 -0.1736482 0.1736482 0.9848078', 10],
    ])('turns with the matrix %s: %i degrees clockwise', async (matrix, degrees) => {
      const page = await readPage(rawPdf(`BT /F1 10 Tf ${matrix} 100 50 Tm (abc abc) Tj ET`));
      expect(lines(page)).toEqual(['abc abc']);
      expect(page.texts[0]?.rotation).toBeCloseTo(degrees, 2);
      const { x0, y0, x1, y1 } = page.texts[0]!.bbox;
      expect([x0 <= 100, x1 >= 100, y0 <= 50, y1 >= 50]).toEqual([true, true, true, true]);
    });

    it('reads upside-down scans and mirrored text in the order in which it was drawn', async () => {
      // Mirrored left to right: the advance goes to the left.
      const mirrored = await readPage(rawPdf('BT /F1 10 Tf -1 0 0 1 100 50 Tm (abc dab) Tj ET'));
      expect(lines(mirrored)).toEqual(['abc dab']);
      expect(mirrored.texts[0]?.rotation).toBe(180);
      expect(mirrored.texts[0]?.bbox.x1).toBeCloseTo(100, 5);
      // The letters stand upright all the same: their ascenders are above the baseline.
      const { y0, y1 } = mirrored.texts[0]!.bbox;
      expect(50 - y0).toBeGreaterThan(y1 - 50);
      // Mirrored top to bottom: the page of a producer that turns its coordinates with cm.
      const flipped = await readPage(rawPdf('1 0 0 -1 0 100 cm BT /F1 10 Tf 1 0 0 -1 10 50 Tm (abc dab) Tj ET'));
      expect(lines(flipped)).toEqual(['abc dab']);
      expect(flipped.texts[0]?.rotation).toBe(0);
      expect(50 - flipped.texts[0]!.bbox.y0).toBeGreaterThan(flipped.texts[0]!.bbox.y1 - 50);
    });

    it('draws a negative font size as text turned by half a circle', async () => {
      const [a, b] = await chars('BT /F1 -10 Tf 100 50 Td (ab) Tj ET');
      expect(a?.rotation).toBe(180);
      expect(a?.font?.size).toBe(10);
      expect(a?.bbox.x1).toBeCloseTo(100, 5);
      expect(b?.bbox.x1).toBeCloseTo(94.44, 5);
      expect(a!.bbox.y1 - 50).toBeGreaterThan(50 - a!.bbox.y0);
    });

    it('keeps text that a matrix makes flat, as invisible', async () => {
      const page = await readPage(rawPdf('BT /F1 10 Tf 1 0 0 0 10 50 Tm (flat) Tj 0 0 0 0 10 50 Tm (point) Tj ET'));
      expect(new Set(page.texts.map(({ hidden }) => hidden))).toEqual(new Set(['invisible']));
      expect(page.coverage).toMatchObject({ glyphs: 9, inTexts: 9 });
      for (const { bbox } of page.texts) {
        expect(Object.values(bbox).every(Number.isFinite)).toBe(true);
      }
    });

    it('draws nothing at font size 0, and says nothing of it', async () => {
      const page = await readPage(rawPdf('BT /F1 0 Tf 10 50 Td (none) Tj ET'));
      expect(page.texts).toEqual([]);
      expect(page.coverage).toEqual({ glyphs: 0, inTexts: 0, omitted: [] });
    });
  });

  describe('render modes', () => {
    it.each([
      [0, undefined, '#ff0000'],
      [1, undefined, '#0000ff'],
      [2, undefined, '#ff0000'],
      [3, 'invisible', '#ff0000'],
      [4, undefined, '#ff0000'],
      [5, undefined, '#0000ff'],
      [6, undefined, '#ff0000'],
      [7, 'invisible', '#ff0000'],
    ])('%i: hidden %s, colour %s', async (mode, hidden, color) => {
      const page = await readPage(rawPdf(`1 0 0 rg 0 0 1 RG BT /F1 10 Tf ${mode} Tr 10 50 Td (text) Tj ET`));
      expect(page.texts[0]?.hidden).toBe(hidden);
      expect(page.texts[0]?.color).toBe(color);
    });

    it('takes filled and stroked text of one colour for bold', async () => {
      const page = await readPage(
        rawPdf('BT /F1 10 Tf 2 Tr 10 50 Td (bold) Tj 1 0 0 RG 0 -20 Td (outlined) Tj 0 Tr 0 -20 Td (plain) Tj ET'),
      );
      expect(page.texts.map(({ font }) => [font?.bold, font?.weight])).toEqual([
        [true, 700],
        [false, 400],
        [false, 400],
      ]);
    });

    it('sees text that clips a picture, a shading or a fill, and no other clip text', async () => {
      const clip = 'BT /F1 10 Tf 7 Tr 10 50 Td (seen) Tj ET';
      const resources =
        '/Shading << /S << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 1 0] /Function 6 0 R >> >>';
      const objects = ['<< /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [1] /N 1 >>'];
      for (const paint of ['/S sh', '0 0 100 100 re f', 'BI /W 1 /H 1 /BPC 8 /CS /G ID a EI']) {
        const page = await readPage(rawPdf(`q ${clip} ${paint} Q`, { resources, objects }));
        expect(page.texts[0]).toMatchObject({ text: 'seen' });
        expect(page.texts[0]?.hidden, paint).toBeUndefined();
      }
      const after = await readPage(rawPdf(`q ${clip} Q 0 0 100 100 re f`));
      expect(after.texts[0]?.hidden).toBe('invisible');
      const unpainted = await readPage(rawPdf(`q ${clip} 0 0 100 100 re n Q`));
      expect(unpainted.texts[0]?.hidden).toBe('invisible');
    });
  });

  describe('alpha', () => {
    const resources = '/ExtGState << /Clear << /ca 0 >> /ClearLines << /CA 0 >> /Half << /ca 0.5 >> >>';
    it.each([
      ['/Clear gs', 0, 'invisible'],
      ['/Clear gs', 1, undefined],
      ['/Clear gs', 2, undefined],
      ['/ClearLines gs', 0, undefined],
      ['/ClearLines gs', 1, 'invisible'],
      ['/Clear gs /ClearLines gs', 2, 'invisible'],
      ['/Half gs', 0, undefined],
    ])('%s with render mode %i: %s', async (state, mode, hidden) => {
      const page = await readPage(rawPdf(`${state} BT /F1 10 Tf ${mode} Tr 10 50 Td (text) Tj ET`, { resources }));
      expect(page.texts[0]?.hidden).toBe(hidden);
    });
  });

  describe('vertical writing', () => {
    const type0 = (widths: string): RawPdfOptions => ({
      page: '/Resources << /Font << /F1 5 0 R /V 6 0 R >> >>',
      objects: [
        '<< /Type /Font /Subtype /Type0 /BaseFont /V /Encoding /UniJIS-UTF16-V /DescendantFonts [7 0 R] >>',
        `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /V /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> /FontDescriptor 8 0 R ${widths} >>`,
        '<< /Type /FontDescriptor /FontName /V /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /StemV 80 >>',
      ],
    });
    // 縦書き in UTF-16.
    const content = 'BT /V 10 Tf 100 90 Td <7E2666F8304D> Tj ET';

    it('runs down, each glyph centred on the line', async () => {
      const page = await readPage(rawPdf(content, type0('')));
      expect(page.texts[0]).toMatchObject({ text: '縦書き', direction: 'ttb', rotation: 0 });
      const { bbox } = page.texts[0]!;
      expect(bbox.x0).toBeCloseTo(95, 5);
      expect(bbox.x1).toBeCloseTo(105, 5);
      const blocks = await chars(content, type0(''));
      const tops = blocks.map((block) => block.bbox.y0);
      expect(tops[1]! - tops[0]!).toBeCloseTo(10, 5);
      expect(tops[2]! - tops[1]!).toBeCloseTo(10, 5);
    });

    it('counts the vertical widths of the font, character spacing and the numbers of TJ', async () => {
      const tight = await chars(content, type0('/DW2 [880 -500]'));
      expect(tight[1]!.bbox.y0 - tight[0]!.bbox.y0).toBeCloseTo(5, 5);
      const spaced = await chars('BT /V 10 Tf 2 Tc 100 90 Td [<7E26> 1000 <66F8>] TJ ET', type0(''));
      // 10 down and, by a positive number, 10 more; positive spacing moves up (PDF 32000-1, 9.3.2 and 9.4.3).
      expect(spaced[1]!.bbox.y0 - spaced[0]!.bbox.y0).toBeCloseTo(18, 5);
    });
  });

  describe('fonts with odd widths', () => {
    const font = (entries: string): RawPdfOptions => ({
      page: '/Resources << /Font << /F1 5 0 R /W 6 0 R >> >>',
      objects: [
        `<< /Type /Font /Subtype /TrueType /BaseFont /Odd /Encoding /WinAnsiEncoding ${entries} /FontDescriptor 7 0 R >>`,
        '<< /Type /FontDescriptor /FontName /Odd /Flags 32 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /StemV 80 /MissingWidth 700 >>',
      ],
    });

    it('takes the widths that the PDF lists, and the missing width for the others', async () => {
      const blocks = await chars(
        'BT /W 10 Tf 10 50 Td (abz) Tj (a) Tj ET',
        font('/FirstChar 97 /LastChar 98 /Widths [1234 50]'),
      );
      expect(lefts(blocks)).toEqual([10, 22.34, 22.84, 29.84]);
    });

    it('keeps the words of a font that lists no width but 0', async () => {
      const page = await readPage(
        rawPdf(
          'BT /W 10 Tf 10 50 Td [(a) -500 (b) -500 (c)] TJ 0 -20 Td (next) Tj ET',
          font('/FirstChar 97 /LastChar 122 /Widths [' + '0 '.repeat(26) + ']'),
        ),
      );
      expect(lines(page).join(' ').replaceAll(' ', '')).toBe('abcnext');
    });

    it('reads two-byte codes with the widths of the font that descends', async () => {
      const cid = (entries: string): RawPdfOptions => ({
        page: '/Resources << /Font << /F1 5 0 R /C 6 0 R >> >>',
        objects: [
          '<< /Type /Font /Subtype /Type0 /BaseFont /C /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 9 0 R >>',
          `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /C /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 8 0 R ${entries} >>`,
          '<< /Type /FontDescriptor /FontName /C /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /StemV 80 >>',
          stream(
            'begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfchar <0001> <0078> <0002> <00660066> endbfchar endcmap',
          ),
        ],
      });
      const blocks = await chars('BT /C 10 Tf 10 50 Td <000100020001> Tj ET', cid('/DW 800 /W [1 [300]]'));
      expect(blocks.map(({ text }) => text)).toEqual(['x', 'ff', 'x']);
      expect(lefts(blocks)).toEqual([10, 13, 21]);
    });
  });

  describe('what glyphs are called', () => {
    const encoded = (differences: string): RawPdfOptions => ({
      page: '/Resources << /Font << /F1 6 0 R >> >>',
      objects: [
        `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [${differences}] >> >>`,
      ],
    });

    it('spells ligatures out', async () => {
      const page = await readPage(rawPdf('BT /F1 10 Tf 10 50 Td (\\001nd o\\002er) Tj ET', encoded('1 /fi /ff')));
      expect(lines(page)).toEqual(['find offer']);
    });

    it.each([
      ['hexadecimal behind G and g', '65 /G32 /g0041 /G', 'ABC', ['2', 'A', 'G']],
      ['decimal behind C and c', '65 /C67 /c100', 'AB', ['C', 'd']],
      ['hexadecimal behind C and c, where one is', '65 /C4A /c41', 'AB', ['J', 'A']],
      ['but not where they count glyphs', '65 /g3 /g1004', 'AB', ['A', 'B']],
      ['in the base encoding, where it is its own code', '146 /G92', '\\222', ['’'], '/BaseEncoding /WinAnsiEncoding'],
    ])('reads names that are numbers: %s', async (_what, differences, shown, texts, base = '') => {
      const encoding = `/Encoding << ${base} /Differences [${differences}] >>`;
      const blocks = await chars(`BT /N 10 Tf 10 50 Td (${shown}) Tj ET`, {
        page: '/Resources << /Font << /N 6 0 R >> >>',
        objects: [`<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica ${encoding} >>`],
      });
      expect(blocks.map(({ text }) => text)).toEqual(texts);
    });

    it('reads names that are numbers in fonts that are drawn (Type 3)', async () => {
      const blocks = await chars('BT /N 10 Tf 10 50 Td (ab) Tj ET', {
        page: '/Resources << /Font << /N 6 0 R >> >>',
        objects: [
          '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 97 /LastChar 98 ' +
            '/Widths [1 1] /Encoding << /Differences [97 /c72 /c105] >> /CharProcs << /c72 7 0 R /c105 7 0 R >> >>',
          stream('1 0 0 0 1 1 d1 0 0 1 1 re f'),
        ],
      });
      expect(blocks.map(({ text }) => text)).toEqual(['H', 'i']);
    });

    it('reads a soft hyphen that is drawn as a hyphen, and any white space as a space', async () => {
      const page = await readPage(
        rawPdf('BT /F1 10 Tf 10 50 Td (co\\001op a\\002b) Tj ET', encoded('1 /uni00AD /uni2003')),
      );
      expect(lines(page)).toEqual(['co-op a b']);
    });

    // Helvetica has no such glyphs, and an engine may go a way of its own for them; the other font gives them a width.
    it.each([
      ['none', ''],
      ['a width', `/FirstChar 1 /LastChar 122 /Widths [${'600 '.repeat(122)}]`],
    ])('cuts no word where a joiner stands in it that has %s', async (_what, widths) => {
      const encoding = `/Encoding << /Type /Encoding /Differences [1 /uni200C /uni200F] >> ${widths}`;
      const page = await readPage(
        rawPdf('BT /F1 10 Tf 10 50 Td (co\\001op \\002next) Tj ET', {
          page: '/Resources << /Font << /F1 6 0 R >> >>',
          objects: [`<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica ${encoding} >>`],
        }),
      );
      expect(lines(page)).toEqual(['coop next']);
      expect(page.texts[0]?.words?.map(({ text }) => text)).toEqual(['coop', 'next']);
      expect(page.coverage).toEqual({ glyphs: 8, inTexts: 8, omitted: [] });
    });

    it('keeps what has no meaning as U+FFFD, so that it is not lost', async () => {
      const page = await readPage(rawPdf('BT /F1 10 Tf 10 50 Td (a\\001b) Tj ET', encoded('1 /nosuchglyph')));
      expect(lines(page)).toEqual(['a\ufffdb']);
      expect(page.coverage).toEqual({ glyphs: 3, inTexts: 3, omitted: [] });
    });
  });
}
