import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { httpError, type HttpFailure } from './http-failure.ts';
import { Redactor } from './redact.ts';

function error(status: number, message = '', more: Partial<HttpFailure> = {}): ReturnType<typeof httpError> {
  const failure = { provider: 'openai', model: 'm', status, message, cause: new Error(message), ...more };
  return httpError(failure, new Redactor(['the-secret-key']));
}

describe('httpError', () => {
  it.each<[number, string, Partial<HttpFailure>, string, string | undefined]>([
    [401, 'Incorrect API key', {}, 'AUTHENTICATION', undefined],
    [400, 'API key not valid. Please pass a valid API key.', {}, 'AUTHENTICATION', undefined],
    [402, 'Payment required', {}, 'QUOTA_EXCEEDED', undefined],
    [400, 'Your credit balance is too low to access the API.', {}, 'QUOTA_EXCEEDED', undefined],
    [403, 'Forbidden', {}, 'PERMISSION', undefined],
    [404, 'The model `gpt-9` does not exist', { code: 'model_not_found' }, 'MODEL_NOT_FOUND', undefined],
    [413, 'Request exceeds the maximum size', {}, 'REQUEST_TOO_LARGE', 'smaller_image'],
    [
      400,
      'image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes; exceeds size limit',
      {},
      'REQUEST_TOO_LARGE',
      'smaller_image',
    ],
    [400, 'image dimensions exceed', { code: 'image_dimensions_too_large' }, 'REQUEST_TOO_LARGE', 'smaller_image'],
    [408, 'Request timeout', {}, 'SERVER_ERROR', undefined],
    [409, 'Conflict', {}, 'SERVER_ERROR', undefined],
    [500, '<html>oops</html>', {}, 'SERVER_ERROR', undefined],
    [502, '<html>Bad Gateway</html>', {}, 'SERVER_ERROR', undefined],
    [503, 'busy', {}, 'OVERLOADED', undefined],
    [529, 'Overloaded', { type: 'overloaded_error' }, 'OVERLOADED', undefined],
    [429, 'Rate limit reached', { code: 'rate_limit_exceeded' }, 'RATE_LIMITED', undefined],
    [429, 'You exceeded your current quota', { code: 'insufficient_quota' }, 'QUOTA_EXCEEDED', undefined],
    [
      429,
      'RESOURCE_EXHAUSTED You exceeded your current quota, please check your plan',
      { body: { error: { details: [{ violations: [{ quotaId: 'GenerateRequestsPerMinutePerProject' }] }] } } },
      'RATE_LIMITED',
      undefined,
    ],
    [
      429,
      'RESOURCE_EXHAUSTED You exceeded your current quota, please check your plan',
      { body: { error: { details: [{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProject' }] }] } } },
      'QUOTA_EXCEEDED',
      undefined,
    ],
    [
      400,
      "Unsupported value: 'temperature' does not support 0",
      { param: 'temperature' },
      'BAD_REQUEST',
      'drop_temperature',
    ],
    [
      400,
      'max_tokens: 8192 > 4096, which is the maximum allowed number of output tokens for claude-3-haiku-20240307',
      {},
      'BAD_REQUEST',
      'lower_output_limit',
    ],
    [
      400,
      'max_tokens is too large: 32768. This model supports at most 16384 completion tokens, whereas you provided 32768.',
      { param: 'max_tokens' },
      'BAD_REQUEST',
      'lower_output_limit',
    ],
    [
      400,
      'Unable to submit request because it has a maxOutputTokens value of 9000 but the supported range is from 1 (inclusive) to 8193 (exclusive). Update the value and try again.',
      { code: 'INVALID_ARGUMENT' },
      'BAD_REQUEST',
      'lower_output_limit',
    ],
    [400, 'temperature: Extra inputs are not permitted', {}, 'BAD_REQUEST', 'drop_temperature'],
    [
      400,
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      { param: 'max_tokens' },
      'BAD_REQUEST',
      'other_token_field',
    ],
    [400, 'max_tokens is too large: 99999', { param: 'max_tokens' }, 'BAD_REQUEST', undefined],
    [400, "'response_format.type' must be 'text'", { param: 'response_format' }, 'SCHEMA_REJECTED', 'next_output_mode'],
    [400, 'output_config.format.schema: compiled grammar is too large', {}, 'SCHEMA_REJECTED', 'next_output_mode'],
    [400, 'The response_json_schema is too complex', {}, 'SCHEMA_REJECTED', 'next_output_mode'],
    [400, "This model's maximum context length is 8192 tokens", {}, 'CONTEXT_EXCEEDED', undefined],
    [400, 'prompt is too long: 210000 tokens > 200000 maximum', {}, 'CONTEXT_EXCEEDED', undefined],
    [400, 'The response was filtered', { code: 'content_filter' }, 'CONTENT_FILTERED', undefined],
    [501, 'response_format is not implemented', {}, 'SCHEMA_REJECTED', 'next_output_mode'],
    [422, 'Something else', {}, 'BAD_REQUEST', undefined],
  ])('%i %s', (status, message, more, code, remedy) => {
    expect(error(status, message, more)).toMatchObject({ code, remedy, facts: { status } });
  });

  it('says what may be repeated, and after how long', () => {
    const limited = error(429, 'slow down', { headers: new Headers({ 'retry-after': '3', 'x-request-id': 'r1' }) });
    expect(limited).toMatchObject({ retryable: true, facts: { retryAfterMs: 3000, requestId: 'r1' } });
    expect(error(401).retryable).toBe(false);
  });

  it('holds no secret, wherever one looks, and no long text', () => {
    const told = error(400, `key the-secret-key ${'x '.repeat(2000)}`, {
      cause: Object.assign(new Error('Bearer the-secret-key'), { headers: { a: 'the-secret-key' } }),
    });
    expect(inspect(told, { depth: 10, showHidden: true })).not.toContain('the-secret-key');
    expect(told.message.length).toBeLessThan(600);
  });
});
