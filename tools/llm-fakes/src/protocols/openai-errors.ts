import type { Complaints, Path } from '../request/fields.ts';
import { retryHeaders, VendorError, type FailureKind } from '../vendor-error.ts';
import type { HttpReply } from './protocol.ts';

/** How OpenAI names the parameter: `messages[0].content`. */
export function openAiPath(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

export const openAiComplaints: Complaints = {
  missing: (path) =>
    new VendorError('bad-request', `Missing required parameter: '${openAiPath(path)}'.`, {
      param: openAiPath(path),
      code: 'missing_required_parameter',
    }),
  unknown: (path) =>
    new VendorError('bad-request', `Unrecognized request argument supplied: ${openAiPath(path)}`, {
      param: openAiPath(path),
      code: 'unknown_parameter',
    }),
  invalid: (path, problem) =>
    new VendorError('bad-request', `Invalid value for '${openAiPath(path)}': ${problem}.`, {
      param: openAiPath(path),
      code: 'invalid_value',
    }),
};

const KINDS: Readonly<Record<FailureKind, { status: number; type: string; code: string | null }>> = {
  authentication: { status: 401, type: 'invalid_request_error', code: 'invalid_api_key' },
  permission: { status: 403, type: 'invalid_request_error', code: 'model_not_allowed' },
  'model-not-found': { status: 404, type: 'invalid_request_error', code: 'model_not_found' },
  'not-found': { status: 404, type: 'invalid_request_error', code: null },
  'bad-request': { status: 400, type: 'invalid_request_error', code: null },
  schema: { status: 400, type: 'invalid_request_error', code: null },
  'too-large': { status: 413, type: 'invalid_request_error', code: null },
  'context-exceeded': { status: 400, type: 'invalid_request_error', code: 'context_length_exceeded' },
  filtered: { status: 400, type: 'invalid_request_error', code: 'content_filter' },
  'rate-limit': { status: 429, type: 'requests', code: 'rate_limit_exceeded' },
  quota: { status: 429, type: 'insufficient_quota', code: 'insufficient_quota' },
  overloaded: { status: 503, type: 'server_error', code: null },
  'server-error': { status: 500, type: 'server_error', code: null },
};

/** `{ error: { message, type, param, code } }`, as OpenAI, Azure OpenAI and the servers compatible with them send it. */
export function openAiError({ kind, message, details }: VendorError, index: number): HttpReply {
  const { status, type, code } = KINDS[kind];
  return {
    status: details.status ?? status,
    headers: { 'x-request-id': `req_fake_${index}`, ...retryHeaders(details) },
    body: { error: { message, type, param: details.param ?? null, code: details.code ?? code } },
  };
}

/** @param key The parameter of a schema: where the vendor says that it is at fault. */
export function schemaRefused(key: string, name: string, path: readonly string[], problem: string): VendorError {
  const context = path.length === 0 ? '()' : `(${path.map((part) => `'${part}'`).join(', ')})`;
  return new VendorError('schema', `Invalid schema for ${key} '${name}': In context=${context}, ${problem}`, {
    param: key,
    code: 'invalid_json_schema',
  });
}
