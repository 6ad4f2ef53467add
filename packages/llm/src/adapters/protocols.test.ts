/* What goes out and what comes in, in the words of each protocol. The shapes of answers are those of the vendors' API references. */
import { GenerateContentResponse } from '@google/genai';
import { describe, expect, it } from 'vitest';
import type { LlmRequest } from '../adapter.ts';
import { Redactor } from '../transport/redact.ts';
import { messagesBody, readMessage } from './anthropic.ts';
import { generateBody, readGenerated } from './google.ts';
import { chatBody, readChat } from './openai-chat.ts';
import { readResponse, responsesBody } from './openai-responses.ts';
import type { AdapterSetup } from './setup.ts';

const PNG = Uint8Array.of(137, 80, 78, 71);
const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false };
const base: LlmRequest = {
  system: 'Be exact.',
  turns: [
    {
      role: 'user',
      parts: [
        { type: 'text', text: 'Task', sharedPrefix: true },
        { type: 'image', mediaType: 'image/png', data: PNG },
        { type: 'pdf', data: PNG, name: 'a.pdf' },
      ],
    },
    { role: 'assistant', parts: [{ type: 'text', text: '{"a":1}' }] },
    { role: 'user', parts: [{ type: 'text', text: 'No.' }] },
  ],
  output: { mode: 'json_schema', schema, name: 'invoice' },
  temperature: 0,
  maxOutputTokens: 50,
  signal: new AbortController().signal,
  timeoutMs: 1000,
};
const asked = (mode: LlmRequest['output']['mode'], more: Partial<LlmRequest> = {}): LlmRequest => ({
  ...base,
  output: mode === 'json_schema' || mode === 'tool' ? { mode, schema, name: 'invoice' } : { mode, name: 'invoice' },
  ...more,
});
const setup = (more: Partial<AdapterSetup> = {}): AdapterSetup => ({
  provider: 'openai',
  model: 'm',
  access: { apiKey: 'secret-key', baseUrl: undefined, apiVersion: undefined },
  official: true,
  headers: {},
  fetch: undefined,
  providerOptions: {},
  redactor: new Redactor(['secret-key']),
  ...more,
});

/** An answer of a server, which may be anything. */
function anything(answer: unknown): never {
  return answer as never;
}

const NO_ANSWER = [undefined, null, '<html>secret-key</html>', {}, { error: 'x' }];
const invalid = expect.objectContaining({ code: 'INVALID_RESPONSE', retryable: true });

describe('Chat Completions', () => {
  it('says it in its words', () => {
    expect(chatBody(setup(), base)).toEqual({
      model: 'm',
      messages: [
        { role: 'system', content: 'Be exact.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Task' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw==', detail: 'high' } },
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,iVBORw==' } },
          ],
        },
        { role: 'assistant', content: '{"a":1}' },
        { role: 'user', content: 'No.' },
      ],
      temperature: 0,
      max_completion_tokens: 50,
      response_format: { type: 'json_schema', json_schema: { name: 'invoice', strict: true, schema } },
    });
  });

  it.each([
    [{ official: true }, false, 'max_completion_tokens'],
    [{ official: true }, true, 'max_tokens'],
    [{ official: false }, false, 'max_tokens'],
    [{ official: false }, true, 'max_completion_tokens'],
    [{ official: false, provider: 'azure-openai' }, false, 'max_completion_tokens'],
  ] as const)('limits the output of %j, other field %s, by %s', (more, otherTokenField, field) => {
    expect(chatBody(setup(more), { ...base, otherTokenField })).toHaveProperty(field, 50);
  });

  it('asks for JSON in other ways', () => {
    expect(chatBody(setup(), asked('json_object'))).toMatchObject({ response_format: { type: 'json_object' } });
    expect(chatBody(setup(), asked('prompt'))).not.toHaveProperty('response_format');
    expect(chatBody(setup(), asked('tool'))).toMatchObject({
      tools: [{ type: 'function', function: { name: 'invoice', parameters: schema } }],
      tool_choice: { type: 'function', function: { name: 'invoice' } },
    });
  });

  const read = (message: object, finish = 'stop', usage?: object): ReturnType<typeof readChat> =>
    readChat(setup(), anything({ id: 'c1', choices: [{ message, finish_reason: finish }], usage }));

  it('reads what it is told', () => {
    const usage = {
      prompt_tokens: 100,
      completion_tokens: 20,
      prompt_tokens_details: { cached_tokens: 60 },
      completion_tokens_details: { reasoning_tokens: 5 },
    };
    expect(read({ content: '{}' }, 'stop', usage)).toEqual({
      text: '{}',
      finishReason: 'stop',
      requestId: 'c1',
      usage: {
        requests: 1,
        inputTokens: 100,
        cachedInputTokens: 60,
        cacheWriteTokens: 0,
        outputTokens: 20,
        reasoningTokens: 5,
        totalTokens: 120,
      },
    });
    expect(read({ content: 'cut' }, 'length').finishReason).toBe('length');
    expect(read({ content: null, refusal: 'No.' })).toMatchObject({ finishReason: 'refusal', refusal: 'No.' });
    expect(read({ content: '' }, 'content_filter')).toMatchObject({ finishReason: 'filter' });
    const tool = { type: 'function', function: { name: 'invoice', arguments: '{"a":2}' } };
    expect(read({ content: null, tool_calls: [tool] }, 'tool_calls').text).toBe('{"a":2}');
  });

  it.each([...NO_ANSWER, { choices: [] }, { choices: [{}] }])('takes %j for no answer', (answer) => {
    expect(() => readChat(setup(), anything(answer))).toThrow(invalid);
    expect(() => readChat(setup(), anything(answer))).not.toThrow(/secret-key/);
  });
});

describe('Responses', () => {
  it('says it in its words, and has nothing kept', () => {
    expect(responsesBody('m', base)).toEqual({
      model: 'm',
      instructions: 'Be exact.',
      store: false,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Task' },
            { type: 'input_image', image_url: 'data:image/png;base64,iVBORw==', detail: 'high' },
            { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,iVBORw==' },
          ],
        },
        { role: 'assistant', content: '{"a":1}' },
        { role: 'user', content: [{ type: 'input_text', text: 'No.' }] },
      ],
      temperature: 0,
      max_output_tokens: 50,
      text: { format: { type: 'json_schema', name: 'invoice', strict: true, schema } },
    });
    expect(responsesBody('m', asked('tool'))).toMatchObject({
      tools: [{ name: 'invoice' }],
      tool_choice: { name: 'invoice' },
    });
    expect(responsesBody('m', asked('json_object'))).toMatchObject({ text: { format: { type: 'json_object' } } });
  });

  it('reads what it is told', () => {
    const read = (content: object[], more: object = {}): ReturnType<typeof readResponse> =>
      readResponse(
        setup(),
        anything({ id: 'r', status: 'completed', output: [{ type: 'message', content }], ...more }),
      );
    expect(read([{ type: 'output_text', text: '{}' }])).toMatchObject({
      text: '{}',
      finishReason: 'stop',
      requestId: 'r',
    });
    expect(read([{ type: 'refusal', refusal: 'No.' }])).toMatchObject({
      finishReason: 'refusal',
      refusal: 'No.',
      text: null,
    });
    const incomplete = (reason: string): object => ({ status: 'incomplete', incomplete_details: { reason } });
    expect(read([], incomplete('max_output_tokens')).finishReason).toBe('length');
    expect(read([], incomplete('content_filter')).finishReason).toBe('filter');
    expect(read([], { output: [{ type: 'function_call', arguments: '{"a":2}' }] }).text).toBe('{"a":2}');
    expect(() => read([], { status: 'failed', error: { message: 'lost secret-key' } })).toThrow(
      expect.objectContaining({
        code: 'SERVER_ERROR',
        retryable: true,
        message: expect.stringContaining('lost [redacted]'),
      }),
    );
    const usage = { input_tokens: 9, output_tokens: 4, output_tokens_details: { reasoning_tokens: 1 } };
    expect(read([], { usage }).usage).toMatchObject({
      inputTokens: 9,
      outputTokens: 4,
      reasoningTokens: 1,
      totalTokens: 13,
    });
  });

  it.each(NO_ANSWER)('takes %j for no answer', (answer) => {
    expect(() => readResponse(setup(), anything(answer))).toThrow(invalid);
  });
});

describe('Messages', () => {
  it('says it in its words, with a mark where the shared beginning ends', () => {
    expect(messagesBody('m', base)).toEqual({
      model: 'm',
      max_tokens: 50,
      system: 'Be exact.',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Task', cache_control: { type: 'ephemeral' } },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw==' } },
            {
              type: 'document',
              source: { type: 'base64', media_type: 'application/pdf', data: 'iVBORw==' },
              title: 'a.pdf',
            },
          ],
        },
        { role: 'assistant', content: [{ type: 'text', text: '{"a":1}' }] },
        { role: 'user', content: [{ type: 'text', text: 'No.' }] },
      ],
      temperature: 0,
      output_config: { format: { type: 'json_schema', schema } },
    });
    const { maxOutputTokens: _, ...unlimited } = base;
    expect(messagesBody('m', unlimited).max_tokens).toBe(8192);
  });

  it('asks for JSON in other ways', () => {
    expect(messagesBody('m', asked('tool'))).toMatchObject({
      tools: [{ name: 'invoice', input_schema: schema }],
      tool_choice: { type: 'tool', name: 'invoice' },
    });
    const plain = messagesBody('m', asked('prompt'));
    expect([Object.hasOwn(plain, 'tools'), Object.hasOwn(plain, 'output_config')]).toEqual([false, false]);
  });

  const read = (content: object[], more: object = {}): ReturnType<typeof readMessage> =>
    readMessage(setup({ provider: 'anthropic' }), anything({ id: 'm1', content, stop_reason: 'end_turn', ...more }));

  it('reads what it is told', () => {
    const usage = {
      input_tokens: 10,
      cache_read_input_tokens: 80,
      cache_creation_input_tokens: 5,
      output_tokens: 20,
      output_tokens_details: { thinking_tokens: 7 },
    };
    expect(
      read(
        [
          { type: 'thinking', thinking: 'hm' },
          { type: 'text', text: '{}' },
        ],
        { usage },
      ),
    ).toEqual({
      text: '{}',
      finishReason: 'stop',
      requestId: 'm1',
      usage: {
        requests: 1,
        inputTokens: 95,
        cachedInputTokens: 80,
        cacheWriteTokens: 5,
        outputTokens: 20,
        reasoningTokens: 7,
        totalTokens: 115,
      },
    });
    expect(read([{ type: 'tool_use', input: { a: 2 } }], { stop_reason: 'tool_use' }).text).toBe('{"a":2}');
    expect(read([{ type: 'text', text: 'cut' }], { stop_reason: 'max_tokens' }).finishReason).toBe('length');
    expect(read([], { stop_reason: 'refusal', stop_details: { explanation: 'No.' } })).toMatchObject({
      text: null,
      finishReason: 'refusal',
      refusal: 'No.',
    });
    expect(() => read([], { stop_reason: 'model_context_window_exceeded', usage })).toThrow(
      expect.objectContaining({
        code: 'CONTEXT_EXCEEDED',
        facts: expect.objectContaining({ usage: expect.objectContaining({ inputTokens: 95 }) as unknown }) as unknown,
      }),
    );
  });

  it.each(NO_ANSWER)('takes %j for no answer', (answer) => {
    expect(() => readMessage(setup(), anything(answer))).toThrow(invalid);
  });
});

describe('Gemini', () => {
  it('says it in its words', () => {
    expect(generateBody('m', base)).toEqual({
      model: 'm',
      contents: [
        {
          role: 'user',
          parts: [
            { text: 'Task' },
            { inlineData: { mimeType: 'image/png', data: 'iVBORw==' } },
            { inlineData: { mimeType: 'application/pdf', data: 'iVBORw==' } },
          ],
        },
        { role: 'model', parts: [{ text: '{"a":1}' }] },
        { role: 'user', parts: [{ text: 'No.' }] },
      ],
      config: {
        systemInstruction: 'Be exact.',
        temperature: 0,
        maxOutputTokens: 50,
        responseMimeType: 'application/json',
        responseJsonSchema: schema,
      },
    });
    expect(generateBody('m', asked('json_object')).config).not.toHaveProperty('responseJsonSchema');
    expect(generateBody('m', asked('prompt')).config).not.toHaveProperty('responseMimeType');
    expect(generateBody('m', asked('tool')).config).toMatchObject({
      tools: [{ functionDeclarations: [{ name: 'invoice', parametersJsonSchema: schema }] }],
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['invoice'] } },
    });
  });

  const read = (answer: object): ReturnType<typeof readGenerated> =>
    readGenerated(setup({ provider: 'google' }), Object.assign(new GenerateContentResponse(), answer));
  const candidate = (parts: object[], finishReason = 'STOP'): object => ({
    candidates: [{ content: { parts }, finishReason }],
  });

  it('reads what it is told', () => {
    const usageMetadata = {
      promptTokenCount: 100,
      cachedContentTokenCount: 60,
      candidatesTokenCount: 20,
      thoughtsTokenCount: 7,
    };
    expect(
      read({ ...candidate([{ text: 'hm', thought: true }, { text: '{}' }]), usageMetadata, responseId: 'g' }),
    ).toEqual({
      text: '{}',
      finishReason: 'stop',
      requestId: 'g',
      usage: {
        requests: 1,
        inputTokens: 100,
        cachedInputTokens: 60,
        cacheWriteTokens: 0,
        outputTokens: 27,
        reasoningTokens: 7,
        totalTokens: 127,
      },
    });
    expect(read(candidate([{ functionCall: { name: 'invoice', args: { a: 2 } } }])).text).toBe('{"a":2}');
    expect(read(candidate([{ text: 'cut' }], 'MAX_TOKENS')).finishReason).toBe('length');
    expect(read({ promptFeedback: { blockReason: 'SAFETY' } })).toMatchObject({
      finishReason: 'filter',
      refusal: 'SAFETY',
    });
  });

  it.each(['SAFETY', 'RECITATION', 'PROHIBITED_CONTENT', 'SPII', 'BLOCKLIST'])('takes %s for a filter', (reason) => {
    expect(read(candidate([], reason))).toMatchObject({ text: null, finishReason: 'filter', refusal: reason });
  });

  it('takes an answer without a candidate for no answer', () => {
    expect(() => read({})).toThrow(invalid);
  });
});
