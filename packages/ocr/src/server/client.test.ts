import { isUnifexError, type Page } from '@unifex/core';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ocrServerBackend } from './backend.ts';
import { bitmapOf, imageOf } from './test-images.ts';
import { answerJson, readWith, testServer } from './test-server.ts';

const RESULTS = [{ text: 'Hello', bbox: [10, 20, 60, 40], confidence: 0.98 }];
let image: Uint8Array;

beforeAll(async () => {
  image = await imageOf('png', 200, 100);
});
afterEach(() => vi.unstubAllEnvs());

/** The code, kind and message of what reading fails with. */
async function failure(reading: Promise<Page>): Promise<{ code: string; kind: unknown; message: string }> {
  const error: unknown = await reading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isUnifexError(error)) throw new Error('It did not fail as it should.', { cause: error });
  return { code: error.code, kind: error.details?.['kind'], message: error.message };
}

describe('the client', () => {
  it('sends a form, and gives a page in points', async () => {
    await using server = await testServer((response) => answerJson(response, { results: RESULTS }));
    const page = await readWith(image, {
      url: server.url,
      languages: ['en', 'de'],
      headers: { 'X-Key': 'k' },
      dpi: 96,
    });
    expect(page).toMatchObject({ width: 150, height: 75, unit: 'points' });
    expect(page.texts).toMatchObject([
      { text: 'Hello', bbox: { x0: 7.5, y0: 15, x1: 45, y1: 30 }, confidence: 0.98, origin: 'ocr' },
    ]);
    const [{ headers, body } = { headers: {}, body: '' }] = server.requests;
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(headers['x-key']).toBe('k');
    expect(body).toMatch(/name="file"; filename="photo.png"\r\nContent-Type: image\/png\r\n\r\n\x89PNG/);
    expect(body).toMatch(/name="language"\r\n\r\nen\+de\r\n/);
  });

  it('goes by the resolution that it is told', async () => {
    await using server = await testServer((response) => answerJson(response, { results: RESULTS }));
    const page = await readWith(image, { url: server.url, dpi: 200 });
    expect(page.width).toBeCloseTo(72, 9);
    expect(page.texts[0]?.bbox.x0).toBeCloseTo(3.6, 9);
  });

  it('sends what it sees: frames, photographs held sideways and rare formats as PNGs of their pixels', async () => {
    await using server = await testServer((response) => answerJson(response, { results: RESULTS }));
    const sideways = await imageOf('jpeg', 100, 200, 6);
    const page = await readWith(sideways, { url: server.url, dpi: 72 });
    expect([page.width, page.height, page.texts[0]?.bbox.x1]).toEqual([200, 100, 60]);
    await readWith(bitmapOf(200, 100), { url: server.url });
    await readWith(await imageOf('tiff', 200, 100), { url: server.url });
    await readWith(await imageOf('jpeg', 200, 100), { url: server.url });
    const types = server.requests.map(({ body }) => /Content-Type: (image\/\w+)/.exec(body)?.[1]);
    expect(types).toEqual(['image/png', 'image/png', 'image/png', 'image/jpeg']);
  });

  it('takes a header from the environment, and says which variable is not set', async () => {
    await using server = await testServer((response) => answerJson(response, { results: [] }));
    const options = { url: server.url, headers: { Authorization: { env: 'UNIFEX_TEST_OCR_KEY' } } };
    await expect(readWith(image, options)).rejects.toMatchObject({
      code: 'MISSING_CREDENTIALS',
      message: expect.stringContaining('UNIFEX_TEST_OCR_KEY'),
    });
    vi.stubEnv('UNIFEX_TEST_OCR_KEY', 'Bearer secret');
    await readWith(image, options);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer secret');
  });

  it.each([
    ['429 with a time', 429, { 'retry-after': '0' }],
    ['429 with a date', 429, { 'retry-after': new Date(Date.now() - 1000).toUTCString() }],
    ['503', 503, {}],
    ['500', 500, {}],
  ])('asks again after %s', async (_name, status, headers) => {
    await using server = await testServer((response, count) =>
      count < 3 ? answerJson(response, { error: 'busy' }, status, headers) : answerJson(response, { results: RESULTS }),
    );
    expect((await readWith(image, { url: server.url, retries: 2 })).texts).toHaveLength(1);
    expect(server.requests).toHaveLength(3);
  });

  it('waits as long as the server asks', async () => {
    const times: number[] = [];
    await using server = await testServer((response, count) => {
      times.push(performance.now());
      if (count === 1) answerJson(response, {}, 429, { 'retry-after': '1' });
      else answerJson(response, { results: [] });
    });
    await readWith(image, { url: server.url });
    expect(times[1]! - times[0]!).toBeGreaterThan(990);
  });

  it('gives up after its retries, with what the server said', async () => {
    await using server = await testServer((response) => answerJson(response, { error: 'no model\nloaded' }, 500));
    const { code, kind, message } = await failure(readWith(image, { url: server.url, retries: 1 }));
    expect([code, kind]).toEqual(['PROVIDER_ERROR', 'status']);
    expect(message).toContain('500: no model loaded');
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['a wrong request', 400, 'status', '400'],
    ['a wrong key', 401, 'status', 'headers'],
    ['a wrong path', 404, 'status', 'answered 404: no. There is no OCR at this address'],
    ['something else than an OCR server', 405, 'status', 'There is no OCR at this address'],
    ['a server of files', 501, 'status', 'There is no OCR at this address'],
  ])('does not ask again after %s', async (_name, status, kind, said) => {
    await using server = await testServer((response) => answerJson(response, { error: 'no' }, status));
    const failed = await failure(readWith(image, { url: server.url }));
    expect([failed.kind, server.requests.length]).toEqual([kind, 1]);
    expect(failed.message).toContain(said);
  });

  it('says where the endpoint may be instead', async () => {
    await using server = await testServer((response) => answerJson(response, { error: 'Not found.' }, 404));
    const { message } = await failure(readWith(image, { url: server.url.replace('/ocr', '/') }));
    expect(message).toBe(
      `The OCR server at ${server.url.replace('/ocr', '/')} answered 404: Not found. ` +
        `There is no OCR at this address: give that of the endpoint, such as ${server.url}.`,
    );
  });

  it('does not follow to another address, where its headers would go along', async () => {
    await using target = await testServer((response) => answerJson(response, { results: [] }));
    await using server = await testServer((response) => response.writeHead(307, { location: target.url }).end());
    expect((await failure(readWith(image, { url: server.url }))).kind).toBe('redirect');
    expect(target.requests).toHaveLength(0);
  });

  it.each([
    [
      'an HTML page',
      'text/html',
      '<html><body>Log in</body></html>',
      'not-json',
      'answered an HTML page: "<html><body>Log in</body></html>". Something else runs there: check the address.',
    ],
    ['half an answer', 'application/json', '{"results": [', 'not-json', 'no JSON'],
    ['another shape', 'application/json', '{"data": []}', 'wrong-shape', 'results'],
    [
      'boxes of another image',
      'application/json',
      '{"results":[{"text":"a","bbox":[1,1,4000,40],"confidence":1}]}',
      'box-outside',
      '200 by 100',
    ],
  ])('refuses %s', async (_name, type, body, kind, said) => {
    await using server = await testServer((response) => response.writeHead(200, { 'content-type': type }).end(body));
    const failed = await failure(readWith(image, { url: server.url }));
    expect([failed.code, failed.kind]).toEqual(['PROVIDER_ERROR', kind]);
    expect(failed.message).toContain(said);
    expect(failed.message).toContain(`The OCR server at ${server.url} `);
  });

  it.each([['announced'], ['endless']])('does not read a huge answer: %s', async (how) => {
    await using server = await testServer((response) => {
      response.writeHead(200, how === 'announced' ? { 'content-length': '5000000' } : {});
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
        response.once('drain', more);
      };
      more();
    });
    const failed = await failure(readWith(image, { url: server.url, maxAnswerBytes: 1_000_000 }));
    expect(failed.kind).toBe('too-large');
  });

  it.each([
    ['says nothing', (): void => undefined],
    ['stops in the middle', (response: { write(text: string): void }): void => response.write('{"results": [')],
  ])('does not wait for a server that %s', async (_name, answer) => {
    await using server = await testServer((response) => answer(response));
    // However many tries there are, two of them may run out of time.
    const failed = await failure(readWith(image, { url: server.url, timeoutMs: 100, retries: 5 }));
    expect([failed.code, failed.kind]).toEqual(['PROVIDER_ERROR', 'timeout']);
    expect(failed.message).toMatch(
      /^The OCR server at http:\/\/127\.0\.0\.1:\d+\/ocr did not answer within 100 ms\. .*`timeoutMs`\.$/,
    );
    expect(server.requests).toHaveLength(2);
  });

  it('says who cannot be reached', async () => {
    const server = await testServer(() => undefined);
    await server[Symbol.asyncDispose]();
    const failed = await failure(readWith(image, { url: server.url, retries: 0 }));
    expect(failed.kind).toBe('network');
    expect(failed.message).toMatch(
      /^The OCR server at http:\/\/127\.0\.0\.1:\d+\/ocr cannot be reached: .*ECONNREFUSED.*\. Check the address, .*`unifex serve-ocr`/,
    );
    // A name that stands for several addresses, which is told in another way.
    const named = await failure(readWith(image, { url: server.url.replace('127.0.0.1', 'localhost'), retries: 0 }));
    expect(named.message).toMatch(/cannot be reached: .*ECONNREFUSED/);
    await using plain = await testServer(() => undefined);
    const secure = await failure(readWith(image, { url: plain.url.replace('http:', 'https:'), retries: 0 }));
    expect(secure.message).toMatch(/cannot be reached: TLS: [a-z ]+\. Check/);
    await using hangingUp = await testServer((response) => response.destroy());
    expect((await failure(readWith(image, { url: hangingUp.url, retries: 0 }))).kind).toBe('network');
  });

  it('stops with an abort: while it waits for an answer, for its turn, and between two tries', async () => {
    await using silent = await testServer(() => undefined);
    await using busy = await testServer((response) => answerJson(response, {}, 429, { 'retry-after': '30' }));
    const controller = new AbortController();
    const readings = [
      readWith(image, { url: silent.url, concurrency: 1 }, controller.signal),
      readWith(image, { url: silent.url, concurrency: 1 }, controller.signal),
      readWith(image, { url: busy.url }, controller.signal),
    ].map(failure);
    await vi.waitFor(() => expect([silent.requests.length, busy.requests.length]).toEqual([1, 1]), { timeout: 60_000 });
    controller.abort();
    for (const failed of await Promise.all(readings)) expect(failed.code).toBe('ABORTED');
    expect(silent.requests).toHaveLength(1);
  });

  it('asks no more at once than it may, and goes on after an abort of one that waited', async () => {
    let [running, most] = [0, 0];
    await using server = await testServer((response) => {
      most = Math.max(most, (running += 1));
      setTimeout(() => {
        running -= 1;
        answerJson(response, { results: [] });
      }, 20);
    });
    const controller = new AbortController();
    const read = (signal?: AbortSignal): Promise<Page> => readWith(image, { url: server.url, concurrency: 2 }, signal);
    const first = [read(), read(), read(controller.signal), read(), read()];
    controller.abort();
    const settled = await Promise.allSettled(first);
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(most).toBe(2);
  });
});

describe('the options', () => {
  it.each([
    [{ url: 'localhost' }],
    [{ url: 'ftp://x/ocr' }],
    [{ url: 'http://x/ocr', headers: { 'a b': 'c' } }],
    [{ url: 'http://x/ocr', headers: { a: 'secret\n' } }],
    [{ url: 'http://x/ocr', retries: -1 }],
    [{ url: 'http://x/ocr', model: 'x' }],
  ])('refuses %j', (options) => {
    const parse = (): unknown => ocrServerBackend.parseOptions(options);
    expect(parse).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    expect(parse).not.toThrow(/secret/);
  });

  it('can be parsed again', () => {
    const once = ocrServerBackend.parseOptions({ url: 'http://localhost:1/ocr' });
    expect(ocrServerBackend.parseOptions(once)).toEqual(once);
  });
});
