import { describe, expect, it } from 'vitest';
import { imageInfo } from './image-size.ts';
import { readDataUrl, readImage, readPdf } from './media-part.ts';
import { GIF, JPEG, pngOf, WEBP } from './test-images.ts';

const fail = (problem: string): Error => new Error(problem);
const png = pngOf(7, 5);

describe('imageInfo', () => {
  it('reads the size from the header', () => {
    expect(imageInfo(png)).toEqual({ mediaType: 'image/png', width: 7, height: 5 });
    expect(imageInfo(JPEG)).toEqual({ mediaType: 'image/jpeg', width: 3, height: 2 });
    expect(imageInfo(GIF)).toEqual({ mediaType: 'image/gif', width: 1, height: 1 });
    expect(imageInfo(WEBP)).toEqual({ mediaType: 'image/webp', width: 1, height: 1 });
  });

  it('knows what is cut off or damaged', () => {
    expect(imageInfo(png.subarray(0, png.length - 12))).toBeUndefined();
    expect(imageInfo(JPEG.subarray(0, JPEG.length - 2))).toBeUndefined();
    const damaged = Buffer.from(png);
    damaged[17] = 99;
    expect(imageInfo(damaged)).toBeUndefined();
    expect(imageInfo(Buffer.alloc(0))).toBeUndefined();
  });
});

describe('parts of a request', () => {
  it('refuses an image that is not what it is said to be', () => {
    expect(() => readImage('image/jpeg', png.toString('base64'), fail)).toThrow(
      'said to be image/jpeg and appears to be image/png',
    );
    expect(readImage('image/png', png.toString('base64'), fail)).toMatchObject({ width: 7, height: 5 });
  });

  it('refuses an image of more than 8,000 pixels', () => {
    expect(() => readImage('image/png', pngOf(8001, 1).toString('base64'), fail)).toThrow('8000 pixels');
  });

  it('refuses base64 that Node would read', () => {
    expect(() => readImage('image/png', `${png.toString('base64')}\n`, fail)).toThrow('not valid base64');
    expect(() => readImage('image/png', 'AA-_', fail)).toThrow('not valid base64');
    expect(() => readImage('image/png', '', fail)).toThrow('empty');
  });

  it('reads a PDF and refuses what is none', () => {
    const pdf = Buffer.from('%PDF-1.4\n%%EOF\n');
    expect(readPdf(pdf.toString('base64'), fail, 'a.pdf')).toEqual({ bytes: pdf, name: 'a.pdf' });
    expect(() => readPdf(png.toString('base64'), fail)).toThrow('not valid');
  });

  it('takes data URLs apart and no others', () => {
    expect(readDataUrl('data:image/png;base64,AAAA', fail)).toEqual({ mediaType: 'image/png', base64: 'AAAA' });
    expect(() => readDataUrl('https://example.org/a.png', fail)).toThrow('data URL');
  });
});
