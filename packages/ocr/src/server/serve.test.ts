import { once } from 'node:events';
import { connect } from 'node:net';
import { UnifexError, type Backend, type Page } from '@unifex/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serveOcr, type OcrServer, type ServeOcrOptions } from './serve.ts';
import { imageOf } from './test-images.ts';
import { readWith } from './test-server.ts';

/** An engine that finds its options in every image, in points of 72 dpi, and waits where it is told to. */
function engine(wait: (signal: AbortSignal) => Promise<void> = async () => undefined): Backend {
  return {
    apiVersion: 1,
    type: 'parrot',
    module: 'parrot',
    supports: {
      mediaTypes: ['image/png', 'application/pdf'],
      environments: ['node'],
      concurrency: 'shared',
      ocr: true,
    },
    parseOptions: (input) => {
      const { languages = ['en'] } = (input ?? {}) as { languages?: string[] };
      if (languages.includes('xx')) throw new UnifexError('INVALID_OPTION', 'There is no language xx.');
      return { languages };
    },
    open: async (_source, options) => ({
      pageCount: 1,
      async extractPage(index, { signal }): Promise<Page> {
        await wait(signal);
        const words = ['speaks', ...(options as { languages: string[] }).languages];
        const boxes = words.map((text, i) => ({
          text,
          bbox: { x0: 10 + i * 40, y0: 10, x1: 40 + i * 40, y1: 20 },
          confidence: 0.5,
        }));
        const bbox = { x0: 10, y0: 10, x1: boxes.at(-1)!.bbox.x1, y1: 20 };
        const texts = [{ text: words.join(' '), bbox, rotation: 0, origin: 'ocr' as const, words: boxes }];
        const size = { width: 200, height: 100 };
        return { index, ...size, unit: 'points', sizeInPoints: size, rotation: 0, texts, tables: [] };
      },
      metadata: async () => ({ pageCount: 1 }),
      [Symbol.asyncDispose]: async () => undefined,
    }),
  };
}

/** An engine that cannot open an image, for this reason. */
function lacking(error: UnifexError): Backend {
  return { ...engine(), open: () => Promise.reject(error) };
}

let image: Uint8Array;
let server: OcrServer;

beforeAll(async () => {
  image = await imageOf('png', 400, 200);
  server = await serveOcr({ backend: engine(), maxBytes: 100_000 });
});
afterAll(() => server.stop());

interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

async function post(body: BodyInit, headers: Record<string, string> = {}, url = server.url): Promise<Answered> {
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

function form(parts: Record<string, string | Uint8Array>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') data.append(name, value);
    else data.append(name, new Blob([new Uint8Array(value)]), 'a.png');
  }
  return data;
}

describe('serveOcr', () => {
  it('answers what the protocol asks for, in pixels of the image', async () => {
    expect(await post(form({ file: image, language: 'de' }))).toMatchObject({
      status: 200,
      body: {
        results: [
          {
            text: 'speaks',
            bbox: [20, 20, 80, 40],
            confidence: 0.5,
            polygon: [
              [20, 20],
              [80, 20],
              [80, 40],
              [20, 40],
            ],
          },
          { text: 'de', bbox: [100, 20, 160, 40] },
        ],
      },
    });
  });

  it('is read by our own client, which gets the same places', async () => {
    const page = await readWith(image, { url: server.url, languages: ['en', 'de'], dpi: 144 });
    expect(page.texts).toMatchObject([
      { text: 'speaks en de', bbox: { x0: 10, y0: 10, x1: 120, y1: 20 }, confidence: 0.5 },
    ]);
    expect(page.texts[0]?.words?.map(({ bbox }) => bbox.x0)).toEqual([10, 50, 90]);
  });

  it.each([
    ['no form', () => 'hello', { 'content-type': 'text/plain' }, 415],
    ['no file', () => form({ language: 'en' }), {}, 400],
    ['a file that is text', () => form({ file: 'hello' }), {}, 400],
    ['an empty file', () => form({ file: new Uint8Array() }), {}, 400],
    ['no image', () => form({ file: new TextEncoder().encode('%PDF-1.7\n') }), {}, 400],
    ['an image that it does not read', () => form({ file: new TextEncoder().encode('GIF89a..........') }), {}, 400],
    ['half an image', () => form({ file: image.subarray(0, 12) }), {}, 400],
    ['a language that is none', () => form({ file: image, language: '../etc' }), {}, 400],
    ['a language that it does not know', () => form({ file: image, language: 'xx' }), {}, 400],
    ['too much', () => form({ file: new Uint8Array(200_000) }), {}, 413],
    [
      'half a form',
      () => '--x\r\nContent-Disposition: form-data; name="file"',
      { 'content-type': 'multipart/form-data; boundary=x' },
      400,
    ],
  ])('refuses %s', async (_name, body, headers, status) => {
    const answer = await post(body(), headers);
    expect(answer).toMatchObject({ status, body: { error: expect.stringMatching(/./) } });
  });

  it('knows two addresses, and their methods', async () => {
    const base = server.url.replace('/ocr', '');
    expect(await (await fetch(`${base}/health`)).json()).toEqual({ status: 'ok' });
    expect((await fetch(`${base}/other`)).status).toBe(404);
    const got = await fetch(server.url);
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each([
    ['a wrong address', '/other', 'content-length: 20000000', '404 Not Found'],
    ['too much', '/ocr', 'content-length: 20000000', '413 Payload Too Large'],
    ['too much of unknown length', '/ocr', 'transfer-encoding: chunked', '413 Payload Too Large'],
  ])('lets a client see the answer that has sent everything before it looks: %s', async (_name, path, header, said) => {
    const socket = connect(server.port, '127.0.0.1');
    const type = 'content-type: multipart/form-data; boundary=x';
    // Fails where the server has hung up on it.
    const write = (text: string): Promise<void> =>
      new Promise((resolve, reject) => socket.write(text, (error) => (error ? reject(error) : resolve())));
    socket.on('error', () => undefined);
    await write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\n${type}\r\n${header}\r\n\r\n`);
    const [before, after] = header.includes('chunked') ? ['f4240\r\n', '\r\n'] : ['', ''];
    for (let i = 0; i < 20; i++) await write(before + 'x'.repeat(1_000_000) + after);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString()).toContain(`HTTP/1.1 ${said}`);
  });

  it('answers 500 where the engine fails, and goes on', async () => {
    let fails = true;
    const wait = async (): Promise<void> => {
      if (fails) throw new UnifexError('WORKER_CRASHED', 'The engine was killed.');
    };
    await using own = await serveOcr({ backend: engine(wait) });
    expect(await post(form({ file: image }), {}, own.url)).toMatchObject({
      status: 500,
      body: { code: 'WORKER_CRASHED' },
    });
    fails = false;
    expect((await post(form({ file: image }), {}, own.url)).status).toBe(200);
  });

  it('answers 503 after its time', async () => {
    await using own = await serveOcr({ backend: engine(untilAborted), timeoutMs: 100 });
    expect((await post(form({ file: image }), {}, own.url)).status).toBe(503);
  });

  it('reads no more at once than it may, lets some wait, and sends the rest away', async () => {
    const gate = Promise.withResolvers<void>();
    let [running, most] = [0, 0];
    const wait = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await gate.promise;
      running -= 1;
    };
    await using own = await serveOcr({ backend: engine(wait), concurrency: 2, maxWaiting: 1 });
    const turnedAway: Answered[] = [];
    const answers = Array.from({ length: 5 }, async () => {
      const answer = await post(form({ file: image }), {}, own.url);
      if (answer.status === 429) turnedAway.push(answer);
      return answer.status;
    });
    await vi.waitFor(() => expect(turnedAway).toHaveLength(2), { timeout: 60_000 });
    expect(turnedAway[0]?.headers.get('retry-after')).toBe('1');
    gate.resolve();
    expect((await Promise.all(answers)).sort()).toEqual([200, 200, 200, 429, 429]);
    expect(most).toBe(2);
  });

  it('lets what runs finish when it stops, and takes nothing more', async () => {
    const [started, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const own = await serveOcr({
      backend: engine(async () => {
        started.resolve();
        await gate.promise;
      }),
    });
    const running = post(form({ file: image }), {}, own.url);
    await started.promise;
    const stopped = own.stop();
    await expect(post(form({ file: image }), {}, own.url)).rejects.toThrow('fetch failed');
    gate.resolve();
    expect((await running).status).toBe(200);
    await stopped;
    await own.stop();
  });

  it('stops what does not come to an end', async () => {
    const started = Promise.withResolvers<void>();
    const own = await serveOcr({
      backend: engine((signal) => {
        started.resolve();
        return untilAborted(signal);
      }),
    });
    const running = post(form({ file: image }), {}, own.url).catch((error: unknown) => error);
    await started.promise;
    await own.stop({ graceMs: 50 });
    expect(await running).toSatisfy(
      (answer: unknown) => answer instanceof Error || (answer as Answered).status === 503,
    );
  });

  it.each<[string, Partial<ServeOcrOptions>]>([
    ['concurrency', { concurrency: 0 }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['languages', { backendOptions: { languages: ['xx'] } }],
  ])('refuses to start with a wrong option: %s', async (_name, options) => {
    await expect(serveOcr({ backend: engine(), ...options })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });

  it('refuses to start where its engine could open no image', async () => {
    const error = new UnifexError('INVALID_OPTION', 'The data for reading "de" are not installed.');
    await expect(serveOcr({ backend: lacking(error) })).rejects.toBe(error);
    // One that takes no image of a single pixel has all that it needs.
    await using started = await serveOcr({ backend: lacking(new UnifexError('DOCUMENT_CORRUPT', 'Too small.')) });
    expect(started.port).toBeGreaterThan(0);
  });

  it('says that the port is taken', async () => {
    await expect(serveOcr({ backend: engine(), port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('told to stop'))));
}
