/* The vendors' own SDKs against the fake: one request in every protocol. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFakeLlm, type FakeLlm } from '../fake-llm.ts';
import { chat, clientsOf, content, IMAGE, message, PDF, SCHEMA, type Clients } from './test-sdks.ts';

let fake: FakeLlm;
let clients: Clients;
beforeAll(async () => {
  fake = await startFakeLlm({ truth: () => ({ total: 12.5 }) });
  clients = clientsOf(fake);
});
afterAll(() => fake[Symbol.asyncDispose]());
beforeEach(() => void fake.requests.splice(0));

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
    const answer = await clients.openai().chat.completions.create(chat());
    expect(answer.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { content: '{"total":12.5}', refusal: null },
    });
    expect(answer.usage!.total_tokens).toBe(answer.usage!.prompt_tokens + answer.usage!.completion_tokens);
    expect(understood()).toEqual(SAME);
  });

  it('OpenAI, responses', async () => {
    const answer = await clients.openai().responses.create({
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
    const answer = await clients.azure('2024-10-21').chat.completions.create(chat());
    expect(answer.choices[0]!.message.content).toBe('{"total":12.5}');
    expect(understood()).toEqual(SAME);
    expect(fake.requests[0]).toMatchObject({
      protocol: 'azure-openai',
      path: '/openai/deployments/gpt-4o/chat/completions',
    });
  });

  it('Anthropic', async () => {
    const answer = await clients.anthropic().messages.create(message());
    expect(answer).toMatchObject({ stop_reason: 'end_turn', content: [{ type: 'text', text: '{"total":12.5}' }] });
    expect(understood()).toEqual(SAME);
  });

  it.each(['v1', 'v1beta'])('Google, %s', async (apiVersion) => {
    const answer = await clients.google().models.generateContent(content({ httpOptions: { apiVersion } }));
    expect(answer.text).toBe('{"total":12.5}');
    expect(answer.candidates![0]!.finishReason).toBe('STOP');
    expect(understood()).toEqual(SAME);
    expect(fake.requests[0]!.path).toBe(`/${apiVersion}/models/gemini-3-flash:generateContent`);
  });

  it('a forced tool in every protocol', async () => {
    const tool = { type: 'function', function: { name: 'answer', parameters: SCHEMA } } as const;
    const choice = { type: 'function', function: { name: 'answer' } } as const;
    const called = await clients
      .openai()
      .chat.completions.create(chat({ response_format: undefined, tools: [tool], tool_choice: choice }));
    expect(called.choices[0]!.message.tool_calls![0]).toMatchObject({
      function: { name: 'answer', arguments: '{"total":12.5}' },
    });
    const used = await clients.anthropic().messages.create(
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
    const run = await clients.google().models.generateContent(content(config));
    expect(run.functionCalls![0]).toMatchObject({ name: 'answer', args: { total: 12.5 } });
    expect(fake.requests.map((request) => request.understood!.structured)).toEqual(['tool', 'tool', 'tool']);
  });
});
