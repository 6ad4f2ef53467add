/** Stable across minor versions; messages are not. Each code has a heading in `docs/reference/errors.md`. */
export const ERROR_CODES = [
  'SOURCE_NOT_FOUND',
  'SOURCE_UNREADABLE',
  'SOURCE_TOO_LARGE',
  'SOURCE_EMPTY',
  'UNSUPPORTED_MEDIA_TYPE',
  'EXTRACTOR_NOT_INSTALLED',
  'EXTRACTOR_UNKNOWN',
  'EXECUTOR_NOT_INSTALLED',
  'EXECUTOR_UNKNOWN',
  'PASSWORD_REQUIRED',
  'PASSWORD_WRONG',
  'DOCUMENT_CORRUPT',
  'PAGE_OUT_OF_RANGE',
  'PAGE_FAILED',
  'INVALID_OPTION',
  'INVALID_DOCUMENT_JSON',
  'NOT_CLONEABLE',
  'EXTRACTOR_DISPOSED',
  'MISSING_CREDENTIALS',
  'PAGE_TIMEOUT',
  'WORKER_CRASHED',
  'ABORTED',
  'PROVIDER_ERROR',
  'SCHEMA_MISMATCH',
  'RUNTIME_UNSUPPORTED',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error as plain data: what crosses threads, processes and JSON. */
export interface ErrorInfo {
  name: string;
  code: ErrorCode;
  message: string;
  /** The values that the message speaks of, JSON-serialisable. */
  details?: Record<string, unknown>;
  cause?: { name: string; message: string; stack?: string };
  stack?: string;
}

/**
 * The one error class. The message says what was wrong, with what, and what to do next; `code` is for programs.
 * Recognise it with {@link isUnifexError}: `instanceof` fails across two installed copies of this package.
 */
export class UnifexError extends Error {
  readonly '~unifex/error' = true;
  readonly code: ErrorCode;
  readonly details?: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: Record<string, unknown> } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    // Consumers that stop on aborts by the platform's convention look at the name.
    this.name = code === 'ABORTED' ? 'AbortError' : 'UnifexError';
    this.code = code;
    if (options.details) this.details = options.details;
  }
}

export function isUnifexError(value: unknown): value is UnifexError {
  return (
    typeof value === 'object' && value !== null && (value as { '~unifex/error'?: unknown })['~unifex/error'] === true
  );
}

/** The error to throw for an aborted signal; keeps the signal's reason as `cause`. */
export function abortedError(signal: AbortSignal): UnifexError {
  return new UnifexError('ABORTED', 'The operation was aborted by its AbortSignal.', { cause: signal.reason });
}

/** Anything thrown becomes a UnifexError; a foreign error keeps its text and becomes the cause. */
export function toUnifexError(value: unknown, code: ErrorCode, context: string): UnifexError {
  if (isUnifexError(value)) return value;
  const reason = value instanceof Error ? value.message : String(value);
  return new UnifexError(code, `${context}: ${reason}`, { cause: value });
}

export function serializeError(error: UnifexError): ErrorInfo {
  const info: ErrorInfo = { name: error.name, code: error.code, message: error.message };
  if (error.details) info.details = error.details;
  if (error.stack) info.stack = error.stack;
  if (error.cause instanceof Error) {
    const { name, message, stack } = error.cause;
    info.cause = { name, message, ...(stack ? { stack } : {}) };
  } else if (error.cause !== undefined) {
    info.cause = { name: typeof error.cause, message: String(error.cause) };
  }
  return info;
}

export function deserializeError(info: ErrorInfo): UnifexError {
  let cause: Error | undefined;
  if (info.cause) {
    cause = new Error(info.cause.message);
    cause.name = info.cause.name;
    if (info.cause.stack) cause.stack = info.cause.stack;
  }
  const error = new UnifexError(info.code, info.message, {
    ...(cause ? { cause } : {}),
    ...(info.details ? { details: info.details } : {}),
  });
  if (info.stack) error.stack = info.stack;
  return error;
}
