import { describe, expect, it } from 'vitest';
import type { Page } from '@unifex/core';
import { rawPdf, stream, type RawPdfOptions } from '../raw-pdf.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testContent({ readPage }: PdfUnderTest): void {
  const show = (text: string, x: number, y: number): string => `BT /F1 10 Tf ${x} ${y} Td (${text}) Tj ET`;
  const seen = (page: Page): [string, string | undefined][] => page.texts.map(({ text, hidden }) => [text, hidden]);
  const left = (page: Page, index = 0): number => page.texts[index]!.bbox.x0;

  async function read(content: string, options: RawPdfOptions = {}): Promise<Page> {
    return readPage(rawPdf(content, options));
  }

  describe('graphics state', () => {
    it('nests q and Q, and survives a Q too many and a q without end', async () => {
      const page = await read(
        [
          'q 1 0 0 1 10 0 cm',
          'q 2 0 0 2 0 0 cm',
          show('deep', 5, 20),
          'Q',
          show('middle', 5, 20),
          'Q Q Q',
          show('top', 5, 60),
          'q 1 0 0 1 100 0 cm',
          show('open', 5, 60),
        ].join('\n'),
      );
      expect(page.texts.map(({ text, bbox }) => [text, Math.round(bbox.x0)])).toEqual([
        ['deep', 20],
        ['middle', 15],
        ['top', 5],
        ['open', 105],
      ]);
    });

    it('applies matrices from the last to the first', async () => {
      const page = await read(`1 0 0 1 10 20 cm 2 0 0 2 0 0 cm ${show('x', 5, 5)}`);
      expect(left(page)).toBeCloseTo(20, 5);
      expect(page.texts[0]?.font?.size).toBeCloseTo(20, 5);
    });
  });

  describe('clipping', () => {
    it.each([
      ['a rectangle', '0 0 50 100 re W n'],
      ['the even-odd rule', '0 0 50 100 re W* n'],
      ['a polygon', '0 0 m 50 0 l 50 100 l 0 100 l h W n'],
      ['two clips', '0 0 90 100 re W n 0 0 50 100 re W n'],
      ['a painted path', '1 g 0 0 50 100 re W f 0 g'],
      ['a scaled rectangle', '0.5 0 0 0.5 0 0 cm 0 0 100 200 re W n 2 0 0 2 0 0 cm'],
    ])('by %s marks what lies outside', async (_name, clip) => {
      const page = await read(`q ${clip} ${show('in', 5, 50)} ${show('out', 80, 50)} Q ${show('after', 80, 20)}`);
      expect(seen(page)).toEqual([
        ['in', undefined],
        ['out', 'clipped'],
        ['after', undefined],
      ]);
    });

    it('cuts a word where the clip cuts it', async () => {
      // The glyphs of Helvetica are 5.56 points wide: the clip ends in the middle of the third.
      const page = await read(`q 0 0 24 100 re W n ${show('abdabd', 10, 50)} Q`);
      expect(seen(page)).toEqual([
        ['abd', undefined],
        ['abd', 'clipped'],
      ]);
    });

    it('takes a clip without any area for what it is', async () => {
      const page = await read(`q 10 10 0 0 re W n ${show('gone', 5, 50)} Q ${show('here', 5, 20)}`);
      expect(seen(page)).toEqual([
        ['gone', 'clipped'],
        ['here', undefined],
      ]);
    });

    it('is generous with shapes that are no rectangle', async () => {
      const circle =
        '50 0 m 77.6 0 100 22.4 100 50 c 100 77.6 77.6 100 50 100 c 22.4 100 0 77.6 0 50 c 0 22.4 22.4 0 50 0 c';
      const page = await read(`${circle} W n ${show('in', 40, 50)} ${show('corner', 2, 2)} ${show('out', 150, 50)}`);
      expect(seen(page)).toEqual([
        ['in', undefined],
        ['corner', undefined],
        ['out', 'clipped'],
      ]);
    });
  });

  describe('form XObjects', () => {
    const form = (content: string, entries: string, objects: readonly string[] = []): RawPdfOptions => ({
      resources: '/XObject << /Fm 6 0 R >>',
      objects: [stream(content, `/Type /XObject /Subtype /Form ${entries}`), ...objects],
    });
    const font = '/Resources << /Font << /F1 5 0 R >> >>';

    it('stand where their matrix and the current one put them, cut to their box', async () => {
      const page = await read(
        'q 2 0 0 2 10 10 cm /Fm Do Q ' + show('after', 5, 80),
        form(`${show('in', 0, 0)} ${show('out', 60, 0)}`, `/BBox [-5 -5 50 20] /Matrix [1 0 0 1 3 0] ${font}`),
      );
      expect(seen(page)).toEqual([
        ['in', undefined],
        ['out', 'clipped'],
        ['after', undefined],
      ]);
      expect(left(page)).toBeCloseTo(16, 5);
      expect(left(page, 2)).toBeCloseTo(5, 5);
    });

    it('turn with their matrix', async () => {
      const page = await read(
        '/Fm Do',
        form(show('up', 10, -50), `/BBox [0 -100 100 0] /Matrix [0 1 -1 0 0 0] ${font}`),
      );
      expect(page.texts[0]).toMatchObject({ text: 'up', rotation: 270 });
      expect(seen(page)).toEqual([['up', undefined]]);
    });

    it('inherit colour and font, and give nothing back', async () => {
      const page = await read(
        '1 0 0 rg BT /F1 10 Tf 10 80 Td (a) Tj ET /Fm Do BT 10 40 Td (c) Tj ET',
        form('0 0 1 rg BT /F1 20 Tf 10 60 Td (b) Tj ET', `/BBox [0 0 200 100] ${font}`),
      );
      expect(page.texts.map(({ text, color, font: f }) => [text, color, f?.size])).toEqual([
        ['a', '#ff0000', 10],
        ['b', '#0000ff', 20],
        ['c', '#ff0000', 10],
      ]);
    });

    it('as transparency groups are the same', async () => {
      const page = await read(
        '2 0 0 2 0 0 cm /Fm Do',
        form(
          `${show('in', 10, 10)} ${show('out', 60, 10)}`,
          `/BBox [0 0 50 50] /Matrix [1 0 0 1 5 0] /Group << /S /Transparency /I true >> ${font}`,
        ),
      );
      expect(seen(page)).toEqual([
        ['in', undefined],
        ['out', 'clipped'],
      ]);
      expect(left(page)).toBeCloseTo(30, 5);
    });

    it('that draw themselves come to an end', async () => {
      const page = await read(
        '/Fm Do',
        form(
          `${show('once', 10, 10)} /Fm Do`,
          `/BBox [0 0 200 100] /Resources << /Font << /F1 5 0 R >> /XObject << /Fm 6 0 R >> >>`,
        ),
      );
      expect(page.texts[0]?.text).toBe('once');
    });
  });

  describe('soft masks', () => {
    it('are not on the page, however deep their groups are nested', async () => {
      const group = '/Group << /S /Transparency /CS /DeviceGray >> /BBox [0 0 200 100]';
      const page = await read(`/M gs ${show('page', 10, 50)}`, {
        resources: '/ExtGState << /M << /SMask << /S /Luminosity /G 6 0 R >> >> >>',
        objects: [
          stream(
            `${show('mask', 10, 50)} /In Do ${show('more', 10, 20)} 1 g 0 0 200 100 re f`,
            `/Type /XObject /Subtype /Form ${group} /Resources << /Font << /F1 5 0 R >> /XObject << /In 7 0 R >> >>`,
          ),
          stream(
            show('inner', 10, 80),
            `/Type /XObject /Subtype /Form ${group} /Resources << /Font << /F1 5 0 R >> >>`,
          ),
        ],
      });
      expect(seen(page)).toEqual([['page', undefined]]);
      expect(page.fills).toEqual([]);
    });
  });

  describe('annotations', () => {
    const annotated = (content: string, entries: string, appearance: string): [string, RawPdfOptions] => [
      content,
      {
        page: '/Annots [6 0 R]',
        resources: '/Properties << /Off 8 0 R >>',
        catalog: '/OCProperties << /OCGs [8 0 R] /D << /OFF [8 0 R] >> >>',
        objects: [
          `<< /Type /Annot /Subtype /FreeText /Rect [100 40 160 70] /DA (/F1 10 Tf) /AP << /N 7 0 R >> ${entries} >>`,
          stream(appearance, '/Type /XObject /Subtype /Form /BBox [0 0 60 30] /Resources << /Font << /F1 5 0 R >> >>'),
          '<< /Type /OCG /Name (off) >>',
        ],
      },
    ];

    it('show their appearance in their rectangle, whatever the content left open', async () => {
      const page = await read(
        ...annotated(
          `/OC /Off BDC 5 0 0 5 0 0 cm 0 0 1 1 re W n`,
          '',
          `${show('note', 5, 5)} ${show('beyond', 70, 5)}`,
        ),
      );
      expect(page.texts[0]).toMatchObject({ text: 'note' });
      expect(page.texts[0]?.hidden).toBeUndefined();
      expect(left(page)).toBeCloseTo(105, 5);
      expect(page.texts[1]?.hidden).toBe('clipped');
    });

    it('that are hidden, or not asked for, show nothing', async () => {
      const hidden = await read(...annotated('', '/F 2', show('note', 5, 5)));
      expect(hidden.texts).toEqual([]);
      expect(hidden.annotations?.[0]?.hidden).toBe(true);
      const [content, options] = annotated('', '', show('note', 5, 5));
      const without = await readPage(rawPdf(content, options), { annotations: false });
      expect(without.texts).toEqual([]);
      expect(without.annotations).toBeUndefined();
    });
  });

  describe('fonts that cannot be read', () => {
    it('cost their widths and a warning, not the page', async () => {
      const page = await read(`BT /Missing 10 Tf 10 50 Td (text) Tj ET ${show('other', 10, 20)}`);
      expect(page.texts.map(({ text }) => text)).toContain('other');
      expect(page.coverage?.inTexts).toBe(page.coverage?.glyphs);
    });
  });

  describe('content that is broken', () => {
    it.each([
      ['operators without operands', 'cm Tm Td re l c gs Do sh Tf Tj TJ BDC d w'],
      ['numbers that are none', '1 0 0 1 nan inf cm 0 0 -- ++ re f'],
      ['a text object that never ends', 'BT /F1 10 Tf 10 50 Td (open) Tj'],
      ['strings where numbers belong', '(a) (b) (c) rg (x) Tz'],
      ['an inline image without an end', 'BI /W 1 /H 1 /BPC 8 /CS /G ID abc'],
      ['matrices of enormous numbers', '1e30 0 0 1e30 0 0 cm 99999999999999999999 0 0 1 0 0 cm'],
    ])('%s: the rest of the page is read', async (_name, broken) => {
      const page = await read(`${show('before', 10, 80)} q ${broken}`);
      expect(page.texts[0]?.text).toBe('before');
      for (const { bbox } of page.texts) expect(Object.values(bbox).every(Number.isFinite)).toBe(true);
    });
  });
}
