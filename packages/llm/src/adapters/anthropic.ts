import type Anthropic from '@anthropic-ai/sdk';
import type { LlmAdapter, LlmPart, LlmRequest, LlmResponse } from '../adapter.ts';
import { LlmError } from '../errors.ts';
import type { Usage } from '../usage.ts';
import { answeredWith, call, invalidResponse, type ReadFailure } from './call.ts';
import { loadSdk } from './sdk.ts';
import { base64, count, type AdapterSetup } from './setup.ts';

type Body = Anthropic.MessageCreateParamsNonStreaming;
type Block = Anthropic.ContentBlockParam;

/** The API wants a limit in every request; this much is enough for a page full of a table. */
const DEFAULT_MAX_TOKENS = 8192;
/** The last version of the API that takes a temperature: the newer one, which the SDK sends, answers 400 to any. */
const VERSION_WITH_TEMPERATURE = '2023-06-01';

/** The Messages API of Anthropic. */
export async function anthropicAdapter(setup: AdapterSetup): Promise<LlmAdapter> {
  const sdk = await loadSdk('@anthropic-ai/sdk', () => import('@anthropic-ai/sdk'));
  const { provider, model, access, headers, fetch, providerOptions } = setup;
  const client = new sdk.Anthropic({
    apiKey: access.apiKey,
    // Else it would look for other ways to sign in, in the environment and on the disk.
    authToken: null,
    baseURL: access.baseUrl ?? null,
    maxRetries: 0,
    // Whatever ANTHROPIC_LOG says: its finer levels write images and the caller's headers to the console.
    logLevel: 'warn',
    defaultHeaders: headers,
    ...(fetch ? { fetch } : {}),
  });
  const readFailure: ReadFailure = (error) =>
    error instanceof sdk.APIError ? answeredWith(error as Error) : undefined;
  return {
    provider,
    model,
    dialect: 'anthropic',
    takesPdf: true,
    outputModes: ['json_schema', 'tool', 'prompt'],
    endpoint: client.baseURL,
    defaultTemperature: null,
    defaultMaxOutputTokens: DEFAULT_MAX_TOKENS,
    async complete(request) {
      const body = messagesBody(model, request);
      const answer = await call(
        setup,
        request,
        (signal) =>
          client.messages.create(
            { ...body, ...providerOptions },
            {
              signal,
              // Without one, the SDK refuses to send what may take longer than ten minutes.
              timeout: request.timeoutMs * 2,
              ...(request.temperature === undefined
                ? {}
                : { headers: { 'anthropic-version': VERSION_WITH_TEMPERATURE } }),
            },
          ),
        readFailure,
      );
      return readMessage(setup, answer);
    },
  };
}

/** The request in the words of the protocol. */
export function messagesBody(model: string, request: LlmRequest): Body {
  const { output, temperature, maxOutputTokens = DEFAULT_MAX_TOKENS, system, turns } = request;
  return {
    model,
    max_tokens: maxOutputTokens,
    system,
    messages: turns.map(({ role, parts }) => ({ role, content: parts.map(block) })),
    ...(temperature === undefined ? {} : { temperature }),
    ...messagesOutput(output),
  };
}

function messagesOutput({ mode, schema, name }: LlmRequest['output']): Partial<Body> {
  if (!schema || mode === 'prompt' || mode === 'json_object') return {};
  if (mode === 'json_schema') return { output_config: { format: { type: 'json_schema', schema } } };
  return {
    tools: [{ name, description: 'Takes what was extracted.', input_schema: { type: 'object', ...schema } }],
    tool_choice: { type: 'tool', name },
  };
}

function block(part: LlmPart): Block {
  if (part.type === 'image') {
    const source = { type: 'base64', media_type: part.mediaType as 'image/png', data: base64(part.data) } as const;
    return { type: 'image', source };
  }
  const cache = part.sharedPrefix ? ({ cache_control: { type: 'ephemeral' } } as const) : {};
  if (part.type === 'text') return { type: 'text', text: part.text, ...cache };
  const source = { type: 'base64', media_type: 'application/pdf', data: base64(part.data) } as const;
  return { type: 'document', source, title: part.name, ...cache };
}

/** @throws LlmError `INVALID_RESPONSE`, `CONTEXT_EXCEEDED` */
export function readMessage(setup: AdapterSetup, answer: Anthropic.Message): LlmResponse {
  const { provider, model } = setup;
  if (!Array.isArray((answer as Partial<Anthropic.Message> | null | undefined)?.content))
    throw invalidResponse(setup, answer);
  const { content, stop_reason: reason, stop_details: details, id } = answer;
  const usage = usageOf(answer.usage);
  if (reason === 'model_context_window_exceeded') {
    throw new LlmError('CONTEXT_EXCEEDED', `${provider}/${model} ran out of its context window.`, {
      provider,
      model,
      usage,
    });
  }
  const tool = content.find((item) => item.type === 'tool_use');
  const texts = content.filter((item) => item.type === 'text').map(({ text }) => text);
  const refused = reason === 'refusal';
  return {
    text: tool ? JSON.stringify(tool.input) : texts.length > 0 ? texts.join('') : null,
    finishReason: refused ? 'refusal' : reason === 'max_tokens' ? 'length' : 'stop',
    ...(refused ? { refusal: details?.explanation ?? (texts.join('') || 'no reason given') } : {}),
    usage,
    ...(id ? { requestId: id } : {}),
  };
}

/** What was read from a cache and written to it is counted apart by the vendor, and goes in as well. */
function usageOf(usage: Partial<Anthropic.Usage> | undefined): Usage {
  const cached = count(usage?.cache_read_input_tokens);
  const written = count(usage?.cache_creation_input_tokens);
  const input = count(usage?.input_tokens) + cached + written;
  const output = count(usage?.output_tokens);
  return {
    requests: 1,
    inputTokens: input,
    cachedInputTokens: cached,
    cacheWriteTokens: written,
    outputTokens: output,
    reasoningTokens: count(usage?.output_tokens_details?.thinking_tokens),
    totalTokens: input + output,
  };
}
