import type { SourceInfo } from './model.ts';

/** Everything that `createExtractor` takes. A string is a path, or a URL when it starts with `http:`, `https:` or `file:`. */
export type SourceInput =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | SharedArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array | string>
  | Source;

/**
 * A document's bytes, read once. Plain data. `bytes` stands on a SharedArrayBuffer where the platform has one, so that
 * worker threads see the same memory; nobody writes to it.
 */
export interface Source {
  readonly kind: 'bytes';
  readonly bytes: Uint8Array;
  readonly info: SourceInfo;
  /** Set when the bytes are those of a local file: lets a child process read them itself. */
  readonly file?: { readonly path: string; readonly size: number; readonly modifiedMs: number };
}

export interface SourceOptions {
  /** Refuse sources of more bytes than this. Default 2 GiB. */
  maxBytes?: number;
  /** `http(s)` only: request headers. */
  headers?: Record<string, string>;
  /** `http(s)` only: limit for the whole download, in milliseconds. Default 60,000. */
  timeoutMs?: number;
  signal?: AbortSignal;
}
