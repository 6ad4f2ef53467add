import type OpenAI from 'openai';
import type { LlmAdapter, LlmPart, LlmRequest, LlmResponse } from '../adapter.ts';
import { LlmError } from '../errors.ts';
import { call, invalidResponse } from './call.ts';
import { defaultTemperature, openAiClient } from './openai-client.ts';
import { count, dataUrl, type AdapterSetup } from './setup.ts';

type Body = OpenAI.Responses.ResponseCreateParamsNonStreaming;
type Response = OpenAI.Responses.Response;
type Content = OpenAI.Responses.ResponseInputContent;

/** OpenAI's other protocol, for `providerOptions: { api: 'responses' }`. Documents are not kept on the server (`store: false`). */
export async function openAiResponsesAdapter(setup: AdapterSetup): Promise<LlmAdapter> {
  const { client, readFailure } = await openAiClient(setup);
  const { provider, model, providerOptions } = setup;
  return {
    provider,
    model,
    dialect: 'openai',
    takesPdf: provider === 'openai',
    outputModes: ['json_schema', 'json_object', 'prompt'],
    endpoint: client.baseURL,
    defaultTemperature: defaultTemperature(setup),
    async complete(request) {
      const body = responsesBody(model, request);
      const answer = await call(
        setup,
        request,
        (signal) =>
          client.responses.create({ ...body, ...providerOptions }, { signal, timeout: request.timeoutMs * 2 }),
        readFailure,
      );
      return readResponse(setup, answer);
    },
  };
}

/** The request in the words of the protocol. */
export function responsesBody(model: string, request: LlmRequest): Body {
  const { output, temperature, maxOutputTokens, system, turns } = request;
  return {
    model,
    instructions: system,
    input: turns.map(({ role, parts }) =>
      role === 'assistant' ? { role, content: parts.map(textOf).join('\n') } : { role, content: parts.map(inputPart) },
    ),
    store: false,
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { max_output_tokens: maxOutputTokens }),
    ...responsesOutput(output),
  };
}

function responsesOutput({ mode, schema, name }: LlmRequest['output']): Partial<Body> {
  if (mode === 'prompt') return {};
  if (mode === 'json_object' || !schema) return { text: { format: { type: 'json_object' } } };
  if (mode === 'json_schema') return { text: { format: { type: 'json_schema', name, strict: true, schema } } };
  return {
    tools: [{ type: 'function', name, parameters: schema, strict: false }],
    tool_choice: { type: 'function', name },
  };
}

function textOf(part: LlmPart): string {
  return part.type === 'text' ? part.text : '';
}

function inputPart(part: LlmPart): Content {
  if (part.type === 'text') return { type: 'input_text', text: part.text };
  if (part.type === 'image') {
    return { type: 'input_image', image_url: dataUrl(part.mediaType, part.data), detail: 'high' };
  }
  return { type: 'input_file', filename: part.name, file_data: dataUrl('application/pdf', part.data) };
}

/** @throws LlmError `INVALID_RESPONSE`; `SERVER_ERROR` for an answer that says of itself that it failed */
export function readResponse(setup: AdapterSetup, answer: Response): LlmResponse {
  if (!Array.isArray((answer as Partial<Response> | null | undefined)?.output)) throw invalidResponse(setup, answer);
  const { provider, model, redactor } = setup;
  if (answer.status === 'failed') {
    const why = redactor.text(answer.error?.message ?? 'no reason given');
    throw new LlmError('SERVER_ERROR', `${provider}/${model} failed: ${why}`, { provider, model, retryable: true });
  }
  const contents = answer.output.flatMap((item) => (item.type === 'message' ? item.content : []));
  const tool = answer.output.find((item) => item.type === 'function_call');
  const texts = contents.filter((item) => item.type === 'output_text').map(({ text }) => text);
  const refusal = contents.find((item) => item.type === 'refusal')?.refusal;
  const why = answer.status === 'incomplete' ? answer.incomplete_details?.reason : undefined;
  const filtered = why === 'content_filter';
  const input = count(answer.usage?.input_tokens);
  const output = count(answer.usage?.output_tokens);
  return {
    text: tool?.arguments ?? (texts.length > 0 ? texts.join('') : null),
    finishReason: refusal ? 'refusal' : filtered ? 'filter' : answer.status === 'incomplete' ? 'length' : 'stop',
    ...(refusal ? { refusal } : filtered ? { refusal: 'content_filter' } : {}),
    usage: {
      requests: 1,
      inputTokens: input,
      cachedInputTokens: count(answer.usage?.input_tokens_details?.cached_tokens),
      cacheWriteTokens: count(answer.usage?.input_tokens_details?.cache_write_tokens),
      outputTokens: output,
      reasoningTokens: count(answer.usage?.output_tokens_details?.reasoning_tokens),
      totalTokens: input + output,
    },
    ...(answer.id ? { requestId: answer.id } : {}),
  };
}
