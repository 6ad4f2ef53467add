import { afterEach, describe, expect, it } from 'vitest';
import { startFakeLlm, type FakeLlm } from './fake-llm.ts';
import type { FakeLlmOptions } from './fake-llm-options.ts';
import { pngOf } from './media/test-images.ts';
import { say } from './script.ts';

const running: FakeLlm[] = [];
afterEach(async () => {
  for (const fake of running.splice(0)) await fake[Symbol.asyncDispose]();
});

async function start(options?: FakeLlmOptions): Promise<FakeLlm> {
  const fake = await startFakeLlm(options);
  running.push(fake);
  return fake;
}

interface Reply {
  status: number;
  headers: Headers;
  body: { error?: { message: string; code: string | null }; choices?: { message: { content: string } }[] };
}

async function ask(fake: FakeLlm, path = '/compatible/v1/chat/completions', more: object = {}): Promise<Reply> {
  const response = await fetch(`${fake.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fake.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Page 3 in json' }], ...more }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Reply['body'] };
}

const schema = { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object' } } };

describe('startFakeLlm', () => {
  it('tells the truth of the page that is asked about', async () => {
    const fake = await start({ truth: ({ understood }) => ({ page: /\d/.exec(understood.turns[0]!.text)![0] }) });
    expect((await ask(fake)).body.choices![0]!.message.content).toBe('{"page":"3"}');
  });

  it('takes its steps in order, then tells the truth again', async () => {
    const fake = await start({ script: [say.serverError(), say.value({ wrong: true }), say.text('Well.')] });
    const contents: unknown[] = [];
    for (let index = 0; index < 4; index++) {
      const { status, body } = await ask(fake);
      contents.push(status === 200 ? body.choices![0]!.message.content : status);
    }
    expect(contents).toEqual([500, '{"wrong":true}', 'Well.', '{}']);
  });

  it('a function chooses the step by the request', async () => {
    const fake = await start({
      script: ({ index }) => (index === 1 ? say.overloaded({ ms: 250, form: 'milliseconds' }) : undefined),
    });
    expect((await ask(fake)).status).toBe(200);
    const overloaded = await ask(fake);
    expect([overloaded.status, overloaded.headers.get('retry-after-ms')]).toEqual([503, '250']);
  });

  it('limits the rate, and says when to come back', async () => {
    const fake = await start({ rateLimit: { requests: 2, perMs: 60_000, form: 'seconds' } });
    const replies = [await ask(fake), await ask(fake), await ask(fake)];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(Number(replies[2]!.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('counts what is open at once, and answers out of order', async () => {
    const finished: number[] = [];
    const fake = await start({ latencyMs: ({ index }) => (index === 0 ? 400 : 0) });
    const first = ask(fake).then(() => finished.push(0));
    await expect.poll(() => fake.requests.length).toBe(1);
    await ask(fake).then(() => finished.push(1));
    await first;
    expect(finished).toEqual([1, 0]);
    expect(fake.peakInFlight).toBe(2);
    expect(fake.requests.map(({ inFlight }) => inFlight)).toEqual([1, 2]);
  });

  it('answers nobody before so many have asked', async () => {
    const fake = await start({ gather: 2 });
    const first = ask(fake);
    await expect.poll(() => fake.requests.length).toBe(1);
    expect(fake.peakInFlight).toBe(1);
    await Promise.all([first, ask(fake)]);
    expect(fake.peakInFlight).toBe(2);
    // It has seen them together: from then on, one is enough.
    expect((await ask(fake)).status).toBe(200);
  });

  it('has a context window and a limit of size', async () => {
    const fake = await start({ contextTokens: 10, maxBodyBytes: 5000 });
    const long = { messages: [{ role: 'user', content: 'x'.repeat(100) }] };
    expect(await ask(fake, undefined, long)).toMatchObject({
      status: 400,
      body: { error: { code: 'context_length_exceeded' } },
    });
    expect((await ask(fake, undefined, { messages: [{ role: 'user', content: 'x'.repeat(6000) }] })).status).toBe(413);
  });

  it('keeps nothing when it is told so', async () => {
    const fake = await start({ record: false, script: ({ index }) => say.text(String(index)) });
    await ask(fake);
    expect((await ask(fake)).body.choices![0]!.message.content).toBe('1');
    expect(fake.requests).toEqual([]);
  });

  it('knows no other paths', async () => {
    const fake = await start();
    expect((await ask(fake, '/v1/embeddings')).status).toBe(404);
    expect(fake.requests).toEqual([]);
  });

  it('needs a body of JSON', async () => {
    const fake = await start();
    const response = await fetch(`${fake.url}/compatible/v1/chat/completions`, { method: 'POST', body: '{"model":' });
    expect(response.status).toBe(400);
  });
});

describe('a compatible server of lesser ability', () => {
  it.each([
    ['json_schema', [200, 200]],
    ['json_object', [400, 200]],
    ['none', [400, 400]],
  ] as const)('with %s', async (structured, statuses) => {
    const fake = await start({ compatible: { structured } });
    const replies = [
      await ask(fake, undefined, { response_format: schema }),
      await ask(fake, undefined, { response_format: { type: 'json_object' } }),
    ];
    expect(replies.map(({ status }) => status)).toEqual(statuses);
    const refused = replies.filter(({ status }) => status === 400);
    for (const { body } of refused) expect(body.error!.message).toContain('response_format');
  });

  it('without images, without temperature, with one name for the limit', async () => {
    const fake = await start({ compatible: { images: false, temperature: false, tokenField: 'max_tokens' } });
    const url = `data:image/png;base64,${pngOf(2, 2).toString('base64')}`;
    const image = { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }] };
    expect((await ask(fake, undefined, image)).body.error!.message).toContain('does not support image input');
    expect((await ask(fake, undefined, { temperature: 0 })).body.error!.message).toContain("'temperature'");
    expect((await ask(fake, undefined, { max_completion_tokens: 5 })).body.error!.message).toContain(
      "'max_completion_tokens'",
    );
    expect((await ask(fake, undefined, { max_tokens: 5 })).status).toBe(200);
  });
});
