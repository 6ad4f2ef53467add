import { describe, expect, it } from 'vitest';
import { rawPdf, readPage } from '../test-pdf.ts';

const helvetica = (differences: string): string =>
  `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [${differences}] >> >>`;

describe('glyphs by their names', () => {
  it('reads names that PDFium does not know, and warns of nothing', async () => {
    const page = await readPage(
      rawPdf('BT /A 10 Tf 10 80 Td (a b) Tj 0 -20 Td (cde) Tj ET', {
        page: '/Resources << /Font << /A 6 0 R >> >>',
        objects: [helvetica('97 /f_i /f_f_i.alt /prime /parenleftBigg /bardbl')],
      }),
    );
    expect(page.texts.map(({ text }) => text)).toEqual(['fi ffi', '′(‖']);
    expect(page.warnings).toBeUndefined();
  });

  it('keeps the codes, and says so, where a name says nothing', async () => {
    const page = await readPage(
      rawPdf('BT /A 10 Tf 10 80 Td (ab) Tj ET', {
        page: '/Resources << /Font << /A 6 0 R >> >>',
        objects: [helvetica('97 /g32 /f_unheardof')],
      }),
    );
    expect(page.texts.map(({ text }) => text)).toEqual(['ab']);
    expect(page.warnings).toEqual([expect.stringMatching(/^2 glyphs are of fonts that do not say/)]);
  });

  it('believes none of two fonts of one name that contradict each other', async () => {
    const page = await readPage(
      rawPdf('BT /A 10 Tf 10 80 Td (a) Tj /B 10 Tf 0 -20 Td (a) Tj ET', {
        page: '/Resources << /Font << /A 6 0 R /B 7 0 R >> >>',
        objects: [helvetica('97 /f_i'), helvetica('97 /prime')],
      }),
    );
    expect(page.texts.map(({ text }) => text)).toEqual(['a', 'a']);
    expect(page.warnings).toHaveLength(1);
  });

  it('finds the fonts of forms', async () => {
    const form =
      '<< /Type /XObject /Subtype /Form /BBox [0 0 100 100] /Length 33 /Resources << /Font << /A 7 0 R >> >> >>\n' +
      'stream\nBT /A 10 Tf 10 80 Td (aa) Tj ET   \nendstream';
    const page = await readPage(
      rawPdf('/X Do', { page: '/Resources << /XObject << /X 6 0 R >> >>', objects: [form, helvetica('97 /f_i')] }),
    );
    expect(page.texts.map(({ text }) => text)).toEqual(['fifi']);
  });
});
