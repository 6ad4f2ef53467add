import { describe, expect, it } from 'vitest';
import { fontInfo } from '@unifex/pdf-common';
import { rawPdf, readPage } from '../test-pdf.ts';
import { describeFont } from './fonts.ts';

describe('describeFont', () => {
  it.each([
    ['Helvetica', 400],
    ['Helvetica-Bold', 700],
    ['ABCDEF+Helvetica-BoldOblique', 700],
    ['OpenSans-Light', 300],
    ['OpenSans-SemiBold', 600],
    ['Inter-ExtraBold', 800],
    ['Roboto-Thin', 100],
    ['Raleway-ExtraLight', 200],
    ['Lato-Black', 900],
    ['Roboto-Medium', 500],
    ['HelveticaNeue-Bd', 700],
    ['FranklinGothic-Demi', 600],
    ['NimbusRomNo9L-Regu', 400],
  ])('tells the weight of %s from its name: %i', (name, weight) => {
    expect(describeFont({ name }, 0).weight).toBe(weight);
  });

  it('takes what the font says of itself where the name says nothing', () => {
    expect(describeFont({ name: 'F12', bold: true }, 0).weight).toBe(700);
    expect(describeFont({ name: 'F12', black: true }, 0).weight).toBe(900);
  });

  it.each(['Helvetica-Oblique', 'Times-Italic', 'Lato,It', 'FooPro-It'])('knows that %s is italic', (name) => {
    expect(describeFont({ name }, 0).italic).toBe(true);
  });

  it('does not take a name that only looks like it for italic', () => {
    expect(describeFont({ name: 'Digital' }, 0).italic).toBe(false);
    expect(describeFont({ name: 'Unit-Regular' }, 0).italic).toBe(false);
  });

  it('leaves the prefix of a subset out of the name', () => {
    expect(describeFont({ name: 'ABCDEF+Garamond' }, 0).name).toBe('Garamond');
    expect(describeFont({ name: 'ABC+Garamond' }, 0).name).toBe('ABC+Garamond');
    expect(describeFont({}, 3)).toMatchObject({ name: 'unknown', index: 3 });
  });

  it.each([
    [{ ascent: 0.9, descent: -0.2 }, 0.9, 0.2],
    [{ ascent: 0, descent: 0 }, 0.75, 0.25],
    [{ ascent: 0, descent: 0, bbox: [0, -250, 1000, 800] }, 0.8, 0.25],
    [{ ascent: 12, descent: -0.3 }, 0.75, 0.3],
    [{ ascent: NaN, descent: -7 }, 0.75, 0.25],
    [{ ascent: 0, descent: 0, bbox: [0, -250, 1000, 5000] }, 0.75, 0.25],
  ])('takes plausible ascent and descent only: %j', (font, ascent, descent) => {
    expect(describeFont(font, 0)).toMatchObject({ ascent, descent });
  });

  it('reads a Type 3 font by its own matrix', () => {
    const font = describeFont({ isType3Font: true, fontMatrix: [0.01, 0, 0, 0.01, 0, 0], bbox: [0, -20, 100, 80] }, 0);
    expect(font).toMatchObject({ widthScale: 0.01, ascent: 0.8, descent: 0.2 });
    const mirrored = describeFont(
      { isType3Font: true, fontMatrix: [0.01, 0, 0, -0.01, 0, 0], bbox: [0, -20, 100, 80] },
      0,
    );
    expect(mirrored).toMatchObject({ widthScale: 0.01, ascent: 0.8, descent: 0.2 });
  });

  it.each([
    [{ widths: { 32: 278 } }, 0.278],
    [{ widths: { 32: 600 }, isMonospace: true }, 0.6],
    [{ widths: { 32: 600 } }, 0],
    [{ widths: { 32: 0 } }, 0],
    [{ widths: { 32: 278 }, composite: true }, 0],
    [{}, 0],
  ])('takes the width of code 32 for the space only where it may be one: %j', (font, space) => {
    expect(describeFont(font, 0).spaceAdvance).toBeCloseTo(space, 10);
  });
});

describe('fontInfo', () => {
  it('rounds the size, and makes bold what is drawn bold', () => {
    const font = describeFont({ name: 'Courier', isMonospace: true }, 0);
    expect(fontInfo(font, 9.99999, false)).toEqual({
      name: 'Courier',
      size: 10,
      weight: 400,
      bold: false,
      italic: false,
      monospace: true,
    });
    expect(fontInfo(font, 10, true)).toMatchObject({ weight: 700, bold: true });
    expect(fontInfo(describeFont({ name: 'X-Black' }, 0), 10, true).weight).toBe(900);
  });
});

describe('glyphs that pdf.js knows by nothing but their names', () => {
  it('are read by the rules for names', async () => {
    const font =
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica ' +
      '/Encoding << /Type /Encoding /Differences [97 /f_j /A.sc /mapsto /uni20AC /b /prime] >> >>';
    const page = await readPage(
      rawPdf('BT /A 10 Tf 10 80 Td (abcdef) Tj ET', {
        page: '/Resources << /Font << /A 6 0 R >> >>',
        objects: [font],
      }),
    );
    expect(page.texts.map(({ text }) => text)).toEqual(['fjA↦€b′']);
  });

  it('are what the ToUnicode map says, where it does', async () => {
    const map =
      'begincmap 1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <61> <0061> <62> <0078> endbfchar endcmap';
    const font =
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R ' +
      '/Encoding << /Type /Encoding /Differences [97 /f_j /f_j /f_j] >> >>';
    const page = await readPage(
      rawPdf('BT /A 10 Tf 10 80 Td (abc) Tj ET', {
        page: '/Resources << /Font << /A 6 0 R >> >>',
        objects: [font, `<< /Length ${map.length} >> stream\n${map}\nendstream`],
      }),
    );
    expect(page.texts.map(({ text }) => text)).toEqual(['axfj']);
  });
});
