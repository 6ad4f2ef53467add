import {
  createExtractor as createCoreExtractor,
  ExtractorType,
  type Backend,
  type CreateExtractorOptions,
  type Extractor,
  type SourceInput,
} from '@unifex/core';
import { registerHouse } from './house.ts';

/**
 * Opens a document: `createExtractor` of `@unifex/core`, which finds every extractor and executor that this package
 * brings, wherever the package manager has put them. A registry of your own (`options.registry`) is used as it is.
 *
 * @param input path, URL, bytes, Blob or stream
 * @param type of the backend (see `ExtractorType`), or a backend itself. Default: `auto`
 * @param options of the backend, and those of `CreateExtractorOptions`
 * @throws UnifexError as `createExtractor` of `@unifex/core`
 */
export async function createExtractor<Options extends object = Record<string, unknown>>(
  input: SourceInput,
  type: string | Backend<Options> = ExtractorType.AUTO,
  options: (Partial<Options> & CreateExtractorOptions) | CreateExtractorOptions = {},
): Promise<Extractor> {
  registerHouse();
  return createCoreExtractor(input, type, options);
}
