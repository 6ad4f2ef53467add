import type { ErrorCode } from '@unifex/core';
import { LlmError, type Remedy } from '../errors.ts';
import type { Redactor } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';

/** An answer that is an error, as the SDKs and the vendors' bodies tell of it. */
export interface HttpFailure {
  readonly provider: string;
  readonly model: string;
  readonly status: number;
  /** The server's own words. */
  readonly message: string;
  /** The vendors' machine-readable words: `insufficient_quota`, `context_length_exceeded`, `rate_limit_error`… */
  readonly code?: string | null | undefined;
  readonly type?: string | null | undefined;
  /** The parameter that the server blames. */
  readonly param?: string | null | undefined;
  readonly headers?: Headers | undefined;
  readonly body?: unknown;
  readonly requestId?: string | null | undefined;
  readonly cause: unknown;
}

interface Verdict {
  readonly code: ErrorCode;
  readonly retryable?: boolean;
  readonly remedy?: Remedy;
  readonly outputLimit?: number;
}

/** What a status and a vendor's words mean. The words are those of the vendors' documentation and of servers seen in the wild. */
export function httpError(failure: HttpFailure, redactor: Redactor): LlmError {
  const { provider, model, status } = failure;
  const { code, retryable = false, remedy, outputLimit } = judge(failure);
  const wait = retryAfterMs(failure.headers, failure.body);
  const requestId = failure.requestId ?? failure.headers?.get('x-request-id') ?? failure.headers?.get('request-id');
  // SDKs put the status in front of the words.
  const said = redactor.text(failure.message.replace(new RegExp(`^${status} `), '')) || 'nothing';
  return new LlmError(code, `${provider}/${model} answered ${status}: ${said}`, {
    provider,
    model,
    status,
    retryable,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(requestId ? { requestId } : {}),
    remedy,
    outputLimit,
    cause: redactor.cause(failure.cause),
  });
}

function judge(failure: HttpFailure): Verdict {
  const { status } = failure;
  const words = [failure.code, failure.type, failure.message].filter(Boolean).join(' ');
  if (status === 401) return { code: 'AUTHENTICATION' };
  if (status === 402) return { code: 'QUOTA_EXCEEDED' };
  if (status === 403) return { code: 'PERMISSION' };
  if (status === 404) return { code: 'MODEL_NOT_FOUND' };
  if (status === 413) return { code: 'REQUEST_TOO_LARGE', remedy: 'smaller_image' };
  if (status === 429)
    return isQuota(words, failure.body) ? { code: 'QUOTA_EXCEEDED' } : { code: 'RATE_LIMITED', retryable: true };
  if (status === 503 || status === 529) return { code: 'OVERLOADED', retryable: true };
  // Small servers say that they have not implemented a way to ask for JSON.
  if (status === 501) return judgeBadRequest(words, failure.param ?? '');
  if (status === 408 || status === 409 || status >= 500) return { code: 'SERVER_ERROR', retryable: true };
  return judgeBadRequest(words, failure.param ?? '');
}

/** No credit, or a quota that does not come back soon: a limit by the minute is no quota. */
function isQuota(words: string, body: unknown): boolean {
  if (
    /insufficient_quota|exceeded your current quota, please check your plan|billing_not_active|credit balance/i.test(
      words,
    )
  ) {
    // Google says "exceeded your current quota" of limits by the minute as well: only the id tells them apart.
    if (!/RESOURCE_EXHAUSTED/.test(words)) return true;
  }
  return /"quotaId":\s*"[^"]*PerDay/i.test(JSON.stringify(body ?? '')) || /quotaId\W+\w*PerDay/i.test(words);
}

/** 400 and 422: what the request could do without is told by the parameter, else by the words. */
function judgeBadRequest(words: string, param: string): Verdict {
  if (/content_filter|ResponsibleAIPolicy|content management policy/i.test(words)) return { code: 'CONTENT_FILTERED' };
  if (/api[ _]key not valid|API_KEY_INVALID|invalid x-api-key/i.test(words)) return { code: 'AUTHENTICATION' };
  if (/credit balance|billing/i.test(words)) return { code: 'QUOTA_EXCEEDED' };
  if (isContext(words)) return { code: 'CONTEXT_EXCEEDED' };
  const outputLimit = outputLimitIn(words);
  if (outputLimit !== undefined) return { code: 'BAD_REQUEST', remedy: 'lower_output_limit', outputLimit };
  if (param === 'temperature') return { code: 'BAD_REQUEST', remedy: 'drop_temperature' };
  if (param !== '' && isTokenField(words, param)) return { code: 'BAD_REQUEST', remedy: 'other_token_field' };
  if (
    /image/i.test(words) &&
    /too large|dimension|exceeds? .*(?:size|limit|maximum)|maximum (?:size|allowed)/i.test(words)
  ) {
    return { code: 'REQUEST_TOO_LARGE', remedy: 'smaller_image' };
  }
  if (/request_too_large|payload.*too large/i.test(words))
    return { code: 'REQUEST_TOO_LARGE', remedy: 'smaller_image' };
  // Before the parameters that a schema may have fields named after.
  if (isSchema(words, param)) return { code: 'SCHEMA_REJECTED', remedy: 'next_output_mode' };
  if (isTokenField(words, param)) return { code: 'BAD_REQUEST', remedy: 'other_token_field' };
  if (/\btemperature\b/i.test(words)) return { code: 'BAD_REQUEST', remedy: 'drop_temperature' };
  return { code: 'BAD_REQUEST' };
}

/** How much a model can write at most, in the words of Anthropic, OpenAI and Google: it was asked for more. */
function outputLimitIn(words: string): number | undefined {
  const most =
    /max_tokens: \d+ > (\d+), which is the maximum allowed number of output tokens/i.exec(words)?.[1] ??
    /max_(?:completion_|output_)?tokens.{0,40} too large.*supports at most (\d+)/is.exec(words)?.[1];
  if (most !== undefined) return Number(most);
  const above = /maxOutputTokens.*supported range is from \d+ \(inclusive\) to (\d+) \(exclusive\)/is.exec(words)?.[1];
  return above === undefined ? undefined : Number(above) - 1;
}

function isContext(words: string): boolean {
  return /context_length_exceeded|context[ _](?:length|window|size)|maximum context|prompt is too long|input token count.*exceeds|too many (?:input )?tokens|exceeds? the (?:available|model'?s) context/i.test(
    words,
  );
}

function isTokenField(words: string, param: string): boolean {
  const named = /^max_(?:completion_)?tokens$/.test(param) || /max_(?:completion_)?tokens/.test(words);
  return named && /unsupported|not supported|unrecognized|unknown|extra inputs|not permitted|use '?max_/i.test(words);
}

/** The way in which JSON was asked for, or the schema itself. */
function isSchema(words: string, param: string): boolean {
  return (
    /^(?:response_format|text\.format|output_config|tools|tool_choice)/.test(param) ||
    /response_format|response_?(?:json_?)?schema|responseMimeType|json_schema|json_object|json mode|output_config|output_format|text\.format|\bgrammar\b|\bschema\b|guided_json|structured output|tool_choice|tools?\.\d/i.test(
      words,
    )
  );
}
