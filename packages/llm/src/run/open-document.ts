import { createHash } from 'node:crypto';
import {
  createExtractor,
  isUnifexError,
  loadSource,
  type Extractor,
  type SourceInput,
  type SourceOptions,
} from '@unifex/core';
import type { ExtractStructuredOptions, Schema, StructuredSource } from '../types.ts';
import type { SentImage } from './page-image.ts';

/** A document that questions are asked about. */
export interface OpenedDocument extends AsyncDisposable {
  readonly pageCount: number;
  /** Absent for an image that no installed extractor reads. */
  readonly extractor?: Extractor;
  /** The document itself, where it is an image. */
  readonly image?: SentImage;
  /** The bytes of a PDF. */
  readonly pdf?: { readonly data: Uint8Array; readonly name: string };
  /** Says which document it is, by its bytes; absent where only an opened extractor was given. */
  readonly hash?: string;
}

/** Images that all vendors take. */
const IMAGES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);
/** What a missing reader of images says. */
const UNREAD: ReadonlySet<string> = new Set(['UNSUPPORTED_MEDIA_TYPE', 'EXTRACTOR_NOT_INSTALLED', 'EXTRACTOR_UNKNOWN']);

type OpenOptions = Pick<ExtractStructuredOptions<Schema | undefined>, 'extractor' | 'extractorOptions' | 'signal'>;

/**
 * Opens what is to be read. An extractor that is open already stays open when the document is disposed of.
 * @throws UnifexError as `createExtractor`
 */
export async function openDocument(source: StructuredSource, options: OpenOptions): Promise<OpenedDocument> {
  if (isExtractor(source)) {
    return { pageCount: source.pageCount, extractor: source, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const { signal, extractor: type = 'auto', extractorOptions = {} } = options;
  const { source: sourceOptions = {} } = extractorOptions as { source?: SourceOptions };
  const loaded = await loadSource(source, { ...sourceOptions, ...(signal ? { signal } : {}) });
  const hash = createHash('sha256').update(loaded.bytes).digest('hex');
  const { mediaType, name = 'document' } = loaded.info;
  const image = IMAGES.has(mediaType) ? { image: { mediaType, data: loaded.bytes } } : {};
  const pdf = mediaType === 'application/pdf' ? { pdf: { data: loaded.bytes, name } } : {};
  try {
    const extractor = await createExtractor(loaded, type, { ...extractorOptions, ...(signal ? { signal } : {}) });
    return {
      pageCount: extractor.pageCount,
      extractor,
      ...image,
      ...pdf,
      hash,
      [Symbol.asyncDispose]: () => extractor[Symbol.asyncDispose](),
    };
  } catch (error) {
    // A model sees an image by itself.
    if (!('image' in image) || !isUnifexError(error) || !UNREAD.has(error.code)) throw error;
    return { pageCount: 1, ...image, hash, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
}

function isExtractor(source: StructuredSource): source is Extractor {
  const candidate = source as Partial<Extractor> | SourceInput;
  return typeof candidate === 'object' && 'pageCount' in candidate && typeof candidate.pageResults === 'function';
}
