import { readDataUrl, readImage, readPdf } from '../media/media-part.ts';
import { Fields } from '../request/fields.ts';
import type { AcceptedRequest, FakeTurn, HttpCall, UnderstoodRequest } from '../request/fake-request.ts';
import { VendorError } from '../vendor-error.ts';
import { openAiComplaints, openAiError } from './openai-errors.ts';
import { mustMentionJson, readSchema, readTemperature, reasons } from './openai-parameters.ts';
import { bearer, checkKey, ok, type FakeUsage, type HttpReply, type ModelAnswer, type Protocol } from './protocol.ts';
import { turn, type Part } from './turns.ts';

const PARAMETERS = [
  ...[
    'model',
    'messages',
    'response_format',
    'temperature',
    'max_tokens',
    'max_completion_tokens',
    'tools',
    'tool_choice',
  ],
  ...[
    'stream',
    'n',
    'top_p',
    'seed',
    'stop',
    'user',
    'store',
    'metadata',
    'service_tier',
    'reasoning_effort',
    'verbosity',
  ],
  ...['frequency_penalty', 'presence_penalty', 'parallel_tool_calls', 'logprobs', 'top_logprobs', 'modalities'],
  ...[
    'prompt_cache_key',
    'prompt_cache_options',
    'prompt_cache_retention',
    'safety_identifier',
    'prediction',
    'logit_bias',
  ],
  ...['stream_options', 'moderation', 'audio', 'web_search_options'],
];

/** OpenAI, `POST /v1/chat/completions`. */
export const openAiChat: Protocol = {
  name: 'openai-chat',
  read(call, { apiKey, unknownModels }) {
    checkKey(bearer(call.headers), apiKey, refuseKey);
    const model = modelOf(call);
    if (unknownModels.includes(model)) throw modelUnknown(model);
    return readChat(call, model);
  },
  answer: chatAnswer,
  error: openAiError,
};

export function refuseKey(problem: 'missing' | 'wrong'): VendorError {
  const message =
    problem === 'missing'
      ? "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth."
      : 'Incorrect API key provided.';
  return new VendorError('authentication', message);
}

export function modelUnknown(model: string): VendorError {
  return new VendorError('model-not-found', `The model '${model}' does not exist or you do not have access to it.`, {
    param: 'model',
  });
}

export function modelOf({ body }: HttpCall): string {
  return new Fields(body, [], openAiComplaints).string('model');
}

/** Tokens that gpt-4o writes at most. */
const MOST_OUTPUT = 16_384;

/** The body of a chat completion, held to what OpenAI takes. `model` is passed, since Azure takes it from the path. */
export function readChat({ body }: HttpCall, model: string): UnderstoodRequest {
  const fields = new Fields(body, [], openAiComplaints).only(...PARAMETERS);
  if (fields.raw('stream') === true) throw fields.invalid('stream', 'this server does not stream');
  if (fields.has('max_tokens') && reasons(model)) {
    throw new VendorError(
      'bad-request',
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      { param: 'max_tokens', code: 'unsupported_parameter' },
    );
  }
  if (fields.has('max_tokens') && fields.has('max_completion_tokens')) {
    throw fields.invalid('max_tokens', "'max_tokens' and 'max_completion_tokens' cannot both be set");
  }
  const maxOutputTokens = fields.integer('max_completion_tokens', 1) ?? fields.integer('max_tokens', 1);
  if (maxOutputTokens !== undefined && /^gpt-4o/.test(model) && maxOutputTokens > MOST_OUTPUT) {
    const param = fields.has('max_tokens') ? 'max_tokens' : 'max_completion_tokens';
    throw new VendorError(
      'bad-request',
      `${param} is too large: ${maxOutputTokens}. This model supports at most ${MOST_OUTPUT} completion tokens, whereas you provided ${maxOutputTokens}.`,
      { param, code: 'invalid_value' },
    );
  }
  const conversation = readMessages(fields);
  return {
    model,
    ...conversation,
    ...readFormat(fields, conversation),
    ...readTemperature(fields, model),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
  };
}

export function readMessages(fields: Fields): Pick<UnderstoodRequest, 'system' | 'turns'> {
  const system: string[] = [];
  const turns: FakeTurn[] = [];
  for (const message of fields.objects('messages')) {
    message.only('role', 'content', 'name', 'refusal');
    const role = message.oneOf('role', ['system', 'developer', 'user', 'assistant']);
    const content = message.raw('content');
    const parts =
      typeof content === 'string'
        ? [{ text: content }]
        : message.objects('content').map((part) => readPart(part, role));
    const read = turn(role === 'assistant' ? 'assistant' : 'user', parts);
    if (role === 'system' || role === 'developer') system.push(read.text);
    else turns.push(read);
  }
  return { system: system.join('\n'), turns };
}

function readPart(part: Fields, role: string): Part {
  const type = part.oneOf('type', role === 'user' ? ['text', 'image_url', 'file'] : ['text']);
  if (type === 'text') return { text: part.only('type', 'text', 'prompt_cache_breakpoint').string('text') };
  if (type === 'file') {
    const file = part.only('type', 'file', 'prompt_cache_breakpoint').object('file').only('file_data', 'filename');
    const fail = (problem: string): Error => file.invalid('file_data', problem);
    const { mediaType, base64 } = readDataUrl(file.string('file_data'), fail);
    if (mediaType !== 'application/pdf')
      throw fail(`expected a file with an application/pdf MIME type, but got '${mediaType}'`);
    return { pdf: readPdf(base64, fail, file.string('filename')) };
  }
  const image = part.only('type', 'image_url', 'prompt_cache_breakpoint').object('image_url').only('url', 'detail');
  const fail = (problem: string): Error => image.invalid('url', problem);
  const { mediaType, base64 } = readDataUrl(image.string('url'), fail);
  const detail = image.has('detail') ? { detail: image.oneOf('detail', ['auto', 'low', 'high', 'original']) } : {};
  return { image: { ...readImage(mediaType, base64, fail), ...detail } };
}

export function readFormat(
  fields: Fields,
  conversation: Pick<UnderstoodRequest, 'system' | 'turns'>,
): Pick<UnderstoodRequest, 'structured' | 'schema' | 'toolName'> {
  const format = fields.optionalObject('response_format');
  const type = format?.oneOf('type', ['text', 'json_object', 'json_schema']) ?? 'text';
  if (format && type === 'json_schema') {
    const wrapper = format
      .only('type', 'json_schema')
      .object('json_schema')
      .only('name', 'schema', 'strict', 'description');
    return { structured: 'json_schema', schema: readSchema(wrapper, 'schema', 'response_format').schema };
  }
  if (type === 'json_object') {
    mustMentionJson(conversation, 'messages', 'response_format');
    return { structured: 'json_object' };
  }
  if (!fields.has('tools')) return { structured: 'none' };
  const tool = fields.objects('tools')[0]!.only('type', 'function').object('function');
  const { name, schema } = readSchema(tool.only('name', 'parameters', 'strict', 'description'), 'parameters', 'tools');
  const choice =
    fields.raw('tool_choice') === 'required'
      ? undefined
      : fields.object('tool_choice').object('function').string('name');
  if (choice !== undefined && choice !== name) throw fields.invalid('tool_choice', `there is no tool '${choice}'`);
  return { structured: 'tool', schema, toolName: name };
}

const FINISH = {
  stop: 'stop',
  length: 'length',
  context: 'length',
  refusal: 'stop',
  filter: 'content_filter',
} as const;

export function chatAnswer({ text, finish, usage }: ModelAnswer, { index, understood }: AcceptedRequest): HttpReply {
  const refused = finish === 'refusal';
  const { toolName } = understood;
  const calls = [{ id: `call_${index}`, type: 'function', function: { name: toolName, arguments: text } }];
  const withCall = toolName !== undefined && !refused && finish !== 'filter';
  return ok({
    id: `chatcmpl-fake-${index}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: understood.model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: refused || withCall ? null : text,
          refusal: refused ? text : null,
          ...(withCall ? { tool_calls: calls } : {}),
        },
        logprobs: null,
        finish_reason: withCall && finish === 'stop' ? 'tool_calls' : FINISH[finish],
      },
    ],
    usage: chatUsage(usage),
  });
}

function chatUsage({ input, cached, cacheWrite, output, reasoning }: FakeUsage): object {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: cacheWrite },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}
