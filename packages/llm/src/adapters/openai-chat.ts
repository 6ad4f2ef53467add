import type OpenAI from 'openai';
import type { LlmAdapter, LlmPart, LlmRequest, LlmResponse, LlmTurn } from '../adapter.ts';
import type { FinishReason } from '../types.ts';
import type { Usage } from '../usage.ts';
import { call, invalidResponse } from './call.ts';
import { defaultTemperature, openAiClient } from './openai-client.ts';
import { count, dataUrl, type AdapterSetup } from './setup.ts';

type Body = OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming;
type Message = OpenAI.Chat.Completions.ChatCompletionMessageParam;
type Content = OpenAI.Chat.Completions.ChatCompletionContentPart;
type Completion = OpenAI.Chat.Completions.ChatCompletion;

/** Chat Completions: what OpenAI, Azure and all compatible servers (vLLM, Ollama, llama.cpp, LM Studio…) speak. */
export async function openAiChatAdapter(setup: AdapterSetup): Promise<LlmAdapter> {
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
      const body = chatBody(setup, request);
      const answer = await call(
        setup,
        request,
        (signal) =>
          client.chat.completions.create(
            { ...body, ...providerOptions },
            {
              signal,
              timeout: request.timeoutMs * 2,
            },
          ),
        readFailure,
      );
      return readChat(setup, answer);
    },
  };
}

/** The request in the words of the protocol. */
export function chatBody({ provider, model, official }: AdapterSetup, request: LlmRequest): Body {
  const { output, temperature, maxOutputTokens, otherTokenField = false } = request;
  // Compatible servers know the older name, and OpenAI's newer models only the newer one.
  const newer = (official || provider === 'azure-openai') !== otherTokenField;
  const limit = newer ? 'max_completion_tokens' : 'max_tokens';
  return {
    model,
    messages: [{ role: 'system', content: request.system }, ...request.turns.map(chatMessage)],
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { [limit]: maxOutputTokens }),
    ...chatOutput(output),
  };
}

function chatOutput({ mode, schema, name }: LlmRequest['output']): Partial<Body> {
  if (mode === 'prompt') return {};
  if (mode === 'json_object' || !schema) return { response_format: { type: 'json_object' } };
  if (mode === 'json_schema') {
    return { response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } } };
  }
  return {
    tools: [{ type: 'function', function: { name, parameters: schema } }],
    tool_choice: { type: 'function', function: { name } },
  };
}

function chatMessage({ role, parts }: LlmTurn): Message {
  const texts = parts.filter((part) => part.type === 'text').map(({ text }) => text);
  if (role === 'assistant') return { role, content: texts.join('\n') };
  // Small servers take no list of parts.
  if (texts.length === parts.length) return { role, content: texts.join('\n\n') };
  return { role, content: parts.map(chatPart) };
}

function chatPart(part: LlmPart): Content {
  if (part.type === 'text') return { type: 'text', text: part.text };
  if (part.type === 'image') {
    return { type: 'image_url', image_url: { url: dataUrl(part.mediaType, part.data), detail: 'high' } };
  }
  return { type: 'file', file: { filename: part.name, file_data: dataUrl('application/pdf', part.data) } };
}

/** The answer, of which nothing is taken for granted: the SDK lets any 200 through. @throws LlmError `INVALID_RESPONSE` */
export function readChat(setup: AdapterSetup, answer: Completion): LlmResponse {
  const choice = (answer as Partial<Completion> | null | undefined)?.choices?.[0];
  if (!choice?.message) throw invalidResponse(setup, answer);
  const { content, refusal, tool_calls: tools } = choice.message;
  const tool = tools?.find((item) => item.type === 'function');
  const finishReason = finishOf(choice.finish_reason, Boolean(refusal));
  return {
    text: tool?.function.arguments ?? content ?? null,
    finishReason,
    ...(refusal ? { refusal } : finishReason === 'filter' ? { refusal: 'content_filter' } : {}),
    usage: usageOf(answer.usage),
    ...(answer.id ? { requestId: answer.id } : {}),
  };
}

function finishOf(reason: string | null, refused: boolean): FinishReason {
  if (refused) return 'refusal';
  if (reason === 'length') return 'length';
  return reason === 'content_filter' ? 'filter' : 'stop';
}

function usageOf(usage: Completion['usage'] | null): Usage {
  const input = count(usage?.prompt_tokens);
  const output = count(usage?.completion_tokens);
  const details = usage?.prompt_tokens_details as { cached_tokens?: unknown; cache_write_tokens?: unknown } | undefined;
  return {
    requests: 1,
    inputTokens: input,
    cachedInputTokens: count(details?.cached_tokens),
    cacheWriteTokens: count(details?.cache_write_tokens),
    outputTokens: output,
    reasoningTokens: count(usage?.completion_tokens_details?.reasoning_tokens),
    totalTokens: input + output,
  };
}
