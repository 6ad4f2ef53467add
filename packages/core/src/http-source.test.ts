import { afterEach, describe, expect, it, vi } from 'vitest';
import { printUrl, readHttp } from './http-source.ts';
import type { SourceOptions } from './source.ts';
import { redirect, serveHttp, type Answer, type TestServer } from './test-server.ts';

const MAX = 1_000_000;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.slice());

function read(url: string, options: SourceOptions = {}): ReturnType<typeof readHttp> {
  return readHttp(new URL(url), { maxBytes: MAX, ...options });
}

const answerWith =
  (body: string, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    response.writeHead(200, headers).end(body);
  };

/** Sends something, and then nothing any more. */
const hangs: Answer = (_request, response) => {
  response.writeHead(200);
  response.write('half');
};

const servers: TestServer[] = [];
async function serve(answers: Record<string, Answer>): Promise<TestServer> {
  const server = await serveHttp(answers);
  servers.push(server);
  return server;
}

afterEach(async () => {
  vi.unstubAllGlobals();
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
});

describe('readHttp', () => {
  it('downloads into shared memory, with the headers that are given, and names the file', async () => {
    const { origin, requests } = await serve({ '/docs/my%20file.pdf': answerWith('content') });
    const { bytes, name } = await read(`${origin}/docs/my%20file.pdf?v=1`, { headers: { 'x-key': 'k1' } });
    expect(text(bytes)).toBe('content');
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(name).toBe('my file.pdf');
    expect(requests[0]?.headers['x-key']).toBe('k1');
  });

  it('names nothing where the path names nothing, and takes a stray % as it is', async () => {
    const { origin } = await serve({ '/': answerWith('a'), '/100%.pdf': answerWith('b') });
    expect(await read(origin)).not.toHaveProperty('name');
    expect((await read(`${origin}/100%.pdf`)).name).toBe('100%.pdf');
  });

  it('reads a body without a length, a compressed one, and an empty one', async () => {
    const { gzipSync } = await import('node:zlib');
    const { origin } = await serve({
      '/chunked': (_, response) => {
        response.write('one ');
        response.end('two');
      },
      '/gzip': (_, response) => {
        const body = gzipSync('long '.repeat(1000));
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length }).end(body);
      },
      '/empty': (_, response) => response.writeHead(204).end(),
    });
    expect(text((await read(`${origin}/chunked`)).bytes)).toBe('one two');
    expect((await read(`${origin}/gzip`)).bytes).toHaveLength(5000);
    expect((await read(`${origin}/empty`)).bytes).toHaveLength(0);
  });

  it('sends user name and password of the URL as basic authentication, and never shows them', async () => {
    const { origin, requests } = await serve({ '/a': answerWith('x') });
    const url = origin.replace('//', '//user:p%C3%A4ss%@');
    await read(`${url}/a`);
    expect(requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('user:p%C3%A4ss%').toString('base64')}`);
    await read(`${origin.replace('//', '//us%C3%A9r:p%3Aw@')}/a`);
    expect(requests[1]?.headers.authorization).toBe(`Basic ${Buffer.from('usér:p:w').toString('base64')}`);
    await read(`${url}/a`, { headers: { Authorization: 'Bearer t' } });
    expect(requests[2]?.headers.authorization).toBe('Bearer t');
    const error: unknown = await read(`${url}/missing`).catch((thrown: unknown) => thrown);
    expect(JSON.stringify({ ...(error as object), message: (error as Error).message })).not.toMatch(/user|p%C3/);
  });

  it.each([
    [404, 'SOURCE_NOT_FOUND', 'answered 404 Not Found. Check the address.'],
    [410, 'SOURCE_NOT_FOUND', 'answered 410 Gone.'],
    [401, 'SOURCE_UNREADABLE', 'answered 401 Unauthorized. Give credentials in the source option `headers`.'],
    [403, 'SOURCE_UNREADABLE', 'Give credentials'],
    [500, 'SOURCE_UNREADABLE', 'answered 500 Internal Server Error. Try again later, or check the address.'],
    [304, 'SOURCE_UNREADABLE', 'answered 304'],
  ])('tells the status %d', async (status, code, message) => {
    const { origin } = await serve({ '/a.pdf': (_, response) => response.writeHead(status).end() });
    await expect(read(`${origin}/a.pdf`)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
      details: { status },
    });
    await expect(read(`${origin}/a.pdf`)).rejects.toThrow(`${origin}/a.pdf`);
  });

  it('tells a host that cannot be reached, with the reason', async () => {
    const { origin, [Symbol.asyncDispose]: close } = await serveHttp({});
    await close();
    await expect(read(`${origin}/a.pdf`)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringMatching(
        /a\.pdf cannot be reached \((?:connect )?ECONNREFUSED.*\)\. Check the address and the network\.$/,
      ),
      cause: expect.any(Error),
    });
  });

  it('tells a connection that breaks', async () => {
    const { origin } = await serve({
      '/short': (_, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half');
        setTimeout(() => response.destroy(), 20);
      },
    });
    await expect(read(`${origin}/short`)).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
  });
});

describe('the size limit', () => {
  it('holds for an announced length, before the body is read', async () => {
    const { origin } = await serve({
      '/a': (_, response) => response.writeHead(200, { 'content-length': 5000 }).flushHeaders(),
    });
    await expect(read(`${origin}/a`, { maxBytes: 4999 })).rejects.toMatchObject({
      code: 'SOURCE_TOO_LARGE',
      message: expect.stringContaining('has 5000 bytes; the limit is 4999'),
    });
  });

  it('holds for a body without a length, while it arrives', async () => {
    const endless: Answer = (_, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(1000)), 1);
      response.on('close', () => clearInterval(timer));
    };
    const { origin } = await serve({ '/a': endless });
    await expect(read(`${origin}/a`, { maxBytes: 5000 })).rejects.toMatchObject({
      code: 'SOURCE_TOO_LARGE',
      message: expect.stringContaining('has more than 5000 bytes'),
    });
  });

  it('holds for what a compressed body becomes', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(Buffer.alloc(100_000));
    const { origin } = await serve({
      '/a': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    });
    expect(bomb.length).toBeLessThan(1000);
    await expect(read(`${origin}/a`, { maxBytes: 1000 })).rejects.toMatchObject({ code: 'SOURCE_TOO_LARGE' });
  });

  it('lets the limit itself pass, also of a body that was longer when it was compressed', async () => {
    const { gzipSync } = await import('node:zlib');
    const packed = gzipSync('12345');
    const { origin } = await serve({
      '/a': answerWith('12345'),
      '/gzip': (_, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed),
    });
    expect(packed.length).toBeGreaterThan(5);
    for (const path of ['/a', '/gzip']) {
      expect((await read(`${origin}${path}`, { maxBytes: 5 })).bytes).toHaveLength(5);
    }
  });
});

describe('the time limit and the signal', () => {
  it.each(['/silent', '/half'])('end a download that hangs: %s', async (path) => {
    const { origin } = await serve({ '/silent': () => undefined, '/half': hangs });
    await expect(read(`${origin}${path}`, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining(`${path} did not arrive within 50 ms. Raise the source option \`timeoutMs\``),
      details: { timeoutMs: 50 },
    });
    const controller = new AbortController();
    const reading = read(`${origin}${path}`, { signal: controller.signal });
    setTimeout(() => controller.abort('left'), 50);
    await expect(reading).rejects.toMatchObject({ code: 'ABORTED', cause: 'left' });
  });

  it('ask for nothing once aborted', async () => {
    const { origin, requests } = await serve({ '/a': answerWith('x') });
    await expect(read(`${origin}/a`, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
    expect(requests).toHaveLength(0);
  });

  it('let go of the connection', async () => {
    const closed = vi.fn();
    const { origin } = await serve({
      '/a': (request, response) => {
        response.on('close', closed);
        hangs(request, response);
      },
    });
    await expect(read(`${origin}/a`, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
    await vi.waitFor(() => expect(closed).toHaveBeenCalled(), { timeout: 60_000 });
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('is followed, with the headers (%d)', async (status) => {
    const { origin, requests } = await serve({ '/old': redirect('new.pdf', status), '/new.pdf': answerWith('here') });
    const { bytes, name } = await read(`${origin}/old`, { headers: { authorization: 'secret' } });
    expect(text(bytes)).toBe('here');
    expect(name).toBe('new.pdf');
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['secret', 'secret']);
  });

  it('to another origin takes no header there, nor back', async () => {
    const home = await serve({ '/start': (...args) => away(...args), '/back': answerWith('home') });
    const other = await serve({ '/there': redirect(`${home.origin}/back`) });
    const away = redirect(`${other.origin}/there`);
    const url = `${home.origin.replace('//', '//user:password@')}/start`;
    await read(url, { headers: { 'x-api-key': 'secret', cookie: 'c=1' } });
    expect(home.requests[0]?.headers).toMatchObject({
      'x-api-key': 'secret',
      cookie: 'c=1',
      authorization: expect.stringContaining('Basic '),
    });
    for (const request of [other.requests[0], home.requests[1]]) {
      expect(request?.headers).not.toHaveProperty('x-api-key');
      expect(request?.headers).not.toHaveProperty('cookie');
      expect(request?.headers).not.toHaveProperty('authorization');
    }
  });

  it.each(['file:///etc/passwd', 'ftp://example.org/a', 'data:text/plain,x', 'javascript:alert(1)'])(
    'to another scheme is refused: %s',
    async (location) => {
      const { origin } = await serve({ '/a': redirect(location) });
      await expect(read(`${origin}/a`)).rejects.toMatchObject({
        code: 'SOURCE_UNREADABLE',
        message: expect.stringContaining(
          `is redirected to ${new URL(location).protocol}, which is not followed from http:`,
        ),
      });
    },
  );

  it('that leads nowhere is told', async () => {
    const { origin } = await serve({ '/a': redirect('http://[') });
    await expect(read(`${origin}/a`)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('redirected to http://[, which is not a URL'),
    });
  });

  it('that never ends is ended', async () => {
    const { origin, requests } = await serve({ '/a': redirect('/b'), '/b': redirect('/a') });
    await expect(read(`${origin}/a`)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('redirected more than 10 times'),
    });
    expect(requests).toHaveLength(11);
  });

  /** A web of answers without servers, for what needs certificates. */
  function stubFetch(answers: Record<string, Response>): string[] {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string, { headers }: { headers: Headers }) => {
      asked.push(`${url} ${headers.get('authorization') ?? 'no credentials'}`);
      return answers[url];
    });
    return asked;
  }
  const moved = (location: string): Response => new Response(null, { status: 302, headers: { location } });

  it.each([
    ['https', 'http'],
    ['http', 'https'],
  ])('from %s to %s is refused, with nothing asked of it', async (from, to) => {
    const asked = stubFetch({ [`${from}://a.example/x`]: moved(`${to}://a.example/x`) });
    await expect(read(`${from}://a.example/x`)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining(`redirected to ${to}:, which is not followed from ${from}:`),
      details: { from: `${from}://a.example/x`, to: `${to}://a.example/x` },
    });
    expect(asked).toHaveLength(1);
  });

  it('that a browser hides is left to the browser', async () => {
    const hidden = Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
    const answers = [hidden, new Response('there')];
    const modes: unknown[] = [];
    vi.stubGlobal('fetch', async (_url: string, options: RequestInit) => {
      modes.push(options.redirect);
      return answers.shift();
    });
    expect(text((await read('https://a.example/x')).bytes)).toBe('there');
    expect(modes).toEqual(['manual', undefined]);
  });

  it('that a browser hides is refused where it has led to another scheme', async () => {
    const hidden = Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
    const elsewhere = Object.defineProperty(new Response('there'), 'url', { value: 'https://b.example/x' });
    const answers = [hidden, elsewhere];
    vi.stubGlobal('fetch', async () => answers.shift());
    await expect(read('http://a.example/x')).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('redirected to https:, which is not followed from http:'),
    });
  });
});

describe('printUrl', () => {
  it('leaves out user name and password', () => {
    expect(printUrl(new URL('https://me:secret@a.example/x?y#z'))).toBe('https://a.example/x?y#z');
  });
});
