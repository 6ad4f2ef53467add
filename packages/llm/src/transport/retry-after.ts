/** A server may not make anybody wait until the end of days by a typing error; the limit of setTimeout besides. */
const MAX_MS = 2 ** 31 - 1;

/**
 * How long a server wants to be left alone, in milliseconds: `retry-after-ms`, `retry-after` in seconds or as an HTTP date
 * (RFC 9110, 10.2.3), or the `RetryInfo` that Google puts into the body of an error (google.rpc.RetryInfo).
 */
export function retryAfterMs(
  headers: Headers | undefined,
  body: unknown,
  now: number = Date.now(),
): number | undefined {
  const milliseconds = positive(headers?.get('retry-after-ms'));
  if (milliseconds !== undefined) return Math.min(milliseconds, MAX_MS);
  const header = headers?.get('retry-after')?.trim();
  if (header) {
    const seconds = positive(header);
    // A date has the name of a month; without this, JavaScript would take `-3` for one.
    const date = /[a-z]{3}/i.test(header) ? Date.parse(header) : NaN;
    const wait = seconds === undefined ? date - now : seconds * 1000;
    if (!Number.isNaN(wait)) return Math.min(Math.max(wait, 0), MAX_MS);
  }
  const delay = retryInfo(body);
  return delay === undefined ? undefined : Math.min(delay, MAX_MS);
}

function positive(text: string | null | undefined): number | undefined {
  if (!text || !/^\s*\d+(?:\.\d+)?\s*$/.test(text)) return undefined;
  return Number(text);
}

/** `{ error: { details: [{ "@type": "…RetryInfo", retryDelay: "34.5s" }] } }`, as an object or as its JSON. */
function retryInfo(body: unknown): number | undefined {
  const details = (body as { error?: { details?: unknown } } | undefined)?.error?.details;
  if (!Array.isArray(details)) return undefined;
  for (const detail of details as { '@type'?: unknown; retryDelay?: unknown }[]) {
    if (typeof detail['@type'] !== 'string' || !detail['@type'].endsWith('RetryInfo')) continue;
    const match = /^(\d+(?:\.\d+)?)s$/.exec(String(detail.retryDelay));
    if (match) return Number(match[1]) * 1000;
  }
  return undefined;
}
