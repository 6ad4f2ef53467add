import { describe, expect, it } from 'vitest';
import type { Annotation, Page } from '@unifex/core';
import { rawPdf, stream } from '../raw-pdf.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testAnnotations({ readPage }: PdfUnderTest): void {
  /** Annotations as objects 6 and on. */
  async function read(bodies: readonly string[], more: readonly string[] = []): Promise<Page> {
    return readPage(
      rawPdf('', {
        page: `/Annots [${bodies.map((_, i) => `${i + 6} 0 R`).join(' ')}]`,
        objects: [...bodies.map((body) => `<< /Type /Annot ${body} >>`), ...more],
      }),
    );
  }
  async function annotations(...bodies: readonly string[]): Promise<Annotation[]> {
    return (await read(bodies)).annotations ?? [];
  }

  const RECT = '/Rect [10 60 60 80]';
  const BOX = { x0: 10, y0: 20, x1: 60, y1: 40 };
  const QUADS = '/QuadPoints [100 80 190 80 100 70 190 70 10 68 50 68 10 58 50 58]';

  describe('annotations', () => {
    it('tell who wrote what and when, in which colour', async () => {
      const [note] = await annotations(
        `/Subtype /Text ${RECT} /Contents (Look here) /T (Jane) /CreationDate (D:20240517083000Z) /M (D:20240518) /C [1 0.5 0] /NM (n1)`,
      );
      expect(note).toMatchObject({
        type: 'Text',
        contents: 'Look here',
        author: 'Jane',
        created: '2024-05-17T08:30:00Z',
        modified: '2024-05-18',
        color: '#ff8000',
        id: '6R',
      });
    });

    it.each([
      'FreeText',
      'Square',
      'Circle',
      'Line',
      'Polygon',
      'PolyLine',
      'Stamp',
      'Caret',
      'Ink',
      'Redact',
      'Watermark',
    ])('of type %s have their box and contents', async (type) => {
      const shape: Record<string, string> = {
        Line: '/L [12 62 58 78]',
        Ink: '/InkList [[12 62 58 78]]',
        Polygon: '/Vertices [12 62 58 62 58 78]',
        PolyLine: '/Vertices [12 62 58 62 58 78]',
        FreeText: '/DA (/F1 10 Tf)',
      };
      const [found] = await annotations(`/Subtype /${type} ${RECT} /Contents (c) ${shape[type] ?? ''}`);
      expect(found).toMatchObject({ type, contents: 'c' });
      // pdf.js widens the box of a line by its border.
      for (const side of ['x0', 'y0', 'x1', 'y1'] as const)
        expect(Math.abs(found!.bbox[side] - BOX[side])).toBeLessThanOrEqual(1);
    });

    it.each(['Highlight', 'Underline', 'Squiggly', 'StrikeOut'])(
      'of type %s have an area for each marked line',
      async (type) => {
        const [found] = await annotations(`/Subtype /${type} /Rect [10 58 190 80] ${QUADS} /C [1 1 0]`);
        expect(found).toMatchObject({
          type,
          color: '#ffff00',
          quads: [
            { x0: 100, y0: 20, x1: 190, y1: 30 },
            { x0: 10, y0: 32, x1: 50, y1: 42 },
          ],
        });
      },
    );

    it('say which one they answer', async () => {
      const [first, answer] = await annotations(
        `/Subtype /Text ${RECT} /Contents (question)`,
        `/Subtype /Text ${RECT} /Contents (answer) /IRT 6 0 R`,
      );
      expect(answer?.inReplyTo).toBe(first?.id);
      expect(first?.inReplyTo).toBeUndefined();
    });

    it('leave out the windows that only show others', async () => {
      expect(
        await annotations(
          `/Subtype /Text ${RECT} /Contents (note) /Popup 7 0 R`,
          `/Subtype /Popup ${RECT} /Parent 6 0 R`,
        ),
      ).toMatchObject([{ type: 'Text' }]);
    });

    it.each([
      ['Square', 0, undefined],
      ['Square', 2, true],
      ['Square', 4, undefined],
      ['Square', 32, true],
      // Invisible means: where the viewer does not know the type (ISO 32000-2, table 167).
      ['Square', 1, undefined],
      ['Telepathy', 1, true],
    ])('of type %s with the flags %i: hidden %s', async (type, flags, hidden) => {
      const [found] = await annotations(`/Subtype /${type} ${RECT} /F ${flags}`);
      expect(found?.type).toBe(type);
      expect(found?.hidden).toBe(hidden);
    });

    it('carry files', async () => {
      const page = await read(
        [`/Subtype /FileAttachment ${RECT} /FS 7 0 R`],
        ['<< /Type /Filespec /F (data.csv) /UF (data.csv) /EF << /F 8 0 R >> >>', stream('a,b', '/Type /EmbeddedFile')],
      );
      expect(page.annotations).toMatchObject([{ type: 'FileAttachment', attachment: 'data.csv' }]);
    });

    it('of kinds that nobody knows are kept', async () => {
      expect(await annotations(`/Subtype /Telepathy ${RECT}`, RECT)).toMatchObject([
        { type: 'Telepathy', bbox: BOX },
        { bbox: BOX },
      ]);
    });

    it('that are broken cost only themselves', async () => {
      const page = await read([
        `/Subtype /Text /Rect [a b] /C [9 (x)] /CreationDate 5`,
        `/Subtype /Text ${RECT} /Contents (ok)`,
      ]);
      expect(page.annotations?.some(({ contents }) => contents === 'ok')).toBe(true);
      for (const { bbox } of page.annotations ?? []) expect(Object.values(bbox).every(Number.isFinite)).toBe(true);
    });

    it('show their text among that of the page, where they have an appearance', async () => {
      const page = await read(
        [`/Subtype /Stamp ${RECT} /AP << /N 7 0 R >>`],
        [
          stream(
            'BT /F1 10 Tf 5 5 Td (PAID) Tj ET',
            '/Type /XObject /Subtype /Form /BBox [0 0 50 20] /Resources << /Font << /F1 5 0 R >> >>',
          ),
        ],
      );
      expect(page.texts).toMatchObject([{ text: 'PAID' }]);
      expect(page.texts[0]?.bbox.x0).toBeCloseTo(15, 5);
    });

    it('are absent where a page has none', async () => {
      const page = await readPage(rawPdf(''));
      expect([page.annotations, page.links, page.formFields]).toEqual([undefined, undefined, undefined]);
    });
  });
}
