import type { Source } from '@unifex/core';
import { loadSharp } from '../document/load-sharp.ts';
import type { SourcePage } from '../document/page-images.ts';
import { readImageHeader } from './image-header.ts';
import type { SentImage } from './request.ts';

/** What every server reads (the protocol asks for PNG and JPEG). */
const SENT_AS_THEY_ARE: ReadonlySet<string> = new Set(['image/png', 'image/jpeg']);

/**
 * A page as it is sent: the image file itself where a server sees in it what we see, else its pixels as a PNG. So a server needs
 * to know nothing of frames, EXIF orientations and rare formats, and its boxes are in pixels that we know.
 */
export async function imageToSend(source: Source, page: SourcePage, pageCount: number): Promise<SentImage> {
  const { bytes, info } = source;
  const { image } = page;
  if (pageCount === 1 && SENT_AS_THEY_ARE.has(info.mediaType) && page.warnings.length === 0) {
    const { width, height, orientation } = readImageHeader(bytes, info.mediaType);
    const same = orientation === 1 && width === image.width && height === image.height;
    if (same) return { bytes, mediaType: info.mediaType, name: info.name ?? 'image' };
  }
  const sharp = await loadSharp();
  const { width, height, channels, data } = image;
  // Quick to pack: it is unpacked at once on the other side.
  const png = await sharp(data, { raw: { width, height, channels } }).png({ compressionLevel: 3 }).toBuffer();
  return { bytes: new Uint8Array(png), mediaType: 'image/png', name: 'page.png' };
}
