/* The vendors' own SDKs against the fake: what the vendors do not take. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFakeLlm, type FakeLlm } from '../fake-llm.ts';
import { chat, clientsOf, content, IMAGE, message, PDF, strict, type Clients } from './test-sdks.ts';

let fake: FakeLlm;
let clients: Clients;
beforeAll(async () => {
  fake = await startFakeLlm({ truth: () => ({ total: 12.5 }) });
  clients = clientsOf(fake);
});
afterAll(() => fake[Symbol.asyncDispose]());
beforeEach(() => void fake.requests.splice(0));

describe('what the vendors refuse', () => {
  it.each<[string, () => Promise<unknown>, number, string]>([
    [
      'OpenAI: a wrong key',
      async () => clients.openai('sk-wrong').chat.completions.create(chat()),
      401,
      'Incorrect API key',
    ],
    [
      'OpenAI: a schema that is not strict',
      async () =>
        clients.openai().chat.completions.create(
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
      async () => clients.openai().chat.completions.create(chat({ model: 'no-such-model' })),
      404,
      'does not exist',
    ],
    [
      'OpenAI: an unknown parameter',
      async () => clients.openai().chat.completions.create(chat({ temprature: 0 })),
      400,
      'Unrecognized request argument',
    ],
    [
      'OpenAI: temperature of a reasoning model',
      async () => clients.openai().chat.completions.create(chat({ model: 'gpt-5', temperature: 0 })),
      400,
      "'temperature' does not support 0",
    ],
    [
      'OpenAI: max_tokens of a reasoning model',
      async () => clients.openai().chat.completions.create(chat({ model: 'o3', max_tokens: 9 })),
      400,
      "Use 'max_completion_tokens' instead",
    ],
    [
      'OpenAI: JSON mode without a word of it',
      async () => clients.openai().chat.completions.create(chat({ response_format: { type: 'json_object' } })),
      400,
      "must contain the word 'json'",
    ],
    [
      'OpenAI: a strange image',
      async () =>
        clients.openai().chat.completions.create(
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
        clients.openai().chat.completions.create(
          chat({
            messages: [
              { role: 'user', content: [{ type: 'file', file: { file_data: `data:application/pdf;base64,${PDF}` } }] },
            ],
          }),
        ),
      400,
      'filename',
    ],
    [
      'OpenAI: no messages',
      async () => clients.openai().chat.completions.create(chat({ messages: [] })),
      400,
      'messages',
    ],
    [
      'Responses: a limit below 16',
      async () => clients.openai().responses.create({ model: 'gpt-4o', input: 'x', max_output_tokens: 8 }),
      400,
      'max_output_tokens',
    ],
    [
      'Azure: a version before schemas',
      async () => clients.azure('2024-02-15-preview').chat.completions.create(chat()),
      400,
      'enabled only for api versions',
    ],
    [
      'Azure: no version',
      async () => clients.azure('latest').chat.completions.create(chat()),
      404,
      'Resource not found',
    ],
    [
      'Anthropic: a wrong key',
      async () => clients.anthropic('wrong').messages.create(message()),
      401,
      'invalid x-api-key',
    ],
    [
      'Anthropic: temperature on the new version',
      async () => clients.anthropic().messages.create(message({ temperature: 0 })),
      400,
      'temperature: Extra inputs are not permitted',
    ],
    [
      'Anthropic: no max_tokens',
      async () => clients.anthropic().messages.create(message({ max_tokens: undefined })),
      400,
      'max_tokens: Field required',
    ],
    [
      'Anthropic: a schema with a maximum',
      async () =>
        clients
          .anthropic()
          .messages.create(
            message({ output_config: { format: { type: 'json_schema', schema: { type: 'number', maximum: 1 } } } }),
          ),
      400,
      "'maximum' is not permitted",
    ],
    [
      'Anthropic: an old model',
      async () => clients.anthropic().messages.create(message({ model: 'claude-3-haiku' })),
      400,
      'does not support output format',
    ],
    [
      'Anthropic: a prefilled answer',
      async () =>
        clients.anthropic().messages.create(
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
    [
      'Google: a wrong key',
      async () => clients.google('wrong').models.generateContent(content()),
      400,
      'API key not valid',
    ],
    [
      'Google: a schema with a pattern',
      async () =>
        clients.google().models.generateContent(content({ responseJsonSchema: { type: 'string', pattern: 'a' } })),
      400,
      "'pattern' is not permitted",
    ],
    [
      'Google: a schema without its media type',
      async () => clients.google().models.generateContent(content({ responseMimeType: undefined })),
      400,
      "must be 'application/json'",
    ],
    [
      'Google: an alias outside of the beta',
      async () => clients.google().models.generateContent({ ...content(), model: 'gemini-flash-latest' }),
      404,
      'not found for API version v1',
    ],
  ])('%s', async (_name, call, status, text) => {
    await expect(call()).rejects.toMatchObject({ status, message: expect.stringContaining(text) });
    expect(fake.requests.at(-1)!.complaint).toContain(text);
  });

  it('Anthropic: takes temperature on the old version', async () => {
    const headers = { 'anthropic-version': '2023-06-01' };
    await clients.anthropic().messages.create(message({ temperature: 0 }), { headers });
    expect(fake.requests[0]!.understood!.temperature).toBe(0);
  });
});
