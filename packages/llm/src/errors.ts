import { serializeError, UnifexError, type ErrorCode, type ErrorInfo } from '@unifex/core';
import { noUsage, type Usage } from './usage.ts';

/** One thing that is wrong with a value. */
export interface ValidationIssue {
  /** JSON Pointer in the data as the model gave it. */
  path: string;
  message: string;
}

/** What the caller of a model may want to know of a failure, beside code and message. No secret is ever in it. */
export interface LlmErrorFacts {
  provider?: string;
  model?: string;
  /** HTTP status. */
  status?: number;
  /** Whether the same request may work later. */
  retryable?: boolean;
  retryAfterMs?: number;
  requestId?: string;
  /** 0-based. */
  page?: number;
  /** Requests sent. */
  attempts?: number;
  issues?: ValidationIssue[];
  /** The answer that was no good. */
  rawText?: string;
  usage?: Usage;
}

/** An {@link LlmError} as plain data. */
export interface LlmErrorInfo extends ErrorInfo, LlmErrorFacts {}

/**
 * What a request can be repeated without: the parameter that a server said no to. The caller mends it once and asks again,
 * without counting it as a retry.
 */
export type Remedy =
  'drop_temperature' | 'other_token_field' | 'lower_output_limit' | 'next_output_mode' | 'smaller_image';

/** What a model, or the way to it, did wrong. A {@link UnifexError}: recognise it with `isUnifexError` and its `code`. */
export class LlmError extends UnifexError {
  readonly facts: LlmErrorFacts;
  /** Internal: how the request may be mended. */
  readonly remedy: Remedy | undefined;
  /** Internal: how many tokens the model can write, where it said so. */
  readonly outputLimit: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    facts: LlmErrorFacts & {
      cause?: unknown;
      remedy?: Remedy | undefined;
      outputLimit?: number | undefined;
      details?: Record<string, unknown>;
    } = {},
  ) {
    const { cause, remedy, outputLimit, details, ...rest } = facts;
    super(code, message, { cause, ...(details ? { details } : {}) });
    this.name = code === 'ABORTED' ? 'AbortError' : 'LlmError';
    this.facts = rest;
    this.remedy = remedy;
    this.outputLimit = outputLimit;
  }

  get retryable(): boolean {
    return this.facts.retryable ?? false;
  }

  get usage(): Usage {
    return this.facts.usage ?? noUsage();
  }
}

/** The error as plain data, for results, caches and JSON. */
export function llmErrorInfo(error: UnifexError, more: LlmErrorFacts = {}): LlmErrorInfo {
  const facts = error instanceof LlmError ? error.facts : {};
  return { ...serializeError(error), ...facts, ...more };
}
