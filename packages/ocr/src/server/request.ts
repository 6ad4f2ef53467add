import { abortedError, linkSignals, UnifexError } from '@unifex/core';
import type { OcrServerOptions } from './options.ts';
import { ServerFailure } from './provider-error.ts';

/**
 * So many requests for an image may run out of time. Other failures come at once or tell when to come back; of a server that hangs, each
 * costs the whole limit, and one that was only busy has had two.
 */
const MOST_TIMEOUTS = 2;
/** First pause before a request is made again, in milliseconds; it doubles each time. */
const FIRST_PAUSE_MS = 250;
/** No server is waited for longer than this, whatever it asks. */
const LONGEST_PAUSE_MS = 30_000;

/** An image as it is sent. */
export interface SentImage {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly name: string;
}

/**
 * Sends an image to an OCR server and returns what it answers. Fails for passing reasons only after all retries, of which one at
 * most is spent on a server that does not answer in time.
 * @throws ServerFailure, `MISSING_CREDENTIALS`, `ABORTED`
 */
export async function requestOcr(image: SentImage, options: OcrServerOptions, signal: AbortSignal): Promise<string> {
  const headers = resolveHeaders(options.headers);
  let timeouts = 0;
  for (let attempt = 0; ; attempt++) {
    if (signal.aborted) throw abortedError(signal);
    try {
      return await inTurn(options, signal, () => requestOnce(image, headers, options, signal));
    } catch (error) {
      if (signal.aborted) throw abortedError(signal);
      if (!(error instanceof ServerFailure) || !error.passing || attempt >= options.retries) throw error;
      if (error.kind === 'timeout' && ++timeouts >= MOST_TIMEOUTS) throw error;
      await pause(pauseBefore(attempt, error.retryAfterMs), signal);
    }
  }
}

/** What the server asks for, else twice as long each time, with a little chance so that clients do not come back all at once. */
function pauseBefore(attempt: number, retryAfterMs: number | undefined): number {
  const own = FIRST_PAUSE_MS * 2 ** attempt * (0.75 + Math.random() / 2);
  return Math.min(LONGEST_PAUSE_MS, Math.max(own, retryAfterMs ?? 0));
}

async function requestOnce(
  image: SentImage,
  headers: Record<string, string>,
  options: OcrServerOptions,
  signal: AbortSignal,
): Promise<string> {
  const form = new FormData();
  // A view on shared memory is no BlobPart.
  form.append('file', new Blob([new Uint8Array(image.bytes)], { type: image.mediaType }), image.name);
  form.append('language', options.languages.join('+'));
  using linked = linkSignals(signal);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    linked.abort();
  }, options.timeoutMs);
  try {
    const response = await fetch(options.url, {
      method: 'POST',
      headers,
      body: form,
      signal: linked.signal,
      // Headers with secrets do not go where the server sends them.
      redirect: 'manual',
    });
    await checkStatus(response, options.url);
    return await readText(response, options);
  } catch (cause) {
    if (cause instanceof ServerFailure) throw cause;
    const { url, timeoutMs } = options;
    if (timedOut) {
      const what =
        `did not answer within ${timeoutMs} ms. ` +
        'See whether it is an OCR server and has not come to a halt, or give it longer with `timeoutMs`.';
      throw new ServerFailure('timeout', url, what, { passing: true, cause });
    }
    const what =
      `cannot be reached: ${reasonOf(cause)}. ` +
      'Check the address, and that the server runs: `unifex serve-ocr` starts one.';
    throw new ServerFailure('network', url, what, { passing: true, cause });
  } finally {
    clearTimeout(timer);
  }
}

/** What `fetch` failed for, which it says in the cause of its error; of a name with several addresses in a list there. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const { errors: [first] = [], reason } = error as { errors?: readonly unknown[]; reason?: unknown };
  // What else OpenSSL says is for those who have its source.
  if (typeof reason === 'string') return `TLS: ${reason}`;
  return first === undefined ? error.message.replace(/\.$/, '') : reasonOf(first);
}

async function checkStatus(response: Response, url: string): Promise<void> {
  const { status } = response;
  if (response.ok) return;
  const said = await explanation(response, url);
  const details = { status };
  const retryAfterMs = retryAfter(response.headers.get('retry-after'));
  if (status === 429) {
    throw new ServerFailure('rate-limit', url, `has too much to do (429)${said} Try again later.`, {
      passing: true,
      retryAfterMs,
      details,
    });
  }
  if (status >= 300 && status < 400) {
    const target = response.headers.get('location') ?? 'nowhere';
    throw new ServerFailure('redirect', url, `redirects to ${target}. Use that address.`, { details });
  }
  throw new ServerFailure('status', url, `answered ${status}${said}${hintFor(status, url)}`, {
    // 501: it takes no POST, and will not later.
    passing: status >= 500 && status !== 501,
    retryAfterMs,
    details,
  });
}

/** What can be done about a status. */
function hintFor(status: number, url: string): string {
  if (status === 401 || status === 403) return ' Check the option `headers`.';
  if (status !== 404 && status !== 405 && status !== 501) return '';
  const endpoint = new URL('/ocr', url);
  const other = endpoint.pathname === new URL(url).pathname ? '' : `, such as ${endpoint.origin}${endpoint.pathname}`;
  return ` There is no OCR at this address: give that of the endpoint${other}.`;
}

/** What a server says of its error (`{ "error": … }`), as far as it fits on a line. */
async function explanation(response: Response, url: string): Promise<string> {
  const text = await readText(response, { url, maxAnswerBytes: 64 * 1024 }).catch(() => '');
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === 'string'
      ? `: ${error
          .replace(/\s+/g, ' ')
          .slice(0, 300)
          .replace(/[. ]+$/, '')}.`
      : '.';
  } catch {
    // A proxy's page, or nothing: the status says it.
    return '.';
  }
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** The body, unless it is larger than it may be: then it is not read to its end. */
async function readText(
  response: Response,
  { url, maxAnswerBytes: maxBytes }: Pick<OcrServerOptions, 'url' | 'maxAnswerBytes'>,
): Promise<string> {
  const tooLarge = (): ServerFailure =>
    new ServerFailure(
      'too-large',
      url,
      `gave an answer of more than ${maxBytes} bytes. Check the address, or raise \`maxAnswerBytes\`.`,
    );
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    // Leaving the loop cancels the body.
    if (size > maxBytes) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function resolveHeaders(headers: OcrServerOptions['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (typeof value === 'string') return [name, value];
      const secret = process.env[value.env];
      if (secret !== undefined && secret !== '') return [name, secret];
      throw new UnifexError(
        'MISSING_CREDENTIALS',
        `The header ${name} for the OCR server is to come from the environment variable ${value.env}, which is not set.`,
        { details: { header: name, variable: value.env } },
      );
    }),
  );
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(abortedError(signal));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** Requests that wait for their turn, by address. An address is never forgotten: there are few. */
const queues = new Map<string, { running: number; waiting: Set<() => void> }>();

/** Runs no more requests to one address at once than the options allow. */
async function inTurn<T>(
  { url, concurrency }: OcrServerOptions,
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<T> {
  let queue = queues.get(url);
  if (!queue) queues.set(url, (queue = { running: 0, waiting: new Set() }));
  const { waiting } = queue;
  while (queue.running >= concurrency) {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.add(resolve);
    const onAbort = (): void => resolve();
    signal.addEventListener('abort', onAbort, { once: true });
    await promise;
    signal.removeEventListener('abort', onAbort);
    waiting.delete(resolve);
    if (signal.aborted) {
      // Its turn may have been given to this one already.
      wakeNext(waiting);
      throw abortedError(signal);
    }
  }
  queue.running += 1;
  try {
    return await run();
  } finally {
    queue.running -= 1;
    wakeNext(waiting);
  }
}

function wakeNext(waiting: Set<() => void>): void {
  const [next] = waiting;
  if (!next) return;
  waiting.delete(next);
  next();
}
