import { readLocalFile } from '#platform';
import { abortedError, toUnifexError, UnifexError } from './errors.ts';
import { printUrl, readHttp } from './http-source.ts';
import { sniffMediaType, UNKNOWN_MEDIA_TYPE } from './media-type.ts';
import type { SourceInfo } from './model.ts';
import { abortSignal, checkOptions, invalidOption, number, type OptionCheck } from './options.ts';
import { allocateShared, ByteCollector, checkSize, DEFAULT_MAX_BYTES, toShared } from './shared-bytes.ts';
import type { Source, SourceInput, SourceOptions } from './source.ts';

type Read = { bytes: Uint8Array; uri?: string; name?: string; file?: NonNullable<Source['file']> };

/** Longest delay that timers take. */
export const MAX_DELAY_MS: number = 2 ** 31 - 1;

/**
 * Reads a document's bytes once, into memory that worker threads share, and finds out what they are.
 * A stream is read to its end; bytes that stand on a SharedArrayBuffer are taken as they are, others are copied.
 * @throws UnifexError `SOURCE_NOT_FOUND`, `SOURCE_UNREADABLE`, `SOURCE_TOO_LARGE`, `SOURCE_EMPTY`, `INVALID_OPTION`, `ABORTED`
 */
export async function loadSource(input: SourceInput, options?: SourceOptions): Promise<Source> {
  const checked = checkSourceOptions(options);
  const maxBytes = checked.maxBytes ?? DEFAULT_MAX_BYTES;
  if (checked.signal?.aborted) throw abortedError(checked.signal);
  if (isSource(input)) {
    checkContent(input.bytes, maxBytes, input.info.uri ?? input.info.name);
    return input;
  }
  const { bytes, uri, name, file } = await read(input, { ...checked, maxBytes });
  checkContent(bytes, maxBytes, uri ?? name);
  const info: SourceInfo = { mediaType: sniffMediaType(bytes) ?? UNKNOWN_MEDIA_TYPE, size: bytes.length };
  if (uri !== undefined) info.uri = uri;
  if (name !== undefined) info.name = name;
  return { kind: 'bytes', bytes, info, ...(file ? { file } : {}) };
}

/** @throws UnifexError `INVALID_OPTION` */
export function checkSourceOptions(options: unknown): SourceOptions {
  return checkOptions(
    options,
    {
      maxBytes: number({ integer: true, min: 1 }),
      headers,
      timeoutMs: number({ above: 0, max: MAX_DELAY_MS }),
      signal: abortSignal(),
    },
    'a source',
  );
}

const headers: OptionCheck<Record<string, string>> = (value, name) => {
  const valid =
    typeof value === 'object' && value !== null && Object.values(value).every((item) => typeof item === 'string');
  if (!valid) throw invalidOption(name, value, 'an object of header names and text values');
  return value as Record<string, string>;
};

async function read(input: SourceInput, options: SourceOptions & { maxBytes: number }): Promise<Read> {
  const { maxBytes, signal } = options;
  if (typeof input === 'string' || input instanceof URL) return readLocation(input, options);
  if (input instanceof Uint8Array) {
    checkSize(input.length, maxBytes, 'The source');
    return { bytes: toShared(input) };
  }
  if (input instanceof ArrayBuffer || isSharedBuffer(input)) {
    checkSize(input.byteLength, maxBytes, 'The source');
    return { bytes: toShared(new Uint8Array(input)) };
  }
  if (typeof Blob !== 'undefined' && input instanceof Blob) {
    const name = 'name' in input && typeof input.name === 'string' ? { name: input.name } : {};
    return { bytes: await readStream(input.stream(), options, input.size), ...name };
  }
  if (input instanceof ReadableStream) return { bytes: await readStream(input, options) };
  if (typeof input === 'object' && input !== null && Symbol.asyncIterator in input) {
    return { bytes: await readIterable(input as AsyncIterable<Uint8Array | string>, maxBytes, signal) };
  }
  throw invalidOption('source', input, 'a path, a URL, bytes, a Blob or a stream of bytes');
}

async function readLocation(location: string | URL, options: SourceOptions & { maxBytes: number }): Promise<Read> {
  const scheme =
    location instanceof URL ? location.protocol : /^[a-z][a-z0-9+.-]*:(?=\/\/)|^file:/i.exec(location)?.[0];
  if (location === '') throw invalidOption('source', location, 'a path or a URL; this one is empty');
  const local = { maxBytes: options.maxBytes, ...(options.signal ? { signal: options.signal } : {}) };
  if (scheme === undefined) return { ...(await readLocalFile(location, local)), uri: String(location) };
  const url = parseUrl(location);
  switch (scheme.toLowerCase()) {
    case 'file:':
      return { ...(await readLocalFile(url, local)), uri: url.href };
    case 'http:':
    case 'https:':
      return { ...(await readHttp(url, options)), uri: printUrl(url) };
    default:
      throw invalidOption('source', printUrl(url), 'a path or a URL of the scheme http, https or file');
  }
}

function parseUrl(location: string | URL): URL {
  try {
    return new URL(location);
  } catch (error) {
    throw new UnifexError(
      'INVALID_OPTION',
      `The source ${String(location)} is not a valid URL. Check how it is written.`,
      {
        cause: error,
      },
    );
  }
}

async function readStream(
  stream: ReadableStream<Uint8Array>,
  options: { maxBytes: number; signal?: AbortSignal },
  size = 0,
): Promise<Uint8Array> {
  const reader = stream.getReader();
  const chunks = {
    async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          yield value;
        }
      } finally {
        // Leaves nothing behind when the reading was broken off; a stream that failed has said why already.
        await reader.cancel().catch(() => undefined);
      }
    },
  };
  return readIterable(chunks, options.maxBytes, options.signal, size);
}

async function readIterable(
  chunks: AsyncIterable<Uint8Array | string>,
  maxBytes: number,
  signal: AbortSignal | undefined,
  size = 0,
): Promise<Uint8Array> {
  const collector = new ByteCollector('The source', maxBytes, size);
  const iterator = chunks[Symbol.asyncIterator]();
  const abort = Promise.withResolvers<never>();
  // Nobody may be waiting when the signal fires between two chunks.
  abort.promise.catch(() => undefined);
  const onAbort = (): void => {
    if (signal) abort.reject(abortedError(signal));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  let finished = false;
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), abort.promise]);
      if (next.done) {
        finished = true;
        return collector.finish();
      }
      collector.add(toBytes(next.value));
    }
  } catch (error) {
    throw toUnifexError(error, 'SOURCE_UNREADABLE', 'The stream of the source failed');
  } finally {
    signal?.removeEventListener('abort', onAbort);
    // Not awaited: a stream that hangs would hang here as well. Why it failed has been told.
    if (!finished) void iterator.return?.().catch(() => undefined);
  }
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  throw invalidOption('source', chunk, 'a stream of bytes (Uint8Array)');
}

function checkContent(bytes: Uint8Array, maxBytes: number, name: string | undefined): void {
  checkSize(bytes.length, maxBytes, name ?? 'The source');
  if (bytes.length > 0) return;
  throw new UnifexError(
    'SOURCE_EMPTY',
    `${name ?? 'The source'} is empty (0 bytes). Check that it was written completely.`,
  );
}

function isSharedBuffer(value: unknown): value is SharedArrayBuffer {
  return typeof SharedArrayBuffer !== 'undefined' && value instanceof SharedArrayBuffer;
}

function isSource(input: SourceInput): input is Source {
  const { kind, bytes, info } = input as Partial<Source>;
  return kind === 'bytes' && bytes instanceof Uint8Array && typeof info?.mediaType === 'string';
}

/** A Source of bytes that are at hand, without a copy where they are shared already. What tests and adapters use. */
export function sourceFromBytes(bytes: Uint8Array, name?: string): Source {
  const shared = bytes.length === 0 ? allocateShared(0) : toShared(bytes);
  const mediaType = sniffMediaType(shared) ?? UNKNOWN_MEDIA_TYPE;
  return {
    kind: 'bytes',
    bytes: shared,
    info: { mediaType, size: shared.length, ...(name === undefined ? {} : { name }) },
  };
}
