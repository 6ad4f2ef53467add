import { readDataUrl, readImage, readPdf } from '../media/media-part.ts';
import { Fields } from '../request/fields.ts';
import type { FakeTurn, UnderstoodRequest } from '../request/fake-request.ts';
import { modelOf, modelUnknown, refuseKey } from './openai-chat.ts';
import { openAiComplaints, openAiError } from './openai-errors.ts';
import { mustMentionJson, readSchema, readTemperature } from './openai-parameters.ts';
import { bearer, checkKey, ok, type FakeUsage, type Protocol } from './protocol.ts';
import { turn, type Part } from './turns.ts';

const PARAMETERS = [
  ...[
    'model',
    'input',
    'instructions',
    'text',
    'temperature',
    'max_output_tokens',
    'tools',
    'tool_choice',
    'stream',
    'store',
  ],
  ...[
    'metadata',
    'reasoning',
    'include',
    'parallel_tool_calls',
    'previous_response_id',
    'prompt_cache_key',
    'top_p',
    'user',
  ],
  ...[
    'safety_identifier',
    'service_tier',
    'truncation',
    'background',
    'conversation',
    'context_management',
    'moderation',
  ],
  ...['max_tool_calls', 'prompt', 'prompt_cache_options', 'prompt_cache_retention', 'stream_options', 'top_logprobs'],
];
/** The least limit of the output that the service takes. */
const LEAST_OUTPUT = 16;

/** OpenAI, `POST /v1/responses`. */
export const openAiResponses: Protocol = {
  name: 'openai-responses',
  read(call, { apiKey, unknownModels }) {
    checkKey(bearer(call.headers), apiKey, refuseKey);
    const model = modelOf(call);
    if (unknownModels.includes(model)) throw modelUnknown(model);
    const fields = new Fields(call.body, [], openAiComplaints).only(...PARAMETERS);
    if (fields.raw('stream') === true) throw fields.invalid('stream', 'this server does not stream');
    const maxOutputTokens = fields.integer('max_output_tokens', LEAST_OUTPUT);
    const conversation = readInput(fields);
    return {
      model,
      ...conversation,
      ...readFormat(fields, conversation),
      ...readTemperature(fields, model),
      ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    };
  },
  answer({ text, finish, usage }, { index, understood }) {
    const incomplete = finish === 'length' || finish === 'context' ? 'max_output_tokens' : 'content_filter';
    const complete = finish === 'stop' || finish === 'refusal';
    const said =
      finish === 'refusal'
        ? { type: 'refusal', refusal: text }
        : { type: 'output_text', text, annotations: [], logprobs: [] };
    const message = {
      type: 'message',
      id: `msg_${index}`,
      status: complete ? 'completed' : 'incomplete',
      role: 'assistant',
      content: [said],
    };
    const call = {
      type: 'function_call',
      id: `fc_${index}`,
      call_id: `call_${index}`,
      name: understood.toolName,
      arguments: text,
      status: 'completed',
    };
    const calls = understood.toolName !== undefined && finish !== 'refusal';
    return ok({
      id: `resp_fake_${index}`,
      object: 'response',
      created_at: Math.floor(Date.now() / 1000),
      model: understood.model,
      status: complete ? 'completed' : 'incomplete',
      error: null,
      incomplete_details: complete ? null : { reason: incomplete },
      output:
        finish === 'filter' && text === ''
          ? []
          : [{ type: 'reasoning', id: `rs_${index}`, summary: [] }, calls ? call : message],
      usage: responsesUsage(usage),
    });
  },
  error: openAiError,
};

function readInput(fields: Fields): Pick<UnderstoodRequest, 'system' | 'turns'> {
  const system = [fields.optionalString('instructions') ?? ''];
  const input = fields.raw('input');
  if (typeof input === 'string') return { system: system.join('\n'), turns: [turn('user', [{ text: input }])] };
  const turns: FakeTurn[] = [];
  for (const item of fields.objects('input')) {
    item.only('type', 'role', 'content', 'id', 'status', 'phase');
    const role = item.oneOf('role', ['system', 'developer', 'user', 'assistant']);
    const content = item.raw('content');
    const parts =
      typeof content === 'string' ? [{ text: content }] : item.objects('content').map((part) => readPart(part, role));
    const read = turn(role === 'assistant' ? 'assistant' : 'user', parts);
    if (role === 'system' || role === 'developer') system.push(read.text);
    else turns.push(read);
  }
  return { system: system.filter((text) => text !== '').join('\n'), turns };
}

function readPart(part: Fields, role: string): Part {
  if (role === 'assistant') {
    part.oneOf('type', ['output_text', 'refusal']);
    return { text: part.has('text') ? part.string('text') : part.string('refusal') };
  }
  const type = part.oneOf('type', ['input_text', 'input_image', 'input_file']);
  if (type === 'input_text') return { text: part.only('type', 'text', 'prompt_cache_breakpoint').string('text') };
  if (type === 'input_file') {
    const fail = (problem: string): Error => part.invalid('file_data', problem);
    part.only('type', 'file_data', 'filename', 'detail', 'prompt_cache_breakpoint');
    const { mediaType, base64 } = readDataUrl(part.string('file_data'), fail);
    if (mediaType !== 'application/pdf') throw fail(`expected an application/pdf MIME type, but got '${mediaType}'`);
    return { pdf: readPdf(base64, fail, part.string('filename')) };
  }
  const fail = (problem: string): Error => part.invalid('image_url', problem);
  const { mediaType, base64 } = readDataUrl(
    part.only('type', 'image_url', 'detail', 'prompt_cache_breakpoint').string('image_url'),
    fail,
  );
  const detail = part.has('detail') ? { detail: part.oneOf('detail', ['auto', 'low', 'high', 'original']) } : {};
  return { image: { ...readImage(mediaType, base64, fail), ...detail } };
}

function readFormat(
  fields: Fields,
  conversation: Pick<UnderstoodRequest, 'system' | 'turns'>,
): Pick<UnderstoodRequest, 'structured' | 'schema' | 'toolName'> {
  const format = fields.optionalObject('text')?.only('format', 'verbosity').optionalObject('format');
  const type = format?.oneOf('type', ['text', 'json_object', 'json_schema']) ?? 'text';
  if (format && type === 'json_schema') {
    format.only('type', 'name', 'schema', 'strict', 'description');
    return { structured: 'json_schema', schema: readSchema(format, 'schema', 'text.format.schema').schema };
  }
  if (type === 'json_object') {
    mustMentionJson(conversation, 'input', 'text.format');
    return { structured: 'json_object' };
  }
  if (!fields.has('tools')) return { structured: 'none' };
  const tool = fields.objects('tools')[0]!.only('type', 'name', 'parameters', 'strict', 'description');
  tool.oneOf('type', ['function']);
  const { name, schema } = readSchema(tool, 'parameters', 'tools');
  if (fields.object('tool_choice').string('name') !== name)
    throw fields.invalid('tool_choice', 'there is no such tool');
  return { structured: 'tool', schema, toolName: name };
}

function responsesUsage({ input, cached, cacheWrite, output, reasoning }: FakeUsage): object {
  return {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached, cache_write_tokens: cacheWrite },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
  };
}
