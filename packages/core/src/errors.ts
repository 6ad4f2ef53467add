import { findNotPlain } from './plain-data.ts';
import { printValue } from './print-value.ts';

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
  'DOCUMENT_PROTECTED',
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
  'INVALID_MODEL',
  'MISSING_DEPENDENCY',
  'UNSUPPORTED_SCHEMA',
  'RENDER_FAILED',
  'AUTHENTICATION',
  'PERMISSION',
  'MODEL_NOT_FOUND',
  'SCHEMA_REJECTED',
  'BAD_REQUEST',
  'REQUEST_TOO_LARGE',
  'RATE_LIMITED',
  'OVERLOADED',
  'QUOTA_EXCEEDED',
  'SERVER_ERROR',
  'CONNECTION',
  'TIMEOUT',
  'INVALID_RESPONSE',
  'REFUSAL',
  'CONTENT_FILTERED',
  'TRUNCATED',
  'CONTEXT_EXCEEDED',
  'INVALID_JSON',
  'VALIDATION_FAILED',
  'VALIDATOR_THREW',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error as plain data: what crosses threads, processes and JSON. */
export interface ErrorInfo {
  name: string;
  code: ErrorCode;
  message: string;
  /** The values that the message speaks of, JSON-serialisable. */
  details?: Record<string, unknown>;
  cause?: ErrorCause;
  stack?: string;
}

/** What an error came from, as plain data. */
export interface ErrorCause {
  name: string;
  message: string;
  /** As Node.js (`ECONNREFUSED`) and this project give it. */
  code?: string;
  stack?: string;
  cause?: ErrorCause;
}

/** Longest chain of causes that is carried along. */
const MAX_CAUSES = 5;

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
  const reason = isErrorLike(value) ? value.message : typeof value === 'string' ? value : printValue(value);
  return new UnifexError(code, `${context}: ${reason}`, { cause: value });
}

/** What of an error survives a structured clone and JSON; details that are no plain data are carried as text. */
export function serializeError(error: UnifexError): ErrorInfo {
  const info: ErrorInfo = { name: error.name, code: error.code, message: error.message };
  if (error.details) info.details = plainDetails(error.details);
  if (error.stack) info.stack = error.stack;
  const cause = error.cause === undefined ? undefined : serializeCause(error.cause, MAX_CAUSES);
  if (cause) info.cause = cause;
  return info;
}

/** The error again, with its causes as plain errors. */
export function deserializeError(info: ErrorInfo): UnifexError {
  const error = new UnifexError(info.code, info.message, {
    ...(info.cause ? { cause: deserializeCause(info.cause) } : {}),
    ...(info.details ? { details: info.details } : {}),
  });
  error.name = info.name;
  if (info.stack) error.stack = info.stack;
  return error;
}

function serializeCause(value: unknown, depth: number): ErrorCause {
  if (!isErrorLike(value)) {
    return { name: typeof value, message: typeof value === 'string' ? value : printValue(value) };
  }
  const { name, message, code, stack, cause } = value;
  const info: ErrorCause = { name: typeof name === 'string' ? name : 'Error', message };
  if (typeof code === 'string') info.code = code;
  if (typeof stack === 'string') info.stack = stack;
  if (cause !== undefined && depth > 1) info.cause = serializeCause(cause, depth - 1);
  return info;
}

function deserializeCause({ name, message, code, stack, cause }: ErrorCause): Error {
  const error: Error & { code?: string } = new Error(message, cause ? { cause: deserializeCause(cause) } : undefined);
  error.name = name;
  if (code !== undefined) error.code = code;
  if (stack !== undefined) error.stack = stack;
  return error;
}

function plainDetails(details: Record<string, unknown>): Record<string, unknown> {
  const plain = Object.entries(details).map(([key, value]) => [
    key,
    findNotPlain(value, key) ? printValue(value) : value,
  ]);
  return Object.fromEntries(plain) as Record<string, unknown>;
}

/** An error of this realm or another: `instanceof` knows only this one's. */
function isErrorLike(
  value: unknown,
): value is { message: string; name?: unknown; code?: unknown; stack?: unknown; cause?: unknown } {
  return typeof value === 'object' && value !== null && typeof (value as { message?: unknown }).message === 'string';
}
