import { createExtractor, type Page } from '@unifex/core';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { tesseractBackend } from './backend.ts';
import { PIECE_DPI, piecePng } from './test-pages.ts';

const TEXT = 'Salary review 2026';

async function read(bytes: Uint8Array, options: object = {}): Promise<Page> {
  await using extractor = await createExtractor(bytes, tesseractBackend, { dpi: PIECE_DPI, ...options });
  const { document, errors } = await extractor.extract();
  expect(errors).toEqual([]);
  return document.pages[0]!;
}

const textOf = (page: Page): string => page.texts.map(({ text }) => text).join('\n');

describe('images of all kinds', () => {
  it.each([
    ['JPEG', (image: Sharp) => image.jpeg()],
    ['WebP', (image: Sharp) => image.webp()],
    ['GIF', (image: Sharp) => image.gif()],
    ['TIFF, LZW', (image: Sharp) => image.tiff({ compression: 'lzw' })],
    ['CMYK', (image: Sharp) => image.toColourspace('cmyk').jpeg({ quality: 95 })],
    ['16 bits', (image: Sharp) => image.toColourspace('rgb16').png()],
    ['16 bits of grey', (image: Sharp) => image.toColourspace('grey16').png()],
    ['transparent paper', (image: Sharp) => image.unflatten().png()],
    ['a palette', (image: Sharp) => image.png({ palette: true })],
  ])('%s', async (_name, encode) => {
    expect(textOf(await read(await encode(sharp(await piecePng())).toBuffer()))).toBe(TEXT);
  });

  it('reads light print on transparent paper', async () => {
    const { data, info } = await sharp(await piecePng())
      .flatten({ background: '#fff' })
      .toColourspace('b-w')
      .extractChannel(0)
      .raw()
      .toBuffer({ resolveWithObject: true });
    // White everywhere, and as opaque as the print was dark.
    const ink = Buffer.alloc(data.length * 4, 255);
    data.forEach((value, i) => (ink[i * 4 + 3] = 255 - value));
    const png = await sharp(ink, { raw: { width: info.width, height: info.height, channels: 4 } })
      .png()
      .toBuffer();
    expect(textOf(await read(png))).toBe(TEXT);
  });

  it('turns a photograph as its Exif data say, and says so', async () => {
    const photo = await sharp(await piecePng())
      .rotate(270)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const page = await read(photo);
    expect(textOf(page)).toBe(TEXT);
    expect(page).toMatchObject({ rotation: 90, width: 240, height: 42 });
  });

  it.each([
    [300, 300],
    [1200, 1200],
    // What a PNG with the shape of its pixels and no unit comes to: 150 of them a millimetre.
    [3810, 200],
    [5, 200],
    [96, 200],
  ])('takes %d pixels an inch, if a file states it, for %d', async (density, dpi) => {
    const stated = await sharp(await piecePng())
      .withMetadata({ density })
      .png()
      .toBuffer();
    await using extractor = await createExtractor(stated, tesseractBackend, { orientation: false });
    const { document } = await extractor.extract();
    expect(document.pages[0]!.width).toBeCloseTo((240 * PIECE_DPI) / dpi, 1);
  });

  it('reads the first frame of what moves', async () => {
    const { data, info } = await sharp(await piecePng())
      .flatten({ background: '#fff' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const frames = Buffer.concat([data, Buffer.alloc(data.length, 255)]);
    const moving = await sharp(frames, { raw: { width, height: height * 2, channels, pageHeight: height } })
      .gif({ loop: 0, delay: [100, 100] })
      .toBuffer();
    const page = await read(moving);
    expect(textOf(page)).toBe(TEXT);
    expect(page.height).toBe(42);
    expect(page.warnings).toEqual(['The image moves: of its 2 frames the first was read.']);
  });

  it('finds nothing on an empty page, and on one of one pixel', async () => {
    for (const size of [200, 1]) {
      const empty = sharp({ create: { width: size, height: size, channels: 3, background: '#ffffff' } });
      expect(textOf(await read(await empty.png().toBuffer()))).toBe('');
    }
  });

  it('reads what is left of a JPEG that is cut off, and says so', async () => {
    const whole = await sharp(await piecePng())
      .extend({ bottom: 400, background: '#fff' })
      .jpeg()
      .toBuffer();
    const page = await read(whole.subarray(0, whole.length * 0.9));
    expect(textOf(page)).toContain(TEXT);
    expect(page.warnings?.[0]).toContain('damaged');
  });

  it.each([
    ['what only begins like a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'DOCUMENT_CORRUPT'],
    ['a JPEG without anything in it', Buffer.from('ffd8ffe000104a464946', 'hex'), 'DOCUMENT_CORRUPT'],
    ['text', Buffer.from('no image at all'), 'UNSUPPORTED_MEDIA_TYPE'],
  ])('refuses %s', async (_name, bytes, code) => {
    await expect(createExtractor(bytes, tesseractBackend)).rejects.toMatchObject({ code });
  });

  it('refuses more pixels than allowed before it decodes any', async () => {
    // 30,000 by 30,000 in its header, and no pixel behind it.
    const header = Buffer.from('89504e470d0a1a0a0000000d494844520000753000007530080000000026fb1c9e', 'hex');
    const end = Buffer.from('0000000a49444154789c63000100000500010d0a2db40000000049454e44ae426082', 'hex');
    await expect(createExtractor(Buffer.concat([header, end]), tesseractBackend)).rejects.toMatchObject({
      code: 'SOURCE_TOO_LARGE',
      details: { width: 30_000, height: 30_000 },
    });
  });
});

describe('a page that does not stand straight', () => {
  const options = { dpi: PIECE_DPI };

  it.each([90, 180, 270])('is read when it is turned by %d degrees, with boxes in its own frame', async (degrees) => {
    const upright = await read(await paragraph(0), options);
    const turned = await read(await paragraph(degrees), options);
    expect(textOf(turned)).toBe(textOf(upright));
    expect(turned.texts[0]!.rotation).toBe(degrees);
    const { bbox } = upright.texts[0]!;
    const middle = { x: (bbox.x0 + bbox.x1) / 2, y: (bbox.y0 + bbox.y1) / 2 };
    const expected = {
      90: { x: turned.width - middle.y, y: middle.x },
      180: { x: turned.width - middle.x, y: turned.height - middle.y },
      270: { x: middle.y, y: turned.height - middle.x },
    }[degrees]!;
    const box = turned.texts[0]!.bbox;
    expect((box.x0 + box.x1) / 2).toBeCloseTo(expected.x, -1);
    expect((box.y0 + box.y1) / 2).toBeCloseTo(expected.y, -1);
    expect(turned.provenance?.preprocessing?.[0]).toBe(`turned by ${360 - degrees} degrees clockwise`);
  });

  it('is left as it is when that is not wanted', async () => {
    const page = await read(await paragraph(180), { ...options, orientation: false });
    expect(page.texts.every(({ rotation }) => rotation === 0)).toBe(true);
  });

  it('is made level', async () => {
    const slanted = await sharp(await paragraph(0))
      .rotate(3, { background: '#ffffff' })
      .png()
      .toBuffer();
    const page = await read(slanted, options);
    expect(page.texts[0]!.rotation).toBeCloseTo(3, 0);
    expect(textOf(page)).toContain(TEXT);
  });
});

/** The piece several times below each other: enough print to tell its direction from. */
async function paragraph(degrees: number): Promise<Buffer> {
  const piece = Buffer.from(await piecePng());
  const { width, height } = await sharp(piece).metadata();
  const composed = await sharp({
    create: { width: width + 40, height: height * 5 + 60, channels: 3, background: '#ffffff' },
  })
    .composite(Array.from({ length: 5 }, (_, row) => ({ input: piece, left: 20, top: 20 + row * height })))
    .png()
    .toBuffer();
  return sharp(composed).rotate(degrees).png().toBuffer();
}
