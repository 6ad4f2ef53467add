import { UnifexError } from '@unifex/core';
import type { Metadata, OutputInfo, Sharp as SharpImage, SharpInput, SharpOptions } from 'sharp';

export type Sharp = (input: SharpInput, options?: SharpOptions) => SharpImage;
export type SharpMetadata = Metadata;
export type { OutputInfo };

/** sharp, which decodes images. @throws UnifexError `RUNTIME_UNSUPPORTED` when it is not installed */
export async function loadSharp(): Promise<Sharp> {
  try {
    return (await import('sharp')).default;
  } catch (cause) {
    throw new UnifexError('RUNTIME_UNSUPPORTED', 'Reading images needs the package sharp. Run: npm install sharp', {
      cause,
    });
  }
}
