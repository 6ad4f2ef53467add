import { describe, expect, it } from 'vitest';
import type { PageImage } from '@unifex/core';
import { rawPdf, stream, type RawPdfOptions } from '../raw-pdf.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testImages({ readPage }: PdfUnderTest): void {
  async function images(content: string, options: RawPdfOptions = {}): Promise<PageImage[]> {
    return (await readPage(rawPdf(content, options))).images ?? [];
  }

  const INLINE = 'BI /W 2 /H 1 /BPC 8 /CS /G ID ab EI';
  const XOBJECT: RawPdfOptions = {
    resources: '/XObject << /Im 6 0 R /Mask 7 0 R >>',
    objects: [
      stream('abcdef', '/Type /XObject /Subtype /Image /Width 3 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray'),
      stream('\xf0\xa0', '/Type /XObject /Subtype /Image /ImageMask true /Width 4 /Height 2 /BitsPerComponent 1'),
    ],
  };

  describe('images', () => {
    it('stand in the unit square of the current matrix, with their size in pixels', async () => {
      const box = { x0: 10, y0: 25, x1: 60, y1: 50 };
      expect(await images(`q 50 0 0 25 10 50 cm ${INLINE} Q`)).toEqual([
        { bbox: box, rotation: 0, pixelWidth: 2, pixelHeight: 1 },
      ]);
      expect(await images('q 50 0 0 25 10 50 cm /Im Do Q', XOBJECT)).toEqual([
        { bbox: box, rotation: 0, pixelWidth: 3, pixelHeight: 2 },
      ]);
    });

    it('that are stencils say so', async () => {
      expect(await images('q 50 0 0 25 10 50 cm /Mask Do Q', XOBJECT)).toEqual([
        { bbox: { x0: 10, y0: 25, x1: 60, y1: 50 }, rotation: 0, pixelWidth: 4, pixelHeight: 2, mask: true },
      ]);
    });

    it('of one opaque pixel are the boxes and lines that they are used for', async () => {
      const pixel = 'BI /IM true /W 1 /H 1 /BPC 1 ID \0 EI';
      const page = await readPage(rawPdf(`1 0 0 rg q 50 0 0 1 10 10 cm ${pixel} Q q 50 0 0 20 100 30 cm ${pixel} Q`));
      expect(page.images).toEqual([]);
      expect(page.rulings).toEqual([
        { start: { x: 10, y: 89.5 }, end: { x: 60, y: 89.5 }, thickness: 1, color: '#ff0000' },
      ]);
      expect(page.fills).toEqual([{ bbox: { x0: 100, y0: 50, x1: 150, y1: 70 }, color: '#ff0000' }]);
    });

    it.each([
      ['0 40 -20 0 50 10', 270, { x0: 30, y0: 50, x1: 50, y1: 90 }],
      ['-40 0 0 -20 50 40', 180, { x0: 10, y0: 60, x1: 50, y1: 80 }],
      ['0 -40 20 0 50 60', 90, { x0: 50, y0: 40, x1: 70, y1: 80 }],
      ['40 0 0 -20 50 40', 0, { x0: 50, y0: 60, x1: 90, y1: 80 }],
    ])('turn with the matrix %s: %i degrees', async (matrix, rotation, bbox) => {
      expect(await images(`q ${matrix} cm ${INLINE} Q`)).toMatchObject([{ rotation, bbox }]);
    });

    it('are cut to the clip and to the page', async () => {
      expect(await images(`q 0 0 30 100 re W n q 50 0 0 25 10 50 cm ${INLINE} Q Q`)).toMatchObject([
        { bbox: { x0: 10, y0: 25, x1: 30, y1: 50 } },
      ]);
      expect(await images(`q 500 0 0 500 -100 -100 cm ${INLINE} Q`)).toMatchObject([
        { bbox: { x0: 0, y0: 0, x1: 200, y1: 100 } },
      ]);
      expect(await images(`q 50 0 0 25 300 50 cm ${INLINE} Q`)).toEqual([]);
    });

    it('that are quite transparent are not there', async () => {
      const clear = { resources: '/ExtGState << /G << /ca 0 >> >>' };
      expect(await images(`/G gs q 50 0 0 25 10 50 cm ${INLINE} Q`, clear)).toEqual([]);
    });

    it('that repeat are listed each time', async () => {
      const boxes = Array.from({ length: 12 }, (_, i) => `q 10 0 0 10 ${i * 15} 50 cm /Im Do Q`).join(' ');
      const found = await images(boxes, XOBJECT);
      expect(found.map(({ bbox }) => bbox.x0)).toEqual(Array.from({ length: 12 }, (_, i) => i * 15));
      const masks = Array.from({ length: 12 }, (_, i) => `q 10 0 0 10 ${i * 15} 50 cm /Mask Do Q`).join(' ');
      expect((await images(masks, XOBJECT)).map(({ bbox }) => bbox.x0)).toEqual(found.map(({ bbox }) => bbox.x0));
    });

    it('that cannot be decoded cost nothing else', async () => {
      const page = await readPage(
        rawPdf('q 50 0 0 25 10 50 cm /Im Do Q BT /F1 10 Tf 10 20 Td (text) Tj ET', {
          resources: '/XObject << /Im 6 0 R >>',
          objects: [
            stream(
              'no picture',
              '/Type /XObject /Subtype /Image /Width 3 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode',
            ),
          ],
        }),
      );
      expect(page.texts[0]?.text).toBe('text');
    });

    it('are left out where no graphics are wanted', async () => {
      const page = await readPage(rawPdf(`q 50 0 0 25 10 50 cm ${INLINE} Q 10 10 50 40 re f`), { graphics: false });
      expect([page.images, page.rulings, page.fills]).toEqual([undefined, undefined, undefined]);
    });
  });
}
