import { describe, expect, it } from 'vitest';
import { fontInfo } from '@unifex/pdf-common';
import { rawPdf, readPage, stream } from '../test-pdf.ts';
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

const CMAP_HEAD = 'begincmap 1 begincodespacerange';

/** Encrypts the private half of a Type 1 font (Adobe Type 1 Font Format, 7.1). */
function eexec(text: string, key = 55_665): string {
  let r = key;
  return Array.from(`0000${text}`, (char) => {
    const cipher = (char.charCodeAt(0) ^ (r >> 8)) & 0xff;
    r = ((cipher + r) * 52_845 + 22_719) & 0xffff;
    return String.fromCharCode(cipher);
  }).join('');
}

describe('a Type 1 program', () => {
  it('tells the names of what neither the ToUnicode map nor the encoding of the PDF knows', async () => {
    const head =
      '%!PS-AdobeFont-1.0: CMEX10\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n/Encoding 256 array\n' +
      '0 1 255 {1 index exch /.notdef put} for\ndup 80 /summationtext put\ndup 81 /producttext put\nreadonly def\n' +
      'currentfile eexec\n';
    // 500 units wide, and nothing drawn: hsbw, endchar.
    const glyph = eexec('\x8b\xf8\x88\x0d\x0e', 4330);
    const glyphs = ['.notdef', 'summationtext', 'producttext'].map(
      (name) => `/${name} ${glyph.length} RD ${glyph} ND\n`,
    );
    const half = eexec(
      'dup /Private 5 dict dup begin\n/lenIV 4 def\n/Subrs 0 array\nND\n' +
        `2 index /CharStrings 3 dict dup begin\n${glyphs.join('')}end\nend\n`,
    );
    const page = await readPage(
      rawPdf('BT /A 10 Tf 10 80 Td (PQR) Tj ET', {
        page: '/Resources << /Font << /A 6 0 R >> >>',
        objects: [
          '<< /Type /Font /Subtype /Type1 /BaseFont /CMEX10 /FirstChar 80 /LastChar 82 /Widths [500 500 500] ' +
            '/FontDescriptor 7 0 R /ToUnicode 9 0 R >>',
          '<< /Type /FontDescriptor /FontName /CMEX10 /Flags 4 /FontBBox [0 0 500 500] /Ascent 500 /Descent 0 ' +
            '/ItalicAngle 0 /CapHeight 500 /StemV 50 /FontFile 8 0 R >>',
          stream(head + half, `/Length1 ${head.length} /Length2 ${half.length} /Length3 0`),
          stream(`${CMAP_HEAD} <00> <ff> endcodespacerange 1 beginbfchar <51> <2210> endbfchar endcmap`),
        ],
      }),
    );
    // Of the last one nothing is known but its code.
    expect(page.texts.map(({ text }) => text)).toEqual(['∑∐R']);
  });
});

describe('a TrueType program', () => {
  it('whose list of names is said to go on behind its end takes no more memory and time for it', async () => {
    const u16 = (...values: number[]): string => values.map((v) => String.fromCharCode(v >> 8, v & 0xff)).join('');
    const u32 = (value: number): string => u16(Math.floor(value / 65_536), value & 0xffff);
    const tables: [string, string][] = [
      ['cmap', u16(0, 1, 3, 0, 0, 12, 4, 24, 0, 2, 2, 0, 0, 0xffff, 0, 0xffff, 1, 0)],
      ['glyf', u16(0)],
      ['head', u16(1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, 1000, ...Array<number>(17).fill(0))],
      ['hhea', u16(1, 0, 800, 0xff38, 0, 500, ...Array<number>(11).fill(0), 1)],
      ['hmtx', u16(500, 0, 0)],
      ['loca', u16(0, 0, 0)],
      ['maxp', u16(0, 0x5000, 2)],
      ['post', u16(2, 0, ...Array<number>(14).fill(0), 2, 258, 259) + '\x01a'],
    ];
    let at = 12 + tables.length * 16;
    let directory = '';
    for (const [name, data] of tables) {
      directory += name + u32(0) + u32(at) + u32(name === 'post' ? 0x7fffffff : data.length);
      at += data.length;
    }
    const file = u16(1, 0, tables.length, 128, 3, 0) + directory + tables.map(([, data]) => data).join('');
    const page = await readPage(
      rawPdf('BT /A 10 Tf 10 80 Td (ab) Tj ET', {
        page: '/Resources << /Font << /A 6 0 R >> >>',
        objects: [
          '<< /Type /Font /Subtype /TrueType /BaseFont /Cut /FirstChar 97 /LastChar 98 /Widths [500 500] ' +
            '/FontDescriptor 7 0 R /Encoding /WinAnsiEncoding >>',
          '<< /Type /FontDescriptor /FontName /Cut /Flags 32 /FontBBox [0 0 500 500] /Ascent 800 /Descent -200 ' +
            '/ItalicAngle 0 /CapHeight 500 /StemV 50 /FontFile2 8 0 R >>',
          stream(file, `/Length1 ${file.length}`),
        ],
      }),
    );
    expect(page.texts.map(({ text }) => text)).toEqual(['ab']);
    // Half a minute and gigabytes where it does.
  }, 10_000);
});

describe('a composite font', () => {
  it('whose ToUnicode map lacks a code has no character for it, and not the one with its number', async () => {
    const page = await readPage(
      rawPdf('BT /A 10 Tf 10 80 Td <004100420043> Tj ET', {
        page: '/Resources << /Font << /A 6 0 R >> >>',
        objects: [
          '<< /Type /Font /Subtype /Type0 /BaseFont /Whole /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 9 0 R >>',
          '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Whole /DW 500 /FontDescriptor 8 0 R ' +
            '/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>',
          '<< /Type /FontDescriptor /FontName /Whole /Flags 4 /FontBBox [0 0 500 500] /Ascent 800 /Descent -200 ' +
            '/ItalicAngle 0 /CapHeight 500 /StemV 50 >>',
          stream(
            `${CMAP_HEAD} <0000> <ffff> endcodespacerange 2 beginbfchar <0041> <0078> <0043> <0043> endbfchar endcmap`,
          ),
        ],
      }),
    );
    expect(page.texts.map(({ text }) => text)).toEqual(['x\ufffdC']);
  });
});
