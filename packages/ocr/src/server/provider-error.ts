import { UnifexError } from '@unifex/core';

/** What went wrong between us and an OCR server; `kind` in the details of the error. */
export type FailureKind =
  | 'timeout'
  | 'network'
  | 'rate-limit'
  | 'status'
  | 'redirect'
  | 'not-json'
  | 'too-large'
  | 'wrong-shape'
  | 'box-outside';

/** A failure of an OCR server. */
export class ServerFailure extends UnifexError {
  readonly kind: FailureKind;
  /** Whether the same request may succeed later. */
  readonly passing: boolean;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  /**
   * @param url of the server, which the message starts with
   * @param what it did or did not, and what to do now
   */
  constructor(
    kind: FailureKind,
    url: string,
    what: string,
    options: {
      passing?: boolean;
      retryAfterMs?: number | undefined;
      cause?: unknown;
      details?: Record<string, unknown>;
    } = {},
  ) {
    const { origin, pathname } = new URL(url);
    // Not the rest of it, where a password or a key may stand.
    const address = origin + pathname;
    super('PROVIDER_ERROR', `The OCR server at ${address} ${what}`, {
      details: { kind, url: address, ...options.details },
      ...(options.cause === undefined ? {} : { cause: options.cause }),
    });
    this.kind = kind;
    this.passing = options.passing ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}
