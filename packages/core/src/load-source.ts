import { readLocalFile } from '#platform';
import { abortedError, UnifexError } from './errors.ts';
import { printUrl, readHttp } from './http-source.ts';
import { sniffMediaType, UNKNOWN_MEDIA_TYPE } from './media-type.ts';
import type { SourceInfo } from './model.ts';
import { abortSignal, checkOptions, invalidOption, number, type OptionCheck } from './options.ts';
import { printValue } from './print-value.ts';
import { checkSize, DEFAULT_MAX_BYTES, toShared } from './shared-bytes.ts';
import type { Source, SourceInput, SourceOptions } from './source.ts';
import { readIterable, readStream } from './stream-source.ts';

type Read = { bytes: Uint8Array; uri?: string; name?: string; file?: NonNullable<Source['file']> };

/** No path is longer (PATH_MAX of Linux, long paths of Windows), and no server takes a longer URL. */
const LONGEST_LOCATION = 32_767;

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

/** A message names the header that is wrong, and never shows its value: it may be a secret. */
const headers: OptionCheck<Record<string, string>> = (value, name) => {
  const allowed = 'a plain object of header names and text values';
  const plain = typeof value === 'object' && value !== null && !Array.isArray(value) && !(Symbol.iterator in value);
  if (!plain) throw invalidOption(name, value, allowed);
  for (const [header, text] of Object.entries(value)) {
    const fault = faultOf(header, text);
    if (fault !== undefined) {
      throw invalidOption(name, value, `${allowed}; the header ${JSON.stringify(header)} is none: ${fault}`);
    }
  }
  return value as Record<string, string>;
};

const CHECKS = {
  maxBytes: number({ integer: true, min: 1 }),
  headers,
  timeoutMs: number({ above: 0, max: MAX_DELAY_MS }),
  signal: abortSignal(),
};

/** @throws UnifexError `INVALID_OPTION` */
export function checkSourceOptions(options: unknown): SourceOptions {
  return checkOptions(options, CHECKS, 'a source');
}

/** Why a header cannot be sent (RFC 9110, 5.1 and 5.5; Fetch standard: values are byte strings). */
function faultOf(name: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'its value is no text';
  if (!isHeader(name, '')) return 'its name may have letters, digits and some signs, and no white space';
  if (/[^\0-\u00ff]/.test(value))
    return 'its value has a character outside Latin-1 (U+0000 to U+00FF), which no header carries; encode it first';
  return isHeader(name, value) ? undefined : 'its value has a line break or a NUL in it';
}

function isHeader(name: string, value: string): boolean {
  try {
    return new Headers([[name, value]]).has(name);
  } catch {
    // It says so in words that differ from platform to platform.
    return false;
  }
}

async function read(input: SourceInput, options: SourceOptions & { maxBytes: number }): Promise<Read> {
  const { maxBytes, signal } = options;
  if (typeof input === 'string' || input instanceof URL) return readLocation(input, options);
  const bytes = bytesOf(input);
  if (bytes) {
    checkSize(bytes.length, maxBytes, 'The source');
    return { bytes: toShared(bytes) };
  }
  if (input instanceof Blob) {
    const name = 'name' in input && typeof input.name === 'string' && input.name !== '' ? { name: input.name } : {};
    return { bytes: await readStream(input.stream(), maxBytes, signal, input.size), ...name };
  }
  if (input instanceof ReadableStream) return { bytes: await readStream(input, maxBytes, signal) };
  if (typeof input === 'object' && input !== null && Symbol.asyncIterator in input) {
    return { bytes: await readIterable(input as AsyncIterable<Uint8Array | string>, maxBytes, signal) };
  }
  throw invalidOption('source', input, 'a path, a URL, bytes, a Blob or a stream of bytes');
}

/** Bytes that are at hand, of this realm or another (tests and sandboxes have realms of their own, where `instanceof` fails). */
function bytesOf(input: unknown): Uint8Array | undefined {
  switch (Object.prototype.toString.call(input)) {
    case '[object Uint8Array]':
      return ArrayBuffer.isView(input) ? (input as Uint8Array) : undefined;
    case '[object ArrayBuffer]':
    case '[object SharedArrayBuffer]':
      return new Uint8Array(input as ArrayBuffer);
    default:
      return undefined;
  }
}

async function readLocation(location: string | URL, options: SourceOptions & { maxBytes: number }): Promise<Read> {
  const scheme =
    location instanceof URL ? location.protocol : /^[a-z][a-z0-9+.-]*:(?=\/\/)|^file:/i.exec(location)?.[0];
  if (location === '') throw invalidOption('source', location, 'a path or a URL; this one is empty');
  const text = String(location);
  if (text.length > LONGEST_LOCATION || /^data:/i.test(text)) {
    const allowed = 'a path or a URL; a document itself is given as bytes: Buffer.from(text, "base64")';
    throw invalidOption('source', `${text.slice(0, 40)}…`, allowed);
  }
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
      `The source ${printValue(String(location))} is not a valid URL. Check how it is written.`,
      { cause: error },
    );
  }
}

function checkContent(bytes: Uint8Array, maxBytes: number, name: string | undefined): void {
  checkSize(bytes.length, maxBytes, name ?? 'The source');
  if (bytes.length > 0) return;
  throw new UnifexError(
    'SOURCE_EMPTY',
    `${name ?? 'The source'} is empty (0 bytes). Check that it was written completely.`,
  );
}

function isSource(input: unknown): input is Source {
  const { kind, bytes, info } = (input ?? {}) as Partial<Source>;
  return kind === 'bytes' && bytesOf(bytes) !== undefined && typeof info?.mediaType === 'string';
}

/** A Source of bytes that are at hand, without a copy where they are shared already. What tests and adapters use. */
export function sourceFromBytes(bytes: Uint8Array, name?: string): Source {
  const shared = toShared(bytes);
  const mediaType = sniffMediaType(shared) ?? UNKNOWN_MEDIA_TYPE;
  return {
    kind: 'bytes',
    bytes: shared,
    info: { mediaType, size: shared.length, ...(name === undefined ? {} : { name }) },
  };
}
