import { describe, expect, it } from 'vitest';
import type { OutlineItem } from '@unifex/core';
import { rawPdf, type RawPdfOptions } from '../raw-pdf.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testOutline({ openBytes }: PdfUnderTest): void {
  /** Objects: 6 the outline, 7 a second page, 8 and on the entries. */
  async function outline(
    entries: readonly string[],
    more: Partial<RawPdfOptions> & { page2?: string } = {},
  ): Promise<OutlineItem[]> {
    const { page2 = '', catalog = '', ...rest } = more;
    const bytes = rawPdf('', {
      pages: [7],
      ...rest,
      catalog: `/Outlines 6 0 R ${catalog}`,
      objects: [
        '<< /Type /Outlines /First 8 0 R >>',
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] ${page2} >>`,
        ...entries,
        ...(rest.objects ?? []),
      ],
    });
    await using reader = await openBytes(bytes);
    return (await reader.outline?.()) ?? [];
  }

  const item = (title: string, more: string): string => `<< /Title (${title}) /Parent 6 0 R ${more} >>`;

  describe('outline', () => {
    it('is nested as in the document, with pages and places on them', async () => {
      expect(
        await outline([
          item('One', '/Dest [3 0 R /XYZ 0 80 null] /First 9 0 R /Next 10 0 R'),
          item('One one', '/Dest [7 0 R /Fit] /F 3'),
          item('Two', '/A << /S /GoTo /D [7 0 R /FitH 60] >>'),
        ]),
      ).toEqual([
        {
          title: 'One',
          page: 0,
          top: 20,
          children: [{ title: 'One one', page: 1, bold: true, italic: true, children: [] }],
        },
        { title: 'Two', page: 1, top: 40, children: [] },
      ]);
    });

    it('is empty where there is none', async () => {
      await using reader = await openBytes(rawPdf(''));
      expect(await reader.outline?.()).toEqual([]);
    });

    it('follows named destinations, old and new', async () => {
      const named = {
        catalog: '/Dests << /old [7 0 R /Fit] >> /Names << /Dests << /Names [(new) << /D [7 0 R /XYZ 0 90 0] >>] >> >>',
      };
      expect(
        await outline(
          [
            item('Old', '/Dest /old /Next 9 0 R'),
            item('New', '/Dest (new) /Next 10 0 R'),
            item('None', '/Dest (none)'),
          ],
          named,
        ),
      ).toEqual([
        { title: 'Old', destination: 'old', page: 1, children: [] },
        { title: 'New', destination: 'new', page: 1, top: 10, children: [] },
        { title: 'None', destination: 'none', children: [] },
      ]);
    });

    it('keeps web addresses, and entries that lead to other files or run something', async () => {
      expect(
        await outline([
          item('Web', '/A << /S /URI /URI (https://example.com/a) >> /Next 9 0 R'),
          item('Other file', '/A << /S /GoToR /F (other.pdf) /D [0 /Fit] >> /Next 10 0 R'),
          item('Script', '/A << /S /JavaScript /JS (app.alert\\(1\\)) >> /Next 11 0 R'),
          item('Heading', ''),
        ]),
      ).toEqual([
        { title: 'Web', url: 'https://example.com/a', children: [] },
        { title: 'Other file', unsafeUrl: expect.stringContaining('other.pdf'), children: [] },
        { title: 'Script', children: [] },
        { title: 'Heading', children: [] },
      ]);
    });

    it.each([
      ['[7 0 R /XYZ 30 80 null]', '', 20],
      ['[7 0 R /XYZ null null null]', '', undefined],
      ['[7 0 R /FitBH 80]', '', 20],
      ['[7 0 R /FitV 30]', '', undefined],
      ['[7 0 R /FitR 10 20 50 80]', '', 20],
      ['[7 0 R /FitB]', '', undefined],
      ['[1 /XYZ 0 80 0]', '', 20],
      ['[7 0 R /XYZ 0 5000 0]', '', 0],
      ['[7 0 R /XYZ 30 80 null]', '/Rotate 180', 80],
      ['[7 0 R /XYZ 30 80 null]', '/Rotate 90', 30],
      ['[7 0 R /FitV 30]', '/Rotate 90', 30],
      ['[7 0 R /FitH 80]', '/Rotate 90', undefined],
      ['[7 0 R /XYZ 30 80 null]', '/CropBox [0 0 200 90]', 10],
    ])('finds the place of %s on a page with %j: %s', async (dest, page2, top) => {
      const [found] = await outline([item('x', `/Dest ${dest}`)], { page2 });
      expect(found?.page).toBe(1);
      if (top === undefined) expect(found?.top).toBeUndefined();
      else expect(found?.top).toBeCloseTo(top, 5);
    });

    it.each(['[99 0 R /Fit]', '[5 0 R /Fit]', '[7 /Fit]', '[-1 /Fit]', '[]', '[null /Fit]', '12'])(
      'leads nowhere where the document does not: %s',
      async (dest) => {
        expect(await outline([item('x', `/Dest ${dest}`)])).toEqual([{ title: 'x', children: [] }]);
      },
    );

    it('that runs in a circle comes to an end', async () => {
      const found = await outline([item('a', '/First 9 0 R'), item('b', '/First 8 0 R /Next 9 0 R')]);
      expect(found[0]?.title).toBe('a');
    });

    it('deeper than 200 levels is cut, and can be written as JSON', async () => {
      const depth = 1000;
      const entries = Array.from({ length: depth }, (_, i) =>
        item(`n${i}`, i + 1 < depth ? `/First ${i + 9} 0 R` : ''),
      );
      let level = 0;
      for (let items = await outline(entries); items.length > 0; items = items[0]!.children) level++;
      expect(level).toBe(200);
    });
  });
}
