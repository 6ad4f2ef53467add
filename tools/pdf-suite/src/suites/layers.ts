import { describe, expect, it } from 'vitest';
import type { Page } from '@unifex/core';
import { rawPdf, stream, type RawPdfOptions } from '../raw-pdf.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testLayers({ readPage }: PdfUnderTest): void {
  const show = (text: string, x: number, y: number): string => `BT /F1 10 Tf ${x} ${y} Td (${text}) Tj ET`;
  const seen = (page: Page): [string, string | undefined][] => page.texts.map(({ text, hidden }) => [text, hidden]);

  async function read(content: string, options: RawPdfOptions = {}): Promise<Page> {
    return readPage(rawPdf(content, options));
  }

  describe('optional content', () => {
    const layers: RawPdfOptions = {
      resources: '/Properties << /On 6 0 R /Off 7 0 R >> /XObject << /Fm 8 0 R >>',
      catalog: '/OCProperties << /OCGs [6 0 R 7 0 R] /D << /OFF [7 0 R] >> >>',
      objects: [
        '<< /Type /OCG /Name (on) >>',
        '<< /Type /OCG /Name (off) >>',
        stream(
          show('form', 120, 20),
          '/Type /XObject /Subtype /Form /BBox [0 0 200 100] /OC 7 0 R /Resources << /Font << /F1 5 0 R >> >>',
        ),
      ],
    };

    it('that is switched off is marked, with all that is nested in it', async () => {
      const page = await read(
        [
          `/OC /On BDC ${show('on', 10, 80)} EMC`,
          `/OC /Off BDC ${show('off', 10, 60)} /OC /On BDC ${show('nested', 60, 60)} EMC /P BMC ${show('tagged', 120, 60)} EMC`,
          '0 0 1 rg 10 10 50 20 re f q 50 0 0 20 100 10 cm BI /W 1 /H 1 /BPC 8 /CS /G ID a EI Q EMC',
          show('after', 10, 40),
          '/Fm Do',
        ].join('\n'),
        layers,
      );
      expect(seen(page)).toEqual([
        ['on', undefined],
        ['off', 'hidden-layer'],
        ['nested', 'hidden-layer'],
        ['tagged', 'hidden-layer'],
        ['after', undefined],
        ['form', 'hidden-layer'],
      ]);
      expect(page.fills).toEqual([]);
      expect(page.images).toEqual([]);
    });

    it('belongs to several groups by a membership dictionary, each with a rule of its own', async () => {
      const rules = [
        ['any-on', '/OCGs [6 0 R 7 0 R]'],
        ['all-on', '/OCGs [6 0 R 7 0 R] /P /AllOn'],
        ['any-off', '/OCGs [6 0 R 7 0 R] /P /AnyOff'],
        ['all-off', '/OCGs [6 0 R 7 0 R] /P /AllOff'],
        ['one-off', '/OCGs 7 0 R'],
        ['not-off', '/VE [/Not 7 0 R]'],
        ['and', '/VE [/And 6 0 R [/Or 7 0 R]]'],
        ['none', '/OCGs []'],
      ] as const;
      const page = await read(
        rules.map(([name], i) => `/OC /M${i} BDC ${show(name, 10, 90 - 10 * i)} EMC`).join('\n'),
        {
          ...layers,
          resources: `/Properties << ${rules.map((_, i) => `/M${i} ${9 + i} 0 R`).join(' ')} >>`,
          objects: [...(layers.objects ?? []), ...rules.map(([, rule]) => `<< /Type /OCMD ${rule} >>`)],
        },
      );
      expect(seen(page)).toEqual([
        ['any-on', undefined],
        ['all-on', 'hidden-layer'],
        ['any-off', undefined],
        ['all-off', 'hidden-layer'],
        ['one-off', 'hidden-layer'],
        ['not-off', undefined],
        ['and', 'hidden-layer'],
        ['none', undefined],
      ]);
    });

    it('is told apart from groups of the same name, and from what a form calls the same', async () => {
      const page = await read(
        `/OC /A BDC ${show('shown', 10, 80)} EMC /OC /B BDC ${show('hidden', 10, 60)} EMC /Own Do /Inherits Do`,
        {
          resources: '/Properties << /A 6 0 R /B 7 0 R >> /XObject << /Own 8 0 R /Inherits 9 0 R >>',
          catalog: '/OCProperties << /OCGs [6 0 R 7 0 R] /D << /OFF [7 0 R] >> >>',
          objects: [
            '<< /Type /OCG /Name (layer) >>',
            '<< /Type /OCG /Name (layer) >>',
            stream(
              `/OC /A BDC ${show('form hidden', 10, 40)} EMC /OC /B BDC ${show('form shown', 100, 40)} EMC`,
              '/Type /XObject /Subtype /Form /BBox [0 0 200 100] /Resources << /Font << /F1 5 0 R >> /Properties << /A 7 0 R /B 6 0 R >> >>',
            ),
            stream(
              `/OC /A BDC ${show('as page shown', 10, 20)} EMC /OC /B BDC ${show('as page hidden', 100, 20)} EMC`,
              '/Type /XObject /Subtype /Form /BBox [0 0 200 100]',
            ),
          ],
        },
      );
      expect(seen(page)).toEqual([
        ['shown', undefined],
        ['hidden', 'hidden-layer'],
        ['form hidden', 'hidden-layer'],
        ['form shown', undefined],
        ['as page shown', undefined],
        ['as page hidden', 'hidden-layer'],
      ]);
    });

    it('hides a part of what an annotation shows, by the names of its own appearance', async () => {
      const page = await read(`/OC /A BDC ${show('page', 10, 80)} EMC`, {
        page: '/Annots [8 0 R]',
        resources: '/Properties << /A 6 0 R >>',
        catalog: '/OCProperties << /OCGs [6 0 R 7 0 R] /D << /OFF [7 0 R] >> >>',
        objects: [
          '<< /Type /OCG /Name (on) >>',
          '<< /Type /OCG /Name (off) >>',
          '<< /Type /Annot /Subtype /Stamp /Rect [0 0 200 50] /F 4 /AP << /N 9 0 R >> >>',
          stream(
            `/OC /A BDC ${show('hidden', 10, 20)} EMC ${show('stamp', 100, 20)}`,
            '/Type /XObject /Subtype /Form /BBox [0 0 200 50] /Resources << /Font << /F1 5 0 R >> /Properties << /A 7 0 R >> >>',
          ),
        ],
      });
      expect(seen(page)).toEqual([
        ['page', undefined],
        ['hidden', 'hidden-layer'],
        ['stamp', undefined],
      ]);
      expect(page.coverage).toEqual({ glyphs: 15, inTexts: 15, omitted: [] });
    });

    it('hides an annotation, and not the one after it', async () => {
      const stamp = (place: string, oc: string): string =>
        `<< /Type /Annot /Subtype /Stamp /Rect [${place}] ${oc} /F 4 /AP << /N 12 0 R >> >>`;
      const page = await read(`/OC /Off BDC ${show('left open', 10, 80)}`, {
        page: '/Annots [8 0 R 9 0 R 10 0 R 11 0 R]',
        resources: '/Properties << /Off 7 0 R >>',
        catalog: '/OCProperties << /OCGs [6 0 R 7 0 R] /D << /OFF [7 0 R] >> >>',
        objects: [
          '<< /Type /OCG /Name (on) >>',
          '<< /Type /OCG /Name (off) >>',
          stamp('0 50 50 60', ''),
          stamp('0 30 50 40', '/OC 7 0 R'),
          stamp('0 10 50 20', '/OC 6 0 R'),
          stamp('100 10 150 20', ''),
          stream(
            'BT /F1 8 Tf 0 2 Td (stamp) Tj ET',
            '/Type /XObject /Subtype /Form /BBox [0 0 50 10] /Resources << /Font << /F1 5 0 R >> >>',
          ),
        ],
      });
      expect(seen(page)).toEqual([
        ['left open', 'hidden-layer'],
        ['stamp', undefined],
        ['stamp', 'hidden-layer'],
        ['stamp', undefined],
        ['stamp', undefined],
      ]);
    });

    it('other marked content is none', async () => {
      const page = await read(
        `/Span << /ActualText (x) >> BDC ${show('span', 10, 80)} EMC /P BMC ${show('p', 10, 40)} EMC EMC`,
      );
      expect(seen(page)).toEqual([
        ['span', undefined],
        ['p', undefined],
      ]);
    });
  });
}
