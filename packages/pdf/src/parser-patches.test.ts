import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import zlib from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { patchParser } from './parser-patches.ts';
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
  });

  it('leaves a source as it is that lacks a place, or has one twice', () => {
    const without = INSTALLED.replace('}, 1, this._transfers);', '}, 1, this.transfers);');
    expect(patchParser(without)).toBe(without);
    const twice = `${INSTALLED}\n}, 1, this._transfers);`;
    expect(patchParser(twice)).toBe(twice);
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
});
