import { abortedError, UnifexError, type Source } from '@unifex/core';
import { decodeBitmap, readBitmapHeader } from './bitmap.ts';
import { share } from '../image/share.ts';
import { loadSharp, type OutputInfo, type Sharp, type SharpMetadata } from './load-sharp.ts';
import { onPaper } from './on-paper.ts';
import { countTiffFrames } from './tiff-frames.ts';
import type { PageImages, SourcePage } from './page-images.ts';

export interface ImagePagesOptions {
  /** Pixels an inch, in place of what the image says of itself. */
  readonly dpi: number | undefined;
  readonly maxPixels: number;
}

/** What scanners and cameras write that know no resolution: 72 (JFIF and Exif viewers' default) and 96 (that of screens). */
const MEANINGLESS_DPI: ReadonlySet<number> = new Set([72, 96]);
/** No scan of paper is coarser or finer. A PNG that gives only the shape of its pixels (no unit) is said to have thousands. */
const MIN_DPI = 10;
const MAX_DPI = 1200;
/** Where nothing is known: what PDFs are read at. */
export const DEFAULT_DPI = 200;

/** Degrees clockwise by which an Exif orientation is turned for display (Exif 2.32, 4.6.4.A, tag 274). */
const EXIF_ROTATIONS: Readonly<Record<number, SourcePage['rotation']>> = {
  3: 180,
  4: 180,
  5: 90,
  6: 90,
  7: 270,
  8: 270,
};

/**
 * The pages of an image file: the frames of a TIFF; of what moves, the first frame.
 * @throws UnifexError `DOCUMENT_CORRUPT`, `SOURCE_TOO_LARGE` for more pixels than allowed, `RUNTIME_UNSUPPORTED` without sharp
 */
export async function openImagePages(source: Source, options: ImagePagesOptions): Promise<PageImages> {
  if (source.info.mediaType === 'image/bmp') return openBitmap(source, options);
  const sharp = await loadSharp();
  // The file's own buffer, not a view of shared memory, which the native side does not take.
  const bytes = Buffer.from(source.bytes);
  const tiff = source.info.mediaType === 'image/tiff';
  const first = await readHeader(sharp, bytes, 0, source);
  const pageCount = tiff ? Math.max(first.pages ?? 1, countTiffFrames(source.bytes)) : 1;
  // Of several frames, one that is too large is that page's error.
  if (pageCount === 1) checkPixels(first.width, first.height, options.maxPixels, source);
  return {
    pageCount,
    page: async (index, signal) => {
      if (signal.aborted) throw abortedError(signal);
      const header = index === 0 ? first : await readHeader(sharp, bytes, index, source);
      checkPixels(header.width, header.height, options.maxPixels, source);
      return decode(sharp, bytes, { index, header, options, source });
    },
    metadata: async () => ({ pageCount }),
    outline: async () => [],
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function openBitmap(source: Source, options: ImagePagesOptions): PageImages {
  const header = readBitmapHeader(source.bytes);
  if (!header) throw corrupt(source, undefined);
  checkPixels(header.width, header.height, options.maxPixels, source);
  return {
    pageCount: 1,
    page: async () => {
      const bitmap = decodeBitmap(source.bytes, header);
      const image = { ...bitmap, data: share(bitmap.data) };
      const dpi = dpiOf(header.dpi, options);
      return {
        image,
        width: (image.width * 72) / dpi,
        height: (image.height * 72) / dpi,
        rotation: 0,
        isImage: true,
        warnings: [],
      };
    },
    metadata: async () => ({ pageCount: 1 }),
    outline: async () => [],
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function readHeader(sharp: Sharp, bytes: Uint8Array, page: number, source: Source): Promise<SharpMetadata> {
  try {
    // Only the header is read: the number of pixels is looked at before any is decoded.
    return await sharp(bytes, { page, limitInputPixels: false, failOn: 'none' }).metadata();
  } catch (cause) {
    throw corrupt(source, cause);
  }
}

interface DecodeRequest {
  readonly index: number;
  readonly header: SharpMetadata;
  readonly options: ImagePagesOptions;
  readonly source: Source;
}

async function decode(sharp: Sharp, bytes: Uint8Array, request: DecodeRequest): Promise<SourcePage> {
  const { index, header, options, source } = request;
  const read = (failOn: 'error' | 'none'): Promise<{ data: Buffer; info: OutputInfo }> => {
    const image = sharp(bytes, { page: index, failOn, limitInputPixels: options.maxPixels }).autoOrient();
    const pixels = header.hasAlpha
      ? image.toColourspace('srgb').ensureAlpha()
      : image.toColourspace('b-w').extractChannel(0);
    return pixels.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  };
  const warnings: string[] = [];
  const frames = header.pages ?? 1;
  if (frames > 1 && source.info.mediaType !== 'image/tiff') {
    warnings.push(`The image moves: of its ${frames} frames the first was read.`);
  }
  let decoded: Awaited<ReturnType<typeof read>>;
  try {
    decoded = await read('error');
  } catch (damage) {
    // A file that is cut off has its upper part: what is there is read, and what is missing is told.
    decoded = await read('none').catch((cause: unknown) => {
      throw corrupt(source, cause);
    });
    const reason = damage instanceof Error ? damage.message : String(damage);
    warnings.push(`The image is damaged, and what could be decoded of it was read: ${reason}`);
  }
  const { data, info } = decoded;
  const dpi = dpiOf(header.density, options);
  return {
    image: {
      data: share(header.hasAlpha ? onPaper(data, info.width, info.height).data : data),
      width: info.width,
      height: info.height,
      channels: 1,
    },
    width: (info.width * 72) / dpi,
    height: (info.height * 72) / dpi,
    rotation: EXIF_ROTATIONS[header.orientation ?? 1] ?? 0,
    isImage: true,
    warnings,
  };
}

function dpiOf(stated: number | undefined, { dpi }: ImagePagesOptions): number {
  if (dpi !== undefined) return dpi;
  return stated === undefined || stated < MIN_DPI || stated > MAX_DPI || MEANINGLESS_DPI.has(Math.round(stated))
    ? DEFAULT_DPI
    : stated;
}

function checkPixels(width: number, height: number, maxPixels: number, source: Source): void {
  if (width * height <= maxPixels) return;
  throw new UnifexError(
    'SOURCE_TOO_LARGE',
    `${nameOf(source)} has ${width} by ${height} pixels, and \`maxPixels\` is ${maxPixels}. Make it smaller, or allow more.`,
    { details: { width, height, maxPixels } },
  );
}

function corrupt(source: Source, cause: unknown): UnifexError {
  const reason = cause instanceof Error ? `: ${cause.message.trim()}` : '';
  return new UnifexError(
    'DOCUMENT_CORRUPT',
    `${nameOf(source)} cannot be decoded as an image (${source.info.mediaType})${reason}. Check that the file is complete.`,
    { cause, details: { mediaType: source.info.mediaType } },
  );
}

function nameOf(source: Source): string {
  return source.info.uri ?? source.info.name ?? 'The image';
}
