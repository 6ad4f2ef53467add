import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import zlib from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { patchParser, PATCHES } from './parser-patches.ts';
import type { Patch } from './parser-patches/patch.ts';
import { rawPdf, readPage, stream } from './test-pdf.ts';

const INSTALLED = readFileSync(
  createRequire(import.meta.url).resolve('pdfjs-dist/legacy/build/pdf.worker.mjs'),
  'utf8',
);

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('patchParser', () => {
  it('finds every place in the installed pdf.js', () => {
    const patched = patchParser(INSTALLED);
    expect(patched).not.toBe(INSTALLED);
    expect(patched.split('this.options.withoutImageData')).toHaveLength(3);
    expect(patched).not.toContain('partialEvaluator.hasBlendModes(');
    for (const { replace } of PATCHES.flat()) expect(patched).toContain(replace);
  });

  it('finds each of them once', () => {
    for (const { find } of PATCHES.flat()) expect(INSTALLED.split(find), find).toHaveLength(2);
  });

  it('leaves a source as it is that lacks a place, or has it before the one that it follows', () => {
    const [first, second] = PATCHES[0] as [Patch, Patch];
    const without = INSTALLED.replace(second.find, '');
    expect(patchParser(without)).toBe(without);
    const before = INSTALLED.replace(second.find, '').replace(first.find, second.find + first.find);
    expect(patchParser(before)).toBe(before);
    expect(patchParser('')).toBe('');
  });
});

describe('the patched parser', () => {
  it('decodes neither images nor masks, and tells where they are', async () => {
    // What an image of 40 by 30 pixels is decoded into: three bytes a pixel, or a bit in a mask.
    const allocated: unknown[] = [];
    const watched = <T extends new (...args: never[]) => object>(original: T): T =>
      new Proxy(original, {
        construct: (target, args: never[]) => {
          allocated.push(args[0]);
          return new target(...args);
        },
      });
    vi.stubGlobal('Uint8ClampedArray', watched(Uint8ClampedArray));
    vi.stubGlobal('Uint8Array', watched(Uint8Array));
    const image = '/Type /XObject /Subtype /Image /Width 40 /Height 30';
    const objects = [
      stream(
        'a'.repeat(1200),
        `${image} /BitsPerComponent 8 /ColorSpace [/Indexed /DeviceRGB 255 <${'00'.repeat(768)}>]`,
      ),
      // Cut off, so that decoding it would make it white up to its end.
      stream('\x01\x02', `${image} /ImageMask true /BitsPerComponent 1 /Decode [1 0]`),
    ];
    const page = await readPage(
      rawPdf('q 40 0 0 30 10 50 cm /Image Do Q q 40 0 0 30 60 50 cm /Mask Do Q q 40 0 0 30 110 50 cm /Mask Do Q', {
        resources: '/XObject << /Image 6 0 R /Mask 7 0 R >>',
        objects,
      }),
    );
    expect(page.images?.map(({ bbox, pixelWidth, mask }) => [bbox.x0, pixelWidth, mask])).toEqual([
      [10, 40, undefined],
      [60, 40, true],
      [110, 40, true],
    ]);
    expect(allocated).not.toEqual([]);
    expect(allocated).not.toContain(40 * 30 * 3);
    expect(allocated).not.toContain(5 * 30);
  });

  it('inflates with zlib, also what stands on shared memory, and in JavaScript what is cut off', async () => {
    const inflate = vi.spyOn(zlib, 'inflateSync');
    const lines = Array.from({ length: 800 }, (_, i) => `(${(i * 7919) % 10007}) Tj T*`).join('\n');
    const content = `BT /F1 1 Tf 1 TL 10 90 Td ${lines} (END) Tj ET`;
    const deflated = zlib.deflateSync(content).toString('latin1');
    const file = (bytes: string): Uint8Array => {
      const plain = rawPdf('', {
        page: '/Contents 6 0 R',
        objects: [stream(bytes, '/Filter /FlateDecode')],
      });
      const shared = new Uint8Array(new SharedArrayBuffer(plain.length));
      shared.set(plain);
      return shared;
    };
    const whole = await readPage(file(deflated));
    expect(whole.texts.at(-1)?.text).toMatch(/END$/);
    expect(inflate).toHaveReturned();
    const half = await readPage(file(deflated.slice(0, deflated.length / 2)));
    expect(half.texts.length).toBeGreaterThan(20);
    expect(half.texts.length).toBeLessThan(whole.texts.length);
  });

  it.each([
    ['(plain)', 'plain'],
    ['(in (brackets))', 'in (brackets)'],
    ['(\\101\\102)', 'AB'],
    ['<4142 4>', 'AB@'],
    ['()', ''],
  ])('reads the string %s', async (token, text) => {
    const { texts } = await readPage(rawPdf(`BT /F1 10 Tf 10 50 Td ${token}Tj(.)Tj ET`));
    expect(texts[0]?.text).toBe(`${text}.`);
  });

  it.each([
    ['20', 20],
    ['+20', 20],
    ['20.', 20],
    ['.5', 0.5],
    ['20.25', 20.25],
    ['-0', 0],
    ['--5', -5],
    ['2-0', 20],
    ['20.5.5', 0.5],
  ])('reads the number %s', async (token, value) => {
    const { texts } = await readPage(rawPdf(`BT /F1 10 Tf 1 0 0 1 50 50 Tm 30 0 Td\n${token} 0 Td (x) Tj ET`));
    expect(texts[0]?.bbox.x0).toBeCloseTo(80 + value, 3);
  });

  it('reads names with signs that are written as their codes, and operators that touch what is around them', async () => {
    const { texts } = await readPage(rawPdf('q/F#31 10 Tf BT[(a)-9(b)]TJ 0 -20 Td(c)Tj ET Q%end\nBT(hidden)Tj ET'));
    expect(texts.map(({ text }) => text)).toEqual(['ab', 'c']);
  });

  it('leaves no error unheard where a link leads into a tree of pages that are none', async () => {
    const unheard: unknown[] = [];
    const hear = (error: unknown): number => unheard.push(error);
    process.on('unhandledRejection', hear);
    try {
      const page = await readPage(
        rawPdf('BT /F1 10 Tf 10 50 Td (read) Tj ET', {
          page: '/Annots [6 0 R]',
          objects: [
            '<< /Type /Annot /Subtype /Link /Rect [10 40 60 60] /Dest [7 0 R /Fit] >>',
            '<< /Type /Page /Parent 8 0 R >>',
            '<< /Type /Pages /Count 1 /Kids [9 0 R (no page)] >>',
            '5',
          ],
        }),
      );
      expect(page.texts[0]?.text).toBe('read');
      // Node tells of them when all microtasks are done.
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      process.off('unhandledRejection', hear);
    }
    expect(unheard).toEqual([]);
  });

  it('knows fonts, colours and paths again after a state is restored', async () => {
    const { texts, rulings } = await readPage(
      rawPdf(
        'BT /F1 10 Tf 10 80 Td (a) Tj ET q 1 0 0 rg BT /F1 20 Tf 10 40 Td (b) Tj ET q 0 1 0 rg Q BT 150 60 Td (c) Tj ET Q ' +
          'BT 10 10 Td (d) Tj ET q 2 w 10 5 m 90 5 l q Q S Q',
      ),
    );
    const seen = texts.map(({ text, color }) => [text, color]);
    expect(seen.sort()).toEqual([
      ['a', '#000000'],
      ['b', '#ff0000'],
      ['c', '#ff0000'],
      ['d', '#000000'],
    ]);
    expect(rulings).toHaveLength(1);
  });
});
