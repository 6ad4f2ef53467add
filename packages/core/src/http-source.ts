import { abortedError, isUnifexError, toUnifexError, UnifexError } from './errors.ts';
import { ByteCollector } from './shared-bytes.ts';
import type { SourceOptions } from './source.ts';

export const DEFAULT_TIMEOUT_MS = 60_000;
const MAX_REDIRECTS = 10;

/**
 * Downloads a document. Redirects are followed within the scheme that was asked for only, and the caller's headers go to no
 * other origin than the one that was asked for.
 * @throws UnifexError `SOURCE_NOT_FOUND` (404, 410), `SOURCE_UNREADABLE`, `SOURCE_TOO_LARGE`, `ABORTED`
 */
export async function readHttp(
  url: URL,
  options: SourceOptions & { maxBytes: number },
): Promise<{ bytes: Uint8Array; name?: string }> {
  const { signal, maxBytes } = options;
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  if (signal?.aborted) throw abortedError(signal);
  const stop = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop.abort();
  }, timeoutMs);
  const onAbort = (): void => stop.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const what = printUrl(url);
  try {
    const response = await follow(url, options.headers ?? {}, stop.signal);
    return { bytes: await readBody(response, what, maxBytes), ...nameOf(new URL(response.url || url.href)) };
  } catch (error) {
    if (signal?.aborted) throw abortedError(signal);
    if (timedOut) {
      throw new UnifexError(
        'SOURCE_UNREADABLE',
        `${what} did not arrive within ${timeoutMs} ms. Raise the source option \`timeoutMs\`, or try again later.`,
        { cause: error, details: { timeoutMs } },
      );
    }
    throw isUnifexError(error) ? error : networkError(error, what);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    stop.abort();
  }
}

/** A URL for messages and for `info.uri`: without user name and password. */
export function printUrl(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}

async function follow(start: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  let url = start;
  let own = requestHeaders(start, headers);
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    // For good: another origin must not choose what is asked of the first one in the caller's name.
    if (url.origin !== start.origin) own = new Headers();
    let response = await fetch(printUrl(url), { headers: own, signal, redirect: 'manual' });
    if (response.type === 'opaqueredirect') {
      // A web page is not shown where a redirect leads: the browser follows, and says at the end where it has been led.
      response = await fetch(printUrl(url), { headers: own, signal });
      if (response.url) await checkScheme(url, new URL(response.url), response);
    }
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) {
      if (!response.ok) throw await statusError(response, printUrl(url));
      return response;
    }
    const target = redirectTarget(url, location);
    await checkScheme(url, target, response);
    await response.body?.cancel();
    url = target;
  }
  throw new UnifexError(
    'SOURCE_UNREADABLE',
    `${printUrl(start)} was redirected more than ${MAX_REDIRECTS} times. Give the address that it should lead to.`,
  );
}

/** Credentials in a URL are refused by fetch; they mean basic authentication (RFC 7617). */
function requestHeaders(url: URL, headers: Record<string, string>): Headers {
  const result = new Headers(headers);
  if ((url.username || url.password) && !result.has('authorization')) {
    const credentials = `${decode(url.username)}:${decode(url.password)}`;
    const bytes = new TextEncoder().encode(credentials);
    result.set('authorization', `Basic ${btoa(String.fromCharCode(...bytes))}`);
  }
  return result;
}

function redirectTarget(from: URL, location: string): URL {
  try {
    return new URL(location, from);
  } catch (error) {
    throw new UnifexError('SOURCE_UNREADABLE', `${printUrl(from)} is redirected to ${location}, which is not a URL.`, {
      cause: error,
    });
  }
}

/** Another scheme is not what was asked for: http is not private, and what `file:` and the like name is not on the web. */
async function checkScheme(from: URL, to: URL, response: Response): Promise<void> {
  if (to.protocol === from.protocol) return;
  await response.body?.cancel();
  throw new UnifexError(
    'SOURCE_UNREADABLE',
    `${printUrl(from)} is redirected to ${to.protocol}, which is not followed from ${from.protocol}. ` +
      'Give the final address, if you trust it.',
    { details: { from: printUrl(from), to: printUrl(to) } },
  );
}

async function statusError(response: Response, what: string): Promise<UnifexError> {
  await response.body?.cancel();
  const { status, statusText } = response;
  const gone = status === 404 || status === 410;
  const advice = gone
    ? 'Check the address.'
    : status === 401 || status === 403
      ? 'Give credentials in the source option `headers`.'
      : 'Try again later, or check the address.';
  return new UnifexError(
    gone ? 'SOURCE_NOT_FOUND' : 'SOURCE_UNREADABLE',
    `${what} answered ${[status, statusText].filter(Boolean).join(' ')}. ${advice}`,
    { details: { status } },
  );
}

/** Node's fetch says only "fetch failed"; the reason is in the causes beneath. */
function networkError(error: unknown, what: string): UnifexError {
  const cause = error instanceof Error ? (error.cause as { code?: string; message?: string } | undefined) : undefined;
  const { code = '', message = '' } = cause ?? {};
  // The code of most is in their message: `getaddrinfo ENOTFOUND example.com`.
  const reason = message.includes(code) ? message : [code, message].filter(Boolean).join(': ');
  if (!reason) return toUnifexError(error, 'SOURCE_UNREADABLE', `${what} cannot be reached`);
  return new UnifexError(
    'SOURCE_UNREADABLE',
    `${what} cannot be reached (${reason}). Check the address and the network.`,
    {
      cause: error,
    },
  );
}

async function readBody(response: Response, what: string, maxBytes: number): Promise<Uint8Array> {
  // The announced length is that of the compressed body when there is an encoding.
  const announced = response.headers.has('content-encoding') ? 0 : Number(response.headers.get('content-length') ?? 0);
  const collector = new ByteCollector(what, maxBytes, Number.isSafeInteger(announced) && announced > 0 ? announced : 0);
  if (!response.body) return collector.finish();
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return collector.finish();
    collector.add(value);
  }
}

/** The last part of the path, as a name for people. */
function nameOf(url: URL): { name?: string } {
  const last = url.pathname.split('/').pop() ?? '';
  return last === '' ? {} : { name: decode(last) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is no encoding; the text stays as it is written.
    return text;
  }
}
