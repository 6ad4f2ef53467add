import { imageInfo, type ImageInfo } from './image-size.ts';

export interface ImagePart extends ImageInfo {
  readonly bytes: Buffer;
  /** The level of detail that was asked for, where the vendor has levels. */
  readonly detail?: string;
}

export interface PdfPart {
  readonly bytes: Buffer;
  readonly name?: string;
}

/** Longest side of an image that any of the vendors takes, in pixels. Anthropic's limit, the lowest. */
const MAX_SIDE = 8000;

/**
 * Reads an image that a request carries.
 * @param mediaType What the request says that it is; must be what its bytes are.
 * @param fail Makes the vendor's error from what is wrong.
 */
export function readImage(mediaType: string, base64: string, fail: (problem: string) => Error): ImagePart {
  const bytes = decodeBase64(base64, fail);
  const info = imageInfo(bytes);
  if (!info) throw fail('could not process image: its bytes are not a whole PNG, JPEG, WebP or GIF');
  if (info.mediaType !== mediaType)
    throw fail(`the image was said to be ${mediaType} and appears to be ${info.mediaType}`);
  if (Math.max(info.width, info.height) > MAX_SIDE) {
    throw fail(`at least one of the image dimensions exceeds the max allowed size: ${MAX_SIDE} pixels`);
  }
  return { ...info, bytes };
}

/** Reads a PDF that a request carries. */
export function readPdf(base64: string, fail: (problem: string) => Error, name?: string): PdfPart {
  const bytes = decodeBase64(base64, fail);
  const isPdf =
    bytes.toString('latin1', 0, 5) === '%PDF-' && bytes.toString('latin1', bytes.length - 1024).includes('%%EOF');
  if (!isPdf) throw fail('the PDF specified was not valid');
  return name === undefined ? { bytes } : { bytes, name };
}

/** Takes a `data:` URL of base64 apart. */
export function readDataUrl(url: string, fail: (problem: string) => Error): { mediaType: string; base64: string } {
  const match = /^data:([\w.+-]+\/[\w.+-]+);base64,(.*)$/s.exec(url);
  if (!match) throw fail('expected a base64-encoded data URL with a media type');
  return { mediaType: match[1]!, base64: match[2]! };
}

/** Strict base64: what Node would skip over in silence is refused, as the vendors do. */
function decodeBase64(base64: string, fail: (problem: string) => Error): Buffer {
  if (base64.length === 0) throw fail('the data is empty');
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw fail('the data is not valid base64');
  return Buffer.from(base64, 'base64');
}
