import type { GenerateContentConfig, GenerateContentParameters, GenerateContentResponse, Part } from '@google/genai';
import type { LlmAdapter, LlmPart, LlmRequest, LlmResponse } from '../adapter.ts';
import type { FinishReason } from '../types.ts';
import type { Usage } from '../usage.ts';
import { call, invalidResponse, type ReadFailure } from './call.ts';
import { loadSdk } from './sdk.ts';
import { base64, count, type AdapterSetup } from './setup.ts';

/** Reasons to stop that are a filter's. */
const FILTERED: ReadonlySet<string> = new Set([
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
  'IMAGE_RECITATION',
]);

/** Names that end in `-latest` exist in this version alone (release notes of js-genai 3.0.0, which moved the default to `v1`). */
const ALIAS_VERSION = 'v1beta';

/** The Gemini API of Google. */
export async function googleAdapter(setup: AdapterSetup): Promise<LlmAdapter> {
  const sdk = await loadSdk('@google/genai', () => import('@google/genai'));
  const { provider, model, access, headers, providerOptions } = setup;
  const { apiVersion: chosen, ...more } = providerOptions;
  const apiVersion = typeof chosen === 'string' ? chosen : model.endsWith('-latest') ? ALIAS_VERSION : undefined;
  const client = new sdk.GoogleGenAI({
    apiKey: access.apiKey,
    // Else the environment could turn it into a client of another service, which looks for other credentials.
    vertexai: false,
    httpOptions: {
      ...(access.baseUrl === undefined ? {} : { baseUrl: access.baseUrl }),
      ...(apiVersion === undefined ? {} : { apiVersion }),
    },
  });
  return {
    provider,
    model,
    dialect: 'google',
    takesPdf: true,
    outputModes: ['json_schema', 'json_object', 'prompt'],
    endpoint: access.baseUrl ?? 'https://generativelanguage.googleapis.com',
    defaultTemperature: 0,
    async complete(request) {
      // The SDK's errors have no headers, which say how long to wait.
      let answered: Headers | undefined;
      const fetchKeepingHeaders: typeof fetch = async (input, init) => {
        const response = await (setup.fetch ?? fetch)(input, init);
        answered = response.headers;
        return response;
      };
      const readFailure: ReadFailure = (error) => {
        if (!(error instanceof sdk.ApiError)) return undefined;
        const body = parse(error.message);
        const { message, status } = body?.error ?? {};
        return { status: error.status, message: message ?? error.message, code: status, headers: answered, body };
      };
      const answer = await call(
        setup,
        request,
        (signal) => {
          const { contents, config } = generateBody(model, request);
          const all = { ...config, ...more, abortSignal: signal };
          return client.models.generateContent({
            model,
            contents,
            config: {
              ...all,
              httpOptions: { headers: { ...headers }, fetch: fetchKeepingHeaders },
            },
          });
        },
        readFailure,
      );
      return readGenerated(setup, answer);
    },
  };
}

/** The request in the words of the protocol. */
export function generateBody(
  model: string,
  request: LlmRequest,
): GenerateContentParameters & { config: GenerateContentConfig } {
  const { output, temperature, maxOutputTokens, system, turns } = request;
  return {
    model,
    contents: turns.map(({ role, parts }) => ({
      role: role === 'assistant' ? 'model' : 'user',
      parts: parts.map(partOf),
    })),
    config: {
      systemInstruction: system,
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
      ...generateOutput(output),
    },
  };
}

function generateOutput({ mode, schema, name }: LlmRequest['output']): GenerateContentConfig {
  if (mode === 'prompt') return {};
  if (mode === 'json_object' || !schema) return { responseMimeType: 'application/json' };
  if (mode === 'json_schema') return { responseMimeType: 'application/json', responseJsonSchema: schema };
  return {
    tools: [{ functionDeclarations: [{ name, parametersJsonSchema: schema }] }],
    toolConfig: { functionCallingConfig: { mode: 'ANY' as never, allowedFunctionNames: [name] } },
  };
}

function partOf(part: LlmPart): Part {
  if (part.type === 'text') return { text: part.text };
  const mimeType = part.type === 'pdf' ? 'application/pdf' : part.mediaType;
  return { inlineData: { mimeType, data: base64(part.data) } };
}

/** @throws LlmError `INVALID_RESPONSE` */
export function readGenerated(setup: AdapterSetup, answer: GenerateContentResponse): LlmResponse {
  const usage = usageOf(answer.usageMetadata);
  const requestId = answer.responseId ? { requestId: answer.responseId } : {};
  const block = answer.promptFeedback?.blockReason;
  if (block) return { text: null, finishReason: 'filter', refusal: block, usage, ...requestId };
  const candidate = answer.candidates?.[0];
  if (!candidate)
    throw invalidResponse(setup, { usageMetadata: answer.usageMetadata, modelVersion: answer.modelVersion });
  const parts = candidate.content?.parts ?? [];
  const tool = parts.find((part) => part.functionCall)?.functionCall;
  const texts = parts.filter((part) => part.text !== undefined && !part.thought).map(({ text }) => text);
  const reason: string = candidate.finishReason ?? 'STOP';
  const finishReason: FinishReason = FILTERED.has(reason) ? 'filter' : reason === 'MAX_TOKENS' ? 'length' : 'stop';
  return {
    text: tool ? JSON.stringify(tool.args ?? {}) : texts.length > 0 ? texts.join('') : null,
    finishReason,
    ...(finishReason === 'filter' ? { refusal: candidate.finishMessage ?? reason } : {}),
    usage,
    ...requestId,
  };
}

/** What the model thought is counted apart from what it wrote, and is paid for as well. */
function usageOf(usage: GenerateContentResponse['usageMetadata']): Usage {
  const input = count(usage?.promptTokenCount) + count(usage?.toolUsePromptTokenCount);
  const thoughts = count(usage?.thoughtsTokenCount);
  const output = count(usage?.candidatesTokenCount) + thoughts;
  return {
    requests: 1,
    inputTokens: input,
    cachedInputTokens: count(usage?.cachedContentTokenCount),
    cacheWriteTokens: 0,
    outputTokens: output,
    reasoningTokens: thoughts,
    totalTokens: input + output,
  };
}

/** The message of the SDK's error is the body of the answer, where that was JSON. */
function parse(text: string): { error?: { message?: string; status?: string } } | undefined {
  try {
    const body = JSON.parse(text) as { error?: { message?: string; status?: string } } | { error?: unknown }[];
    return (Array.isArray(body) ? body[0] : body) as { error?: { message?: string; status?: string } };
  } catch {
    // HTML of something in between.
    return undefined;
  }
}
