import { DEFAULT_MAX_PIXELS, invalidOption, optionsParser, type BackendRef, type OptionCheck } from '@unifex/core';

/** Plain data, so that they travel to workers; secrets by the name of the variable that holds them. */
export interface OcrServerOptions {
  /** Address of the endpoint. Default `http://localhost:8080/ocr`, where `unifex serve-ocr` is unless told otherwise. */
  readonly url: string;
  /** ISO 639-1 codes of the languages to expect, sent as `language`, several joined by `+`. Default `['en']`. */
  readonly languages: readonly string[];
  /** Request headers. A value `{ env: 'NAME' }` is read from the environment where the request is made. */
  readonly headers: Readonly<Record<string, string | { readonly env: string }>>;
  /**
   * Limit for one request, in milliseconds, from when it is sent. Default 60,000: an engine without a graphics card takes tens of
   * seconds for a dense page. A server that hangs costs a page two of them, which `pageTimeoutMs` can cut short.
   */
  readonly timeoutMs: number;
  /**
   * How often a request is made again that failed for a passing reason: no connection, 429, 5xx, or no answer in time, which is tried
   * again once at most. Default 2, after pauses of about 250 and 500 ms, or as late as `Retry-After` asks, up to 30 s.
   */
  readonly retries: number;
  /** Requests to one address at once, from this thread. Default 4. */
  readonly concurrency: number;
  /** Refuse answers of more bytes than this. Default 32 MiB. */
  readonly maxAnswerBytes: number;
  /** What a text block is. Default `line`. */
  readonly granularity: 'char' | 'word' | 'line';
  /** Pixels an inch: of the image of a PDF's page (default 200), and of images, in place of what they say of themselves. */
  readonly dpi?: number;
  /** Refuse images of more pixels than this, and draw the pages of PDFs with no more. Default 100,000,000. */
  readonly maxPixels: number;
  /** User or owner password of an encrypted PDF. */
  readonly password?: string;
  /** The backend that draws the pages of PDFs. Default `@unifex/pdfium`. */
  readonly renderer?: BackendRef;
}

const { arrayOf, number, oneOf, string } = optionsParser;

const url: OptionCheck<string> = (value, name) => {
  const parsed = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') {
    throw invalidOption(name, value, "the address of an OCR server, such as 'http://localhost:8080/ocr'");
  }
  return parsed.href;
};

/** Values are secrets more often than not: messages do not repeat them. */
const headers: OptionCheck<OcrServerOptions['headers']> = (value, name) => {
  const entries =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
  // The token of RFC 9110, section 5.6.2, and a value without line breaks.
  const valid = entries?.every(
    ([key, item]) =>
      /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(key) &&
      (isEnvironmentName(item) || (typeof item === 'string' && !/[\r\n\0]/.test(item))),
  );
  if (!entries || !valid)
    throw invalidOption(name, '(hidden)', "an object of header names and texts, or { env: 'NAME' }");
  return Object.fromEntries(entries);
};

function isEnvironmentName(value: unknown): value is { env: string } {
  const { env } = (value ?? {}) as { env?: unknown };
  return typeof env === 'string' && env !== '';
}

/** Errors are printed and logged: the value is left out of them. */
const password: OptionCheck<string> = (value, name) => {
  if (typeof value !== 'string') throw invalidOption(name, '(hidden)', 'text');
  return value;
};

const renderer: OptionCheck<BackendRef> = (value, name) => {
  const { apiVersion, type, module, options } = (value ?? {}) as Partial<BackendRef>;
  const fits =
    apiVersion === 1 && typeof type === 'string' && typeof module === 'string' && typeof options === 'object';
  if (!fits) throw invalidOption(name, value, 'a reference to a backend, as refOf(pdfiumBackend) gives it');
  return value as BackendRef;
};

const CHECKS = {
  url,
  languages: arrayOf(string({ nonEmpty: true })),
  headers,
  timeoutMs: number({ above: 0, max: 2 ** 31 - 1 }),
  retries: number({ integer: true, min: 0, max: 10 }),
  concurrency: number({ integer: true, min: 1, max: 1000 }),
  maxAnswerBytes: number({ integer: true, min: 1 }),
  granularity: oneOf('char', 'word', 'line'),
  dpi: number({ min: 10, max: 2400 }),
  maxPixels: number({ integer: true, min: 1 }),
  password,
  renderer,
};

/** Fills in defaults and checks. @throws UnifexError `INVALID_OPTION` */
export function parseOcrServerOptions(input: unknown): OcrServerOptions {
  const given = optionsParser.check(input, CHECKS, 'the ocr-server extractor');
  return {
    url: 'http://localhost:8080/ocr',
    languages: ['en'],
    headers: {},
    timeoutMs: 60_000,
    retries: 2,
    concurrency: 4,
    maxAnswerBytes: 32 * 1024 * 1024,
    granularity: 'line',
    maxPixels: DEFAULT_MAX_PIXELS,
    ...given,
  };
}
