import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  invalidOption,
  isUnifexError,
  sourceFromBytes,
  toUnifexError,
  type Backend,
  type UnifexError,
} from '@unifex/core';
import { readImageHeader } from './image-header.ts';
import { pageToResults } from './page-to-results.ts';
import { readUpload, RequestError } from './read-upload.ts';

/** How an OCR server is to run. */
export interface ServeOcrOptions {
  /** The engine that reads: any backend that reads images (`tesseractBackend`). */
  readonly backend: Backend;
  /** Its options; `languages` of a request come before those named here. */
  readonly backendOptions?: object;
  /** Default 0: any free one. */
  readonly port?: number;
  /** Default `127.0.0.1`: this machine only. */
  readonly host?: string;
  /** Images read at once. Default 2. */
  readonly concurrency?: number;
  /** Requests that may wait besides; more are answered 429. Default 16. */
  readonly maxWaiting?: number;
  /** Largest upload, in bytes. Default 64 MiB. */
  readonly maxBytes?: number;
  /** Limit for one image, waiting included, and for its upload, in milliseconds. Default 120,000. */
  readonly timeoutMs?: number;
  /** Breaks off the start, which may download data of languages. Once the server is up, `stop` ends it. */
  readonly signal?: AbortSignal;
}

/** A server that is up. Disposing of it stops it. */
export interface OcrServer extends AsyncDisposable {
  /** Of the endpoint: `http://127.0.0.1:8080/ocr`. */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, lets those that run finish, and stops what still runs after `graceMs`. Default 10,000. */
  stop(options?: { graceMs?: number }): Promise<void>;
}

type Settings = Required<Omit<ServeOcrOptions, 'signal'>>;

/**
 * Offers an engine over the protocol that `ExtractorType.OCR_SERVER` speaks. `POST /ocr` reads an image; `GET /health` answers
 * while the server takes requests. There is no password: put it behind something that asks for one before others can reach it.
 * What the engine lacks is told now, and not with the first image: it opens an image of one pixel before the server listens.
 * @throws UnifexError `INVALID_OPTION` (also for a language whose data are not installed), and what else the engine throws when it
 *   opens an image (`PROVIDER_ERROR` for a download that fails); `ABORTED`; the system's error when the port is taken
 */
export async function serveOcr({ signal, ...options }: ServeOcrOptions): Promise<OcrServer> {
  const settings: Settings = {
    backendOptions: {},
    port: 0,
    host: '127.0.0.1',
    concurrency: 2,
    maxWaiting: 16,
    maxBytes: 64 * 1024 * 1024,
    timeoutMs: 120_000,
    ...options,
  };
  for (const name of ['concurrency', 'maxBytes', 'timeoutMs'] as const) {
    if (!(settings[name] > 0)) throw invalidOption(name, settings[name], 'a number greater than 0');
  }
  await tryEngine(settings, signal ?? new AbortController().signal);
  const desk = new Desk(settings);
  // Not above: Node.js loads all of `fetch` with it, which the programs that only read would wait for.
  const { createServer } = await import('node:http');
  const server = createServer((request, response) => void desk.answer(request, response));
  server.requestTimeout = settings.timeoutMs;
  server.headersTimeout = Math.min(settings.timeoutMs, 30_000);
  await listen(server, settings);
  const { port } = server.address() as AddressInfo;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  let stopping: Promise<void> | undefined;
  const stop = (graceMs = 10_000): Promise<void> => (stopping ??= close(server, desk, graceMs));
  return {
    url: `http://${host}:${port}/ocr`,
    port,
    stop: ({ graceMs } = {}) => stop(graceMs),
    [Symbol.asyncDispose]: () => stop(),
  };
}

/** A white pixel, as a grey PNG. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==';

/** What an engine may have against an image so small, and not against its own options. */
const ABOUT_THE_IMAGE: ReadonlySet<string> = new Set(['UNSUPPORTED_MEDIA_TYPE', 'DOCUMENT_CORRUPT', 'SOURCE_EMPTY']);

/** Opens an image, as every request does. @throws UnifexError what the engine lacks */
async function tryEngine({ backend, backendOptions }: Settings, signal: AbortSignal): Promise<void> {
  const options = backend.parseOptions(backendOptions);
  const source = sourceFromBytes(Buffer.from(PIXEL, 'base64'), 'pixel.png');
  if (!backend.supports.mediaTypes.includes(source.info.mediaType)) return;
  try {
    const reader = await backend.open(source, options, { signal });
    await reader[Symbol.asyncDispose]();
  } catch (error) {
    if (!isUnifexError(error) || !ABOUT_THE_IMAGE.has(error.code)) throw error;
  }
}

async function listen(server: Server, { port, host }: Settings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function close(server: Server, desk: Desk, graceMs: number): Promise<void> {
  desk.closing = true;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => {
    desk.stopAll();
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(timer);
}

/** Takes requests, in turn, and answers every one of them. */
class Desk {
  closing = false;
  readonly #settings: Settings;
  readonly #running: Set<AbortController> = new Set();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  stopAll(): void {
    for (const controller of this.#running) controller.abort();
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const controller = new AbortController();
    this.#running.add(controller);
    const timer = setTimeout(() => controller.abort(), this.#settings.timeoutMs);
    // Nobody waits for the answer any more.
    response.on('close', () => controller.abort());
    try {
      this.#checkRequest(request);
      if (request.method !== 'POST') return send(response, 200, { status: 'ok' });
      const results = await this.#inTurn(controller.signal, () => this.#read(request, controller.signal));
      send(response, 200, { results });
    } catch (error) {
      sendError(response, request, error, controller.signal.aborted);
    } finally {
      clearTimeout(timer);
      this.#running.delete(controller);
    }
  }

  #checkRequest({ url = '', method }: IncomingMessage): void {
    if (this.closing) throw new RequestError(503, 'The server is stopping.');
    const path = url.split('?')[0];
    if (path !== '/ocr' && path !== '/health') throw new RequestError(404, 'There is POST /ocr and GET /health.');
    const allowed = path === '/ocr' ? 'POST' : 'GET';
    if (method !== allowed) throw new RequestError(405, `${path} takes ${allowed}.`, { allow: allowed });
  }

  async #inTurn<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    const { concurrency, maxWaiting } = this.#settings;
    if (this.#busy >= concurrency) {
      if (this.#waiting.length >= maxWaiting) {
        throw new RequestError(429, 'The server has too much to do. Come back later.', { 'retry-after': '1' });
      }
      // Whoever is done hands over its place.
      await new Promise<void>((resolve, reject) => {
        this.#waiting.push(resolve);
        signal.addEventListener('abort', () => {
          const at = this.#waiting.indexOf(resolve);
          if (at >= 0) this.#waiting.splice(at, 1);
          reject(new RequestError(503, 'The image waited too long for its turn.', { 'retry-after': '1' }));
        });
      });
    } else {
      this.#busy += 1;
    }
    try {
      return await run();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy -= 1;
    }
  }

  async #read(request: IncomingMessage, signal: AbortSignal): Promise<object[]> {
    const { backend, backendOptions, maxBytes } = this.#settings;
    const { file, languages } = await readUpload(request, maxBytes, signal);
    const source = sourceFromBytes(file, 'upload');
    const { mediaType } = source.info;
    if (!mediaType.startsWith('image/') || !backend.supports.mediaTypes.includes(mediaType)) {
      throw new RequestError(400, `\`file\` is ${mediaType}, and must be an image: ${imagesOf(backend)}.`);
    }
    const options = backend.parseOptions({ ...backendOptions, ...(languages ? { languages } : {}) });
    const size = readImageHeader(source.bytes, mediaType);
    await using reader = await backend.open(source, options, { signal });
    return pageToResults(await reader.extractPage(0, { signal }), size);
  }
}

function imagesOf({ supports }: Backend): string {
  return supports.mediaTypes.filter((type) => type.startsWith('image/')).join(', ');
}

/** What the client got wrong, by the code of the error that the engine gives. */
const CLIENT_ERRORS: ReadonlySet<string> = new Set([
  'INVALID_OPTION',
  'DOCUMENT_CORRUPT',
  'UNSUPPORTED_MEDIA_TYPE',
  'SOURCE_TOO_LARGE',
  'SOURCE_EMPTY',
]);

function sendError(response: ServerResponse, request: IncomingMessage, error: unknown, stopped: boolean): void {
  if (error instanceof RequestError)
    return send(response, error.status, { error: error.message }, error.headers, request);
  if (stopped)
    return send(response, 503, { error: 'The image took too long, or the server is stopping.' }, {}, request);
  const known: UnifexError = isUnifexError(error)
    ? error
    : toUnifexError(error, 'PAGE_FAILED', 'The image could not be read');
  const body = { error: known.message, code: known.code };
  send(response, CLIENT_ERRORS.has(known.code) ? 400 : 500, body, {}, request);
}

/** @param request of which some may not have been read */
function send(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
  request?: IncomingMessage,
): void {
  if (response.destroyed || response.headersSent) return;
  const text = JSON.stringify(body);
  const unread = request?.complete === false ? request : undefined;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'x-content-type-options': 'nosniff',
    // A body that nobody reads any more would hold the connection.
    ...(unread ? { connection: 'close' } : {}),
    ...headers,
  });
  if (!unread) return void response.end(text);
  response.write(text);
  discardRest(unread, () => response.end());
}

/** Of a body that is not wanted, so much is taken at most, in bytes and in milliseconds. */
const DISCARD_BYTES = 64 * 1024 * 1024;
const DISCARD_MS = 5000;

/** Reads on and forgets, because a client that is still sending when the connection is closed does not get to see the answer. */
function discardRest(request: IncomingMessage, then: () => void): void {
  let size = 0;
  const end = (): void => {
    clearTimeout(timer);
    request.off('data', count).pause();
    then();
  };
  const count = (chunk: Buffer): void => {
    size += chunk.length;
    if (size > DISCARD_BYTES) end();
  };
  const timer = setTimeout(end, DISCARD_MS);
  request.once('end', end).once('close', end).on('data', count);
}
