import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { RenderedPage, RenderOptions } from '@unifex/core';
import { openBytes, rawPdf, stream } from '../test-pdf.ts';

const signal = new AbortController().signal;

async function render(bytes: Uint8Array, options: RenderOptions): Promise<RenderedPage> {
  await using reader = await openBytes(bytes);
  return await reader.renderPage!(0, { format: 'rgba', ...options }, { signal });
}

/** Red, green, blue and alpha at a point of the page. */
function pixelAt({ data, width, transform: [a, b, c, d, e, f] }: RenderedPage, x: number, y: number): number[] {
  const column = Math.floor(a * x + c * y + e);
  const row = Math.floor(b * x + d * y + f);
  return [...data.subarray((row * width + column) * 4, (row * width + column) * 4 + 4)];
}

const RED = [255, 0, 0, 255];
const WHITE = [255, 255, 255, 255];
/** 20 points from the left, 10 from the top, 40 wide, 30 high. */
const box = rawPdf('1 0 0 rg 20 60 40 30 re f');

describe('renderPage', () => {
  it.each([{ dpi: 72 }, { dpi: 150 }, { dpi: 300 }, { width: 333 }])(
    'leads from points to pixels: %j',
    async (options) => {
      const image = await render(box, options);
      const scale = options.width === undefined ? options.dpi / 72 : options.width / 200;
      expect([image.width, image.height]).toEqual([Math.round(200 * scale), Math.round(100 * scale)]);
      expect(image.data).toHaveLength(image.width * image.height * 4);
      const inside = [
        [22, 12],
        [58, 12],
        [22, 38],
        [58, 38],
      ];
      for (const [x, y] of inside) expect(pixelAt(image, x!, y!)).toEqual(RED);
      const outside = [
        [18, 12],
        [62, 12],
        [22, 8],
        [22, 42],
      ];
      for (const [x, y] of outside) expect(pixelAt(image, x!, y!)).toEqual(WHITE);
    },
  );

  it.each([72, 100, 300])('draws a part of the page, pixel for pixel as in the whole: %i dpi', async (dpi) => {
    const whole = await render(box, { dpi });
    const part = await render(box, { dpi, region: { x0: 15, y0: 5, x1: 50, y1: 80 } });
    const [a, , , d, e, f] = part.transform;
    expect([-e, -f]).toEqual([Math.floor(15 * a), Math.floor(5 * d)]);
    expect(part.width).toBe(Math.ceil(50 * a) + e);
    for (let row = 0; row < part.height; row++) {
      const start = ((row - f) * whole.width - e) * 4;
      const same = Buffer.compare(
        part.data.subarray(row * part.width * 4, (row + 1) * part.width * 4),
        whole.data.subarray(start, start + part.width * 4),
      );
      expect(same).toBe(0);
    }
    expect(pixelAt(part, 22, 12)).toEqual(RED);
  });

  it.each([
    [{ region: { x0: 300, y0: 0, x1: 310, y1: 10 } }, 'on the page'],
    [{ region: { x0: 5, y0: 0, x1: 5, y1: 10 } }, 'a box'],
    [{ region: { x0: 0, y0: 0, x1: 5, y1: 10 }, width: 10 }, 'left out'],
  ])('refuses a part that is none: %j', async (options, message) => {
    await expect(render(box, options)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(message),
    });
  });

  it.each([90, 180, 270])('draws a page as it is displayed, turned by %i', async (rotate) => {
    const pdf = rawPdf('1 0 0 rg 20 60 40 30 re f', { page: `/Rotate ${rotate} /CropBox [10 0 200 100] /UserUnit 2` });
    await using reader = await openBytes(pdf);
    const [fill] = (await reader.extractPage(0, { signal })).fills!;
    const image = await reader.renderPage!(0, { dpi: 50, format: 'rgba' }, { signal });
    const { x0, y0, x1, y1 } = fill!.bbox;
    expect(pixelAt(image, (x0 + x1) / 2, (y0 + y1) / 2)).toEqual(RED);
    expect(pixelAt(image, x0 + 4, y0 + 4)).toEqual(RED);
    expect(pixelAt(image, x1 - 4, y1 - 4)).toEqual(RED);
    expect(pixelAt(image, x0 - 4, y0 + 4)).toEqual(WHITE);
    expect(pixelAt(image, x1 - 4, y1 + 4)).toEqual(WHITE);
  });

  it('lets the background be chosen, or none', async () => {
    expect(pixelAt(await render(box, { background: '#102030' }), 5, 5)).toEqual([0x10, 0x20, 0x30, 255]);
    const clear = await render(box, { background: 'transparent' });
    expect(pixelAt(clear, 5, 5)[3]).toBe(0);
    expect(pixelAt(clear, 30, 20)).toEqual(RED);
  });

  it('draws annotations and form fields, unless asked not to', async () => {
    const appearance = stream('0 1 0 rg 0 0 40 20 re f', '/Type /XObject /Subtype /Form /BBox [0 0 40 20]');
    const pdf = rawPdf('', {
      page: '/Annots [6 0 R 7 0 R]',
      catalog: '/AcroForm << /Fields [7 0 R] >>',
      objects: [
        '<< /Type /Annot /Subtype /Stamp /Rect [10 70 50 90] /AP << /N 8 0 R >> /F 4 >>',
        '<< /Type /Annot /Subtype /Widget /FT /Tx /T (t) /Rect [110 70 150 90] /AP << /N 8 0 R >> /F 4 >>',
        appearance,
      ],
    });
    const green = [0, 255, 0, 255];
    const shown = await render(pdf, {});
    expect([pixelAt(shown, 30, 20), pixelAt(shown, 130, 20)]).toEqual([green, green]);
    const without = await render(pdf, { annotations: false });
    expect([pixelAt(without, 30, 20), pixelAt(without, 130, 20)]).toEqual([WHITE, WHITE]);
  });

  it('draws an annotation as before when its text has been read', async () => {
    // Turned by a quarter: the appearance's matrix matters.
    const appearance = stream(
      '0 1 0 rg 0 0 20 20 re f',
      '/Type /XObject /Subtype /Form /BBox [0 0 40 20] /Matrix [0 1 -1 0 0 0]',
    );
    const pdf = rawPdf('', {
      page: '/Annots [6 0 R]',
      objects: ['<< /Type /Annot /Subtype /Stamp /Rect [10 20 30 60] /AP << /N 7 0 R >> /F 4 >>', appearance],
    });
    await using reader = await openBytes(pdf);
    const before = await reader.renderPage!(0, { format: 'rgba' }, { signal });
    await reader.extractPage(0, { signal });
    const after = await reader.renderPage!(0, { format: 'rgba' }, { signal });
    expect(after.data).toEqual(before.data);
    expect(pixelAt(before, 20, 75)).toEqual([0, 255, 0, 255]);
    expect(pixelAt(before, 20, 45)).toEqual(WHITE);
  });

  it('and reading a page give the same in either order, also where fields are made anew', async () => {
    const pdf = rawPdf('', {
      page: '/Annots [6 0 R]',
      catalog:
        '/AcroForm << /Fields [6 0 R] /NeedAppearances true /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 5 0 R >> >> >>',
      objects: [
        '<< /Type /Annot /Subtype /Widget /FT /Tx /T (n) /V (New) /F 4 /Rect [10 5 110 45] /AP << /N 7 0 R >> >>',
        stream(
          'BT /F1 10 Tf 2 4 Td (Old) Tj ET',
          '/Type /XObject /Subtype /Form /BBox [0 0 100 40] /Resources << /Font << /F1 5 0 R >> >>',
        ),
      ],
    });
    await using reader = await openBytes(pdf);
    const drawnFirst = await reader.renderPage!(0, { format: 'rgba' }, { signal });
    const readSecond = await reader.extractPage(0, { signal });
    await using other = await openBytes(pdf);
    const readFirst = await other.extractPage(0, { signal });
    const drawnSecond = await other.renderPage!(0, { format: 'rgba' }, { signal });
    expect(readFirst.texts.map(({ text }) => text)).toEqual(['New']);
    expect(readSecond).toEqual(readFirst);
    expect(drawnSecond.data).toEqual(drawnFirst.data);
  });

  it.each(['png', 'jpeg', 'webp'] as const)('packs %s', async (format) => {
    const image = await render(box, { format, dpi: 72 });
    expect(image.format).toBe(format);
    const { data, info } = await sharp(image.data).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([200, 100]);
    const [red = 0, green = 255, blue = 255] = data.subarray((25 * 200 + 40) * 3);
    expect([red > 240, green < 20, blue < 20]).toEqual([true, true, true]);
  });

  it('draws a large image in bands that fit together', async () => {
    const pdf = rawPdf('1 0 0 rg 0 0 m 200 0 l 200 100 l f');
    const image = await render(pdf, { width: 7000 });
    expect(image.height).toBe(3500);
    for (let y = 1; y < 100; y += 7) {
      expect(pixelAt(image, 200 - 2 * y + 1, y)).toEqual(RED);
      expect(pixelAt(image, 200 - 2 * y - 1, y)).toEqual(WHITE);
    }
  });

  it.each([
    [{ dpi: 0 }, /dpi/],
    [{ dpi: 100, width: 100 }, /width.*left out/],
    [{ width: 1.5 }, /width/],
    [{ format: 'tiff' }, /format.*'rgba' or 'png'/],
    [{ background: 'red' }, /background.*#ffffff/],
    [{ format: 'jpeg', background: 'transparent' }, /background.*png/],
    [{ dpi: 72_000 }, /dpi.*200000 by 100000 pixels.*100000000/],
    [{ width: 200, maxPixels: 10 }, /width.*200 by 100 pixels.*10/],
    [{ scale: 2 }, /no option `scale`/],
  ])('refuses %j', async (options, message) => {
    await expect(render(box, options as RenderOptions)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a page that does not exist, and a signal that was given up', async () => {
    await using reader = await openBytes(box);
    await expect(reader.renderPage!(1, {}, { signal })).rejects.toMatchObject({ code: 'PAGE_OUT_OF_RANGE' });
    const aborted = reader.renderPage!(0, {}, { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
