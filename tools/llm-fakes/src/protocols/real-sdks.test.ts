import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI, { AzureOpenAI } from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FAKE_KEY, startFakeLlm, type FakeLlm } from '../fake-llm.ts';
import { pngOf } from '../media/test-images.ts';
import { say } from '../script.ts';

const SCHEMA = {
  type: 'object',
  properties: { total: { type: 'number' } },
  required: ['total'],
  additionalProperties: false,
};
const IMAGE = pngOf(20, 10).toString('base64');
const PDF = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

let fake: FakeLlm;
beforeAll(async () => {
  fake = await startFakeLlm({ truth: () => ({ total: 12.5 }) });
});
afterAll(() => fake[Symbol.asyncDispose]());
beforeEach(() => void fake.requests.splice(0));

const openai = (apiKey: string = FAKE_KEY): OpenAI => new OpenAI({ apiKey, baseURL: `${fake.url}/v1`, maxRetries: 0 });
const azure = (apiVersion: string): AzureOpenAI =>
  new AzureOpenAI({ apiKey: FAKE_KEY, endpoint: fake.url, apiVersion, deployment: 'gpt-4o', maxRetries: 0 });
const anthropic = (apiKey: string = FAKE_KEY): Anthropic => new Anthropic({ apiKey, baseURL: fake.url, maxRetries: 0 });
const google = (apiKey: string = FAKE_KEY): GoogleGenAI =>
  new GoogleGenAI({ apiKey, httpOptions: { baseUrl: fake.url } });

const strict = { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema: SCHEMA } } as const;
const chat = (more: object = {}): OpenAI.ChatCompletionCreateParamsNonStreaming => ({
  model: 'gpt-4o',
  messages: [
    { role: 'system', content: 'Read the page.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Here it is.' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${IMAGE}`, detail: 'high' } },
        { type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${PDF}` } },
      ],
    },
  ],
  response_format: strict,
  ...more,
});
const message = (more: object = {}): Anthropic.MessageCreateParamsNonStreaming => ({
  model: 'claude-sonnet-5-5',
  max_tokens: 100,
  system: 'Read the page.',
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Here it is.' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: IMAGE } },
        { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: PDF } },
      ],
    },
  ],
  output_config: { format: { type: 'json_schema', schema: SCHEMA } },
  ...more,
});
type GenerateContent = Parameters<GoogleGenAI['models']['generateContent']>[0];
const content = (config: object = {}): GenerateContent => ({
  model: 'gemini-3-flash',
  contents: [
    {
      role: 'user',
      parts: [
        { text: 'Here it is.' },
        { inlineData: { mimeType: 'image/png', data: IMAGE } },
        { inlineData: { mimeType: 'application/pdf', data: PDF } },
      ],
    },
  ],
  config: {
    systemInstruction: 'Read the page.',
    responseMimeType: 'application/json',
    responseJsonSchema: SCHEMA,
    ...config,
  },
});

/** What a request was understood to say, whoever's protocol it came in. */
function understood(): unknown {
  const { system, turns, structured, schema } = fake.requests.at(-1)!.understood!;
  const [{ role, text, images, pdfs, order } = turns[0]!] = turns;
  return {
    system,
    role,
    text,
    size: images.map(({ width, height }) => [width, height]),
    pdfs: pdfs.length,
    order,
    structured,
    schema,
  };
}
const SAME = {
  system: 'Read the page.',
  role: 'user',
  text: 'Here it is.',
  size: [[20, 10]],
  pdfs: 1,
  order: ['text', 'image', 'pdf'],
  structured: 'json_schema',
  schema: SCHEMA,
};

describe('the same request in every protocol', () => {
  it('OpenAI, chat completions', async () => {
    const answer = await openai().chat.completions.create(chat());
    expect(answer.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { content: '{"total":12.5}', refusal: null },
    });
    expect(answer.usage!.total_tokens).toBe(answer.usage!.prompt_tokens + answer.usage!.completion_tokens);
    expect(understood()).toEqual(SAME);
  });

  it('OpenAI, responses', async () => {
    const answer = await openai().responses.create({
      model: 'gpt-4o',
      instructions: 'Read the page.',
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Here it is.' },
            { type: 'input_image', image_url: `data:image/png;base64,${IMAGE}`, detail: 'auto' },
            { type: 'input_file', filename: 'a.pdf', file_data: `data:application/pdf;base64,${PDF}` },
          ],
        },
      ],
      text: { format: { type: 'json_schema', name: 'answer', strict: true, schema: SCHEMA } },
    });
    expect(answer).toMatchObject({ output_text: '{"total":12.5}', status: 'completed' });
    expect(understood()).toEqual(SAME);
  });

  it('Azure OpenAI', async () => {
    const answer = await azure('2024-10-21').chat.completions.create(chat());
    expect(answer.choices[0]!.message.content).toBe('{"total":12.5}');
    expect(understood()).toEqual(SAME);
    expect(fake.requests[0]).toMatchObject({
      protocol: 'azure-openai',
      path: '/openai/deployments/gpt-4o/chat/completions',
    });
  });

  it('Anthropic', async () => {
    const answer = await anthropic().messages.create(message());
    expect(answer).toMatchObject({ stop_reason: 'end_turn', content: [{ type: 'text', text: '{"total":12.5}' }] });
    expect(understood()).toEqual(SAME);
  });

  it.each(['v1', 'v1beta'])('Google, %s', async (apiVersion) => {
    const answer = await google().models.generateContent(content({ httpOptions: { apiVersion } }));
    expect(answer.text).toBe('{"total":12.5}');
    expect(answer.candidates![0]!.finishReason).toBe('STOP');
    expect(understood()).toEqual(SAME);
    expect(fake.requests[0]!.path).toBe(`/${apiVersion}/models/gemini-3-flash:generateContent`);
  });

  it('a forced tool in every protocol', async () => {
    const tool = { type: 'function', function: { name: 'answer', parameters: SCHEMA } } as const;
    const choice = { type: 'function', function: { name: 'answer' } } as const;
    const called = await openai().chat.completions.create(
      chat({ response_format: undefined, tools: [tool], tool_choice: choice }),
    );
    expect(called.choices[0]!.message.tool_calls![0]).toMatchObject({
      function: { name: 'answer', arguments: '{"total":12.5}' },
    });
    const used = await anthropic().messages.create(
      message({
        output_config: undefined,
        tools: [{ name: 'answer', input_schema: SCHEMA }],
        tool_choice: { type: 'tool', name: 'answer' },
      }),
    );
    expect(used.content[0]).toMatchObject({ type: 'tool_use', name: 'answer', input: { total: 12.5 } });
    const functionDeclarations = [
      { name: 'answer', parametersJsonSchema: { type: 'object', properties: { total: { type: 'number' } } } },
    ];
    const config = { responseMimeType: undefined, responseJsonSchema: undefined, tools: [{ functionDeclarations }] };
    const run = await google().models.generateContent(content(config));
    expect(run.functionCalls![0]).toMatchObject({ name: 'answer', args: { total: 12.5 } });
    expect(fake.requests.map((request) => request.understood!.structured)).toEqual(['tool', 'tool', 'tool']);
  });
});

describe('what the vendors refuse', () => {
  it.each<[string, () => Promise<unknown>, number, string]>([
    ['OpenAI: a wrong key', async () => openai('sk-wrong').chat.completions.create(chat()), 401, 'Incorrect API key'],
    [
      'OpenAI: a schema that is not strict',
      async () =>
        openai().chat.completions.create(
          chat({
            response_format: {
              ...strict,
              json_schema: { ...strict.json_schema, schema: { type: 'object', properties: {} } },
            },
          }),
        ),
      400,
      'Invalid schema for response_format',
    ],
    [
      'OpenAI: an unknown model',
      async () => openai().chat.completions.create(chat({ model: 'no-such-model' })),
      404,
      'does not exist',
    ],
    [
      'OpenAI: an unknown parameter',
      async () => openai().chat.completions.create(chat({ temprature: 0 })),
      400,
      'Unrecognized request argument',
    ],
    [
      'OpenAI: temperature of a reasoning model',
      async () => openai().chat.completions.create(chat({ model: 'gpt-5', temperature: 0 })),
      400,
      "'temperature' does not support 0",
    ],
    [
      'OpenAI: max_tokens of a reasoning model',
      async () => openai().chat.completions.create(chat({ model: 'o3', max_tokens: 9 })),
      400,
      "Use 'max_completion_tokens' instead",
    ],
    [
      'OpenAI: JSON mode without a word of it',
      async () => openai().chat.completions.create(chat({ response_format: { type: 'json_object' } })),
      400,
      "must contain the word 'json'",
    ],
    [
      'OpenAI: a strange image',
      async () =>
        openai().chat.completions.create(
          chat({
            messages: [
              { role: 'user', content: [{ type: 'image_url', image_url: { url: `data:image/jpeg;base64,${IMAGE}` } }] },
            ],
          }),
        ),
      400,
      'appears to be image/png',
    ],
    [
      'OpenAI: a file without a name',
      async () =>
        openai().chat.completions.create(
          chat({
            messages: [
              { role: 'user', content: [{ type: 'file', file: { file_data: `data:application/pdf;base64,${PDF}` } }] },
            ],
          }),
        ),
      400,
      'filename',
    ],
    ['OpenAI: no messages', async () => openai().chat.completions.create(chat({ messages: [] })), 400, 'messages'],
    [
      'Responses: a limit below 16',
      async () => openai().responses.create({ model: 'gpt-4o', input: 'x', max_output_tokens: 8 }),
      400,
      'max_output_tokens',
    ],
    [
      'Azure: a version before schemas',
      async () => azure('2024-02-15-preview').chat.completions.create(chat()),
      400,
      'enabled only for api versions',
    ],
    ['Azure: no version', async () => azure('latest').chat.completions.create(chat()), 404, 'Resource not found'],
    ['Anthropic: a wrong key', async () => anthropic('wrong').messages.create(message()), 401, 'invalid x-api-key'],
    [
      'Anthropic: temperature on the new version',
      async () => anthropic().messages.create(message({ temperature: 0 })),
      400,
      'temperature: Extra inputs are not permitted',
    ],
    [
      'Anthropic: no max_tokens',
      async () => anthropic().messages.create(message({ max_tokens: undefined })),
      400,
      'max_tokens: Field required',
    ],
    [
      'Anthropic: a schema with a maximum',
      async () =>
        anthropic().messages.create(
          message({ output_config: { format: { type: 'json_schema', schema: { type: 'number', maximum: 1 } } } }),
        ),
      400,
      "'maximum' is not permitted",
    ],
    [
      'Anthropic: an old model',
      async () => anthropic().messages.create(message({ model: 'claude-3-haiku' })),
      400,
      'does not support output format',
    ],
    [
      'Anthropic: a prefilled answer',
      async () =>
        anthropic().messages.create(
          message({
            messages: [
              { role: 'user', content: 'a' },
              { role: 'assistant', content: '{' },
            ],
          }),
        ),
      400,
      'prefill',
    ],
    ['Google: a wrong key', async () => google('wrong').models.generateContent(content()), 400, 'API key not valid'],
    [
      'Google: a schema with a pattern',
      async () => google().models.generateContent(content({ responseJsonSchema: { type: 'string', pattern: 'a' } })),
      400,
      "'pattern' is not permitted",
    ],
    [
      'Google: a schema without its media type',
      async () => google().models.generateContent(content({ responseMimeType: undefined })),
      400,
      "must be 'application/json'",
    ],
    [
      'Google: an alias outside of the beta',
      async () => google().models.generateContent({ ...content(), model: 'gemini-flash-latest' }),
      404,
      'not found for API version v1',
    ],
  ])('%s', async (_name, call, status, text) => {
    await expect(call()).rejects.toMatchObject({ status, message: expect.stringContaining(text) });
    expect(fake.requests.at(-1)!.complaint).toContain(text);
  });

  it('Anthropic: takes temperature on the old version', async () => {
    const headers = { 'anthropic-version': '2023-06-01' };
    await anthropic().messages.create(message({ temperature: 0 }), { headers });
    expect(fake.requests[0]!.understood!.temperature).toBe(0);
  });
});

describe('scripts', () => {
  it('refusals, filters and truncation have three shapes', async () => {
    fake.enqueue(
      say.refusal('No.'),
      say.refusal('No.'),
      say.refusal('No.'),
      say.truncated('{"a'),
      say.truncated('{"a'),
      say.truncated('{"a'),
    );
    expect((await openai().chat.completions.create(chat())).choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { refusal: 'No.', content: null },
    });
    expect(await anthropic().messages.create(message())).toMatchObject({ stop_reason: 'refusal', content: [] });
    expect((await google().models.generateContent(content())).promptFeedback).toMatchObject({
      blockReason: 'PROHIBITED_CONTENT',
    });
    expect((await openai().chat.completions.create(chat())).choices[0]).toMatchObject({
      finish_reason: 'length',
      message: { content: '{"a' },
    });
    expect(await anthropic().messages.create(message())).toMatchObject({ stop_reason: 'max_tokens' });
    expect((await google().models.generateContent(content())).candidates![0]).toMatchObject({
      finishReason: 'MAX_TOKENS',
    });
  });

  it('a limit of the output cuts the answer off', async () => {
    const answer = await openai().chat.completions.create(chat({ max_completion_tokens: 2 }));
    expect(answer.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: '{"total"' } });
  });

  it.each([
    ['seconds', 'retry-after', '1.5'],
    ['milliseconds', 'retry-after-ms', '1500'],
  ] as const)('Retry-After in %s', async (form, header, value) => {
    fake.enqueue(say.rateLimited({ ms: 1500, form }));
    const error: unknown = await openai()
      .chat.completions.create(chat())
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect((error as InstanceType<typeof OpenAI.RateLimitError>).headers.get(header)).toBe(value);
  });

  it('Retry-After as a date, and in Google’s JSON', async () => {
    fake.enqueue(say.rateLimited({ ms: 5000, form: 'date' }), say.rateLimited({ ms: 1500, form: 'retry-info' }));
    const error = (await anthropic()
      .messages.create(message())
      .catch((reason: unknown) => reason)) as InstanceType<typeof Anthropic.APIError>;
    const seconds = (Date.parse(error.headers!.get('retry-after')!) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(6);
    await expect(google().models.generateContent(content())).rejects.toThrow('"retryDelay":"1.5s"');
  });

  it('quota, overload, server errors, other status', async () => {
    fake.enqueue(say.quota(), say.overloaded(), say.serverError(503), say.quota());
    await expect(openai().chat.completions.create(chat())).rejects.toMatchObject({
      status: 429,
      code: 'insufficient_quota',
    });
    await expect(anthropic().messages.create(message())).rejects.toMatchObject({ status: 529 });
    await expect(openai().chat.completions.create(chat())).rejects.toMatchObject({ status: 503 });
    await expect(google().models.generateContent(content())).rejects.toThrow('PerDay');
  });

  it('what is no answer', async () => {
    fake.enqueue(say.html(), say.empty(), say.malformed(), say.reset());
    expect((await openai().chat.completions.create(chat())).choices).toBeUndefined();
    expect((await openai().chat.completions.create(chat())).choices).toBeUndefined();
    await expect(openai().chat.completions.create(chat())).rejects.toThrow();
    await expect(openai().chat.completions.create(chat())).rejects.toBeInstanceOf(OpenAI.APIConnectionError);
    expect(fake.requests.map(({ status }) => status)).toEqual([200, 200, 200, undefined]);
  });

  it('hangs until the client goes', async () => {
    fake.enqueue(say.hang());
    await expect(openai().chat.completions.create(chat(), { timeout: 50 })).rejects.toBeInstanceOf(
      OpenAI.APIConnectionTimeoutError,
    );
    await expect.poll(() => fake.requests[0]!.abandoned).toBe(true);
  });
});
