import { describe, expect, it } from 'vitest';
import { rawPdf, readPage, stream } from '../test-pdf.ts';

describe('a glyph of several letters', () => {
  it.each([
    ['a sign of its own', 'FC40', '\u0644\u062d'],
    ['its letters', '0644062D', '\u0644\u062d'],
    ['letters that no sign stands for', '06440634', '\u0644\u0634'],
    ['Latin letters', '00660069', 'fi'],
  ])('says them in their order: %s', async (_what, unicode, text) => {
    const map =
      '/CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange ' +
      `1 beginbfchar <61> <${unicode}> endbfchar`;
    const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>';
    const page = await readPage(
      rawPdf('BT /A 10 Tf 10 80 Td (a) Tj ET', {
        page: '/Resources << /Font << /A 6 0 R >> >>',
        objects: [font, stream(map)],
      }),
    );
    expect(page.texts.map((block) => block.text)).toEqual([text]);
  });
});
