import { describe, expect, it } from 'vitest';
import type { Link } from '@unifex/core';
import { rawPdf, type RawPdfOptions } from '../raw-pdf.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testLinks({ readPage }: PdfUnderTest): void {
  /** Link annotations as objects 6 and on; the last object is a second page. */
  async function links(bodies: readonly string[], options: RawPdfOptions = {}): Promise<Link[]> {
    const numbers = bodies.map((_, i) => `${i + 6} 0 R`);
    const page = await readPage(
      rawPdf('', {
        ...options,
        page: `/Annots [${numbers.join(' ')}] ${options.page ?? ''}`,
        pages: [bodies.length + 6],
        objects: [
          ...bodies.map((body) => `<< /Type /Annot /Subtype /Link ${body} >>`),
          '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>',
        ],
      }),
    );
    return page.links ?? [];
  }

  const RECT = '/Rect [10 60 60 80]';
  const BOX = { x0: 10, y0: 20, x1: 60, y1: 40 };

  describe('links', () => {
    it('lead to web addresses', async () => {
      expect(await links([`${RECT} /A << /S /URI /URI (https://example.com/a?b=c#d) >>`])).toEqual([
        { bbox: BOX, url: 'https://example.com/a?b=c#d' },
      ]);
      expect(await links([`${RECT} /A << /S /URI /URI (mailto:jane@example.com) >>`])).toMatchObject([
        { url: 'mailto:jane@example.com' },
      ]);
    });

    it.each(['javascript:alert\\(1\\)', 'file:///etc/passwd', '../other.pdf', 'data:text/html,x', 'no address'])(
      'keep %s apart, as unsafe',
      async (target) => {
        const [link] = await links([`${RECT} /A << /S /URI /URI (${target}) >>`]);
        expect(link?.url).toBeUndefined();
        expect(link?.unsafeUrl).toBe(target.replaceAll('\\', ''));
      },
    );

    it('lead to pages, by destination or by name', async () => {
      const found = await links([`${RECT} /Dest [8 0 R /Fit]`, `${RECT} /A << /S /GoTo /D (chapter) >>`], {
        catalog: '/Names << /Dests << /Names [(chapter) [8 0 R /Fit]] >> >>',
      });
      expect(found).toEqual([
        { bbox: BOX, page: 1 },
        { bbox: BOX, destination: 'chapter', page: 1 },
      ]);
    });

    it('lead to other files', async () => {
      const [link] = await links([`${RECT} /A << /S /GoToR /F (other.pdf) /D [3 /Fit] >>`]);
      expect(link?.url).toBeUndefined();
      expect(link?.unsafeUrl).toContain('other.pdf');
    });

    it('run the commands of a viewer', async () => {
      expect(await links([`${RECT} /A << /S /Named /N /NextPage >>`])).toMatchObject([{ action: 'NextPage' }]);
    });

    it('that lead nowhere are none', async () => {
      expect(await links([RECT, `${RECT} /A << /S /JavaScript /JS (x) >>`, `${RECT} /Dest [99 0 R /Fit]`])).toEqual([]);
    });

    it('of a wrapped text have an area for each line', async () => {
      const quads = '/QuadPoints [100 80 190 80 100 70 190 70 10 68 50 68 10 58 50 58]';
      const [link] = await links([`/Rect [10 58 190 80] ${quads} /A << /S /URI /URI (https://example.com) >>`]);
      expect(link?.bbox).toEqual({ x0: 10, y0: 20, x1: 190, y1: 42 });
      expect(link?.quads).toEqual([
        { x0: 100, y0: 20, x1: 190, y1: 30 },
        { x0: 10, y0: 32, x1: 50, y1: 42 },
      ]);
    });

    it.each([
      ['/Rotate 90', { x0: 60, y0: 10, x1: 80, y1: 60 }],
      ['/Rotate 180', { x0: 140, y0: 60, x1: 190, y1: 80 }],
      ['/CropBox [5 5 195 95]', { x0: 5, y0: 15, x1: 55, y1: 35 }],
      ['/UserUnit 2', { x0: 20, y0: 40, x1: 120, y1: 80 }],
    ])('stand on the page as displayed after %s', async (page, bbox) => {
      const [link] = await links([`${RECT} /A << /S /URI /URI (https://example.com) >>`], { page });
      expect(link?.bbox).toEqual(bbox);
    });

    it('that reach over the edge, or have no place, are cut to the page', async () => {
      const found = await links([
        '/Rect [150 -20 500 50] /A << /S /URI /URI (https://example.com/1) >>',
        '/A << /S /URI /URI (https://example.com/2) >>',
      ]);
      expect(found[0]?.bbox).toEqual({ x0: 150, y0: 50, x1: 200, y1: 100 });
      for (const { bbox } of found) expect(Object.values(bbox).every(Number.isFinite)).toBe(true);
    });
  });
}
