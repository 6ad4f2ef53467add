import { isUnifexError, toUnifexError, type Extractor, type RenderOptions } from '@unifex/core';
import { LlmError } from '../errors.ts';
import type { ImageOptions } from '../types.ts';
import { encodePng } from './encode-png.ts';

/** An image as it is sent. */
export interface SentImage {
  readonly mediaType: string;
  readonly data: Uint8Array;
}

export interface ImageSettings {
  readonly dpi: number;
  readonly format: NonNullable<ImageOptions['format']>;
  /** Longest side in pixels. */
  readonly maxDimension: number;
}

/**
 * Turns a page into an image, no larger than is wanted.
 * @param size of the page in points, where it is known
 * @returns undefined where this extractor makes no images at all
 * @throws LlmError `RENDER_FAILED`; UnifexError `ABORTED`
 */
export async function pageImage(
  extractor: Extractor,
  page: number,
  settings: ImageSettings,
  size: { readonly width: number; readonly height: number } | undefined,
  signal: AbortSignal,
): Promise<SentImage | undefined> {
  const dimensions = within(settings, size);
  try {
    return await render(extractor, page, { ...dimensions, format: settings.format }, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    // No encoder (in Node.js, sharp is optional), or no renderer: raw pixels need only the latter.
    if (!isUnsupported(error)) throw failed(page, error);
  }
  try {
    const { data, width, height } = await extractor.renderPage(page, { ...dimensions, format: 'rgba' }, { signal });
    return { mediaType: 'image/png', data: await encodePng(data, width, height) };
  } catch (error) {
    if (signal.aborted) throw error;
    if (isUnsupported(error)) return undefined;
    throw failed(page, error);
  }
}

async function render(
  extractor: Extractor,
  page: number,
  options: RenderOptions,
  signal: AbortSignal,
): Promise<SentImage> {
  const { data, format } = await extractor.renderPage(page, options, { signal });
  return { mediaType: `image/${format}`, data };
}

function within(
  { dpi, maxDimension }: ImageSettings,
  size: { readonly width: number; readonly height: number } | undefined,
): Pick<RenderOptions, 'dpi' | 'width'> {
  if (!size) return { dpi };
  const longest = (Math.max(size.width, size.height) / 72) * dpi;
  if (longest <= maxDimension) return { dpi };
  return { width: Math.max(1, Math.floor((size.width * maxDimension) / Math.max(size.width, size.height))) };
}

function isUnsupported(error: unknown): boolean {
  return isUnifexError(error) && error.code === 'RUNTIME_UNSUPPORTED';
}

function failed(page: number, error: unknown): LlmError {
  const { message } = toUnifexError(error, 'PAGE_FAILED', 'unknown');
  return new LlmError('RENDER_FAILED', `Page ${page} could not be turned into an image: ${message}`, {
    page,
    cause: error,
  });
}
