import { readImage, readPdf } from '../media/media-part.ts';
import { Fields, isObject, type Complaints } from '../request/fields.ts';
import type { FakeTurn, UnderstoodRequest } from '../request/fake-request.ts';
import { checkAnthropicNames, checkAnthropicSchema } from '../schema/anthropic-rules.ts';
import { SchemaProblem, walkSchema } from '../schema/walk.ts';
import { retryHeaders, VendorError, type FailureKind } from '../vendor-error.ts';
import { bearer, checkKey, ok, type FakeUsage, type HttpReply, type Protocol } from './protocol.ts';
import { turn, type Part } from './turns.ts';

const PARAMETERS = [
  ...[
    'model',
    'messages',
    'max_tokens',
    'system',
    'output_config',
    'tools',
    'tool_choice',
    'cache_control',
    'container',
  ],
  ...['metadata', 'service_tier', 'stop_sequences', 'stream', 'thinking', 'speed', 'inference_geo', 'diagnostics'],
  ...['user_profile_id', 'workspace_id'],
];
const VERSIONS = ['2023-01-01', '2023-06-01', '2026-10-21'];
/** The version that took sampling parameters out of the API. */
const WITHOUT_SAMPLING = '2026-10-21';
const SAMPLING = ['temperature', 'top_p', 'top_k'];

const complaints: Complaints = {
  missing: (path) => bad(`${path.join('.')}: Field required`),
  unknown: (path) => bad(`${path.join('.')}: Extra inputs are not permitted`),
  invalid: (path, problem) => bad(`${path.join('.')}: ${problem}`),
};

function bad(message: string): VendorError {
  return new VendorError('bad-request', message);
}

/** Anthropic, `POST /v1/messages`. */
export const anthropic: Protocol = {
  name: 'anthropic',
  read(call, { apiKey, unknownModels }) {
    checkKey(bearer(call.headers) ?? call.headers['x-api-key'], apiKey, (problem) => {
      return new VendorError(
        'authentication',
        problem === 'missing' ? 'x-api-key header is required' : 'invalid x-api-key',
      );
    });
    const version = call.headers['anthropic-version'];
    if (version === undefined) throw bad('anthropic-version: header is required');
    if (!VERSIONS.includes(version)) throw bad(`anthropic-version: ${version} is not a valid version`);
    const fields = new Fields(call.body, [], complaints);
    const model = fields.string('model');
    if (unknownModels.includes(model)) throw new VendorError('model-not-found', `model: ${model}`);
    fields.only(...PARAMETERS, ...(version === WITHOUT_SAMPLING ? [] : SAMPLING));
    if (fields.raw('stream') === true) throw fields.invalid('stream', 'this server does not stream');
    const maxOutputTokens = fields.integer('max_tokens', 1);
    if (maxOutputTokens === undefined) throw complaints.missing(['max_tokens']);
    const most = outputLimit(model);
    if (maxOutputTokens > most) {
      throw bad(
        `max_tokens: ${maxOutputTokens} > ${most}, which is the maximum allowed number of output tokens for ${model}`,
      );
    }
    const temperature = fields.number('temperature', 0, 1);
    return {
      model,
      system: readSystem(fields),
      turns: readMessages(fields),
      ...readFormat(fields, model),
      maxOutputTokens,
      ...(temperature === undefined ? {} : { temperature }),
    };
  },
  answer({ text, finish, usage }, { index, understood }) {
    const reason = {
      length: 'max_tokens',
      context: 'model_context_window_exceeded',
      refusal: 'refusal',
      filter: 'refusal',
    } as const;
    const refused = finish === 'refusal' || finish === 'filter';
    const { toolName } = understood;
    const called = { type: 'tool_use', id: `toolu_${index}`, name: toolName, input: parsed(text) };
    return ok({
      id: `msg_fake_${index}`,
      type: 'message',
      role: 'assistant',
      model: understood.model,
      content: refused ? [] : [toolName === undefined ? { type: 'text', text, citations: null } : called],
      stop_reason: finish === 'stop' ? (toolName === undefined ? 'end_turn' : 'tool_use') : reason[finish],
      stop_details: refused
        ? { type: 'refusal', category: finish === 'filter' ? 'cyber' : null, explanation: text }
        : null,
      stop_sequence: null,
      usage: anthropicUsage(usage),
    });
  },
  error: anthropicError,
};

/** The first generation wrote less than is usual now. */
function outputLimit(model: string): number {
  return /^claude-3-(?:haiku|sonnet|opus)/.test(model) ? 4096 : 64_000;
}

function readSystem(fields: Fields): string {
  if (!fields.has('system')) return '';
  if (typeof fields.raw('system') === 'string') return fields.string('system');
  return fields
    .objects('system')
    .map((block) => block.only('type', 'text', 'cache_control').string('text'))
    .join('\n');
}

function readMessages(fields: Fields): FakeTurn[] {
  const turns = fields.objects('messages').map((message, index) => {
    const role = message.only('role', 'content').oneOf('role', ['user', 'assistant']);
    const content = message.raw('content');
    if (content === '') throw bad(`messages.${index}: all messages must have non-empty content`);
    const parts = typeof content === 'string' ? [{ text: content }] : message.objects('content').map(readPart);
    return turn(role, parts);
  });
  if (turns[0]?.role !== 'user') throw bad('messages: first message must use the "user" role');
  if (turns.at(-1)?.role !== 'user') throw bad('This model does not support assistant message prefill.');
  return turns;
}

function readPart(part: Fields): Part {
  const type = part.oneOf('type', ['text', 'image', 'document']);
  if (type === 'text') {
    const text = part.only('type', 'text', 'cache_control', 'citations').string('text');
    if (text.trim() === '') throw part.invalid('text', 'text content blocks must contain non-whitespace text');
    return { text };
  }
  part.only('type', 'source', 'cache_control', ...(type === 'document' ? ['title', 'context', 'citations'] : []));
  const source = part.object('source').only('type', 'media_type', 'data');
  source.oneOf('type', ['base64']);
  const fail = (problem: string): Error => source.invalid('data', problem);
  if (type === 'document') {
    source.oneOf('media_type', ['application/pdf']);
    return { pdf: readPdf(source.string('data'), fail, part.optionalString('title')) };
  }
  const mediaType = source.oneOf('media_type', ['image/jpeg', 'image/png', 'image/gif', 'image/webp']);
  return { image: readImage(mediaType, source.string('data'), fail) };
}

function readFormat(fields: Fields, model: string): Pick<UnderstoodRequest, 'structured' | 'schema' | 'toolName'> {
  const format = fields.optionalObject('output_config')?.only('effort', 'format').optionalObject('format');
  if (format) {
    format.only('type', 'schema').oneOf('type', ['json_schema']);
    if (/^claude-(2|3|instant)/.test(model))
      throw bad('output_config.format: this model does not support output format');
    const schema = format.raw('schema');
    if (!isObject(schema))
      throw complaints.invalid(['output_config', 'format', 'schema'], 'Input should be a valid dictionary');
    held('output_config.format.schema', () => checkAnthropicSchema(schema));
    return { structured: 'json_schema', schema };
  }
  if (!fields.has('tools')) return { structured: 'none' };
  const tool = fields
    .objects('tools')[0]!
    .only('type', 'name', 'description', 'input_schema', 'cache_control', 'strict');
  const name = tool.string('name');
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(name))
    throw tool.invalid('name', "String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
  const schema = tool.raw('input_schema');
  if (!isObject(schema) || schema.type !== 'object')
    throw tool.invalid('input_schema', "type: Input should be 'object'");
  held('tools.0.custom.input_schema', () => walkSchema(schema, ({ node, path }) => checkAnthropicNames(node, path)));
  const choice = fields.optionalObject('tool_choice')?.only('type', 'name', 'disable_parallel_tool_use');
  if (choice?.raw('type') === 'tool' && choice.string('name') !== name)
    throw bad(`tool_choice: tool '${choice.string('name')}' not found`);
  return { structured: 'tool', schema, toolName: name };
}

/** A problem of a schema as the vendor's error. @throws {VendorError} */
function held(where: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof SchemaProblem)) throw error;
    throw new VendorError('schema', `${[where, ...error.path].join('.')}: ${error.message}`);
  }
}

/** What a call of a tool carries is parsed already; text that is no JSON would not have become one. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return {};
  }
}

/** Cached tokens are counted apart from the other input. */
function anthropicUsage({ input, cached, cacheWrite, output, reasoning }: FakeUsage): object {
  return {
    input_tokens: input - cached - cacheWrite,
    cache_read_input_tokens: cached,
    cache_creation_input_tokens: cacheWrite,
    cache_creation: null,
    output_tokens: output,
    output_tokens_details: { thinking_tokens: reasoning },
    service_tier: 'standard',
  };
}

const KINDS: Readonly<Record<FailureKind, { status: number; type: string }>> = {
  authentication: { status: 401, type: 'authentication_error' },
  permission: { status: 403, type: 'permission_error' },
  'model-not-found': { status: 404, type: 'not_found_error' },
  'not-found': { status: 404, type: 'not_found_error' },
  'bad-request': { status: 400, type: 'invalid_request_error' },
  schema: { status: 400, type: 'invalid_request_error' },
  'too-large': { status: 413, type: 'request_too_large' },
  'context-exceeded': { status: 400, type: 'invalid_request_error' },
  filtered: { status: 400, type: 'invalid_request_error' },
  'rate-limit': { status: 429, type: 'rate_limit_error' },
  quota: { status: 402, type: 'billing_error' },
  overloaded: { status: 529, type: 'overloaded_error' },
  'server-error': { status: 500, type: 'api_error' },
};

function anthropicError({ kind, message, details }: VendorError, index: number): HttpReply {
  const { status, type } = KINDS[kind];
  return {
    status: details.status ?? status,
    headers: { 'request-id': `req_fake_${index}`, ...retryHeaders(details) },
    body: { type: 'error', error: { type, message }, request_id: `req_fake_${index}` },
  };
}
