import { invalidOption, optionsParser, type OptionCheck } from '@unifex/core';

/** Plain data, so that they travel to workers; secrets by the name of the variable that holds them. */
export interface OcrServerOptions {
  /** Address of the endpoint. Default `http://localhost:8080/ocr`, where `unifex serve-ocr` is unless told otherwise. */
  readonly url: string;
  /** ISO 639-1 codes of the languages to expect, sent as `language`, several joined by `+`. Default `['en']`. */
  readonly languages: readonly string[];
  /** Request headers. A value `{ env: 'NAME' }` is read from the environment where the request is made. */
  readonly headers: Readonly<Record<string, string | { readonly env: string }>>;
  /** Limit for one request, in milliseconds. Default 60,000. */
  readonly timeoutMs: number;
  /** How often a request is made again that failed for a passing reason: no answer, 429, 5xx. Default 2. */
  readonly retries: number;
  /** Requests to one address at once, from this thread. Default 4. */
  readonly concurrency: number;
  /** Refuse answers of more bytes than this. Default 32 MiB. */
  readonly maxAnswerBytes: number;
  /** What a text block is. Default `line`. */
  readonly granularity: 'char' | 'word' | 'line';
  /** Pixels an inch of the image, in place of what it says of itself. */
  readonly dpi?: number;
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
    ...given,
  };
}
