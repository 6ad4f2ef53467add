import { describe, expect, it } from 'vitest';
import { rawPdf, readPage } from '../test-pdf.ts';
import { dingbat, isDingbatsFont } from '@unifex/pdf-common';

describe('dingbat', () => {
  // Unicode's mapping table zdingbat.txt.
  it.each([
    [0x21, '✁'],
    [0x25, '☎'],
    [0x34, '✔'],
    [0x38, '✘'],
    [0x48, '★'],
    [0x6c, '●'],
    [0x71, '❑'],
    [0x76, '❖'],
    [0x7e, '❞'],
    [0xa1, '❡'],
    [0xac, '①'],
    [0xb6, '❶'],
    [0xd4, '➔'],
    [0xd5, '→'],
    [0xd8, '➘'],
    [0xfe, '➾'],
    [0x20, ' '],
  ])('gives the sign of code %i', (code, sign) => {
    expect(dingbat(String.fromCharCode(code))).toBe(sign);
  });

  it('leaves alone what a font says of its signs itself', () => {
    expect(dingbat('✔')).toBe('✔');
    expect(dingbat('no')).toBe('no');
  });
});

describe('isDingbatsFont', () => {
  it.each(['ZapfDingbats', 'ITCZapfDingbatsStd', 'Zapf Dingbats', 'D050000L'])('knows %s', (name) => {
    expect(isDingbatsFont(name)).toBe(true);
  });
  it.each(['Helvetica', 'DingbatsAndMore', 'Symbol'])('does not take %s for one', (name) => {
    expect(isDingbatsFont(name)).toBe(false);
  });
});

it('reads the tick of a form as a tick', async () => {
  const page = await readPage(
    rawPdf('BT /Z 10 Tf 10 50 Td (4) Tj /F1 10 Tf ( 4 done) Tj ET', {
      page: '/Resources << /Font << /F1 5 0 R /Z 6 0 R >> >>',
      objects: ['<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>'],
    }),
  );
  expect(page.texts.map(({ text }) => text)).toEqual(['✔ 4 done']);
});
