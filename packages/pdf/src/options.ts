import { UnifexError } from '@unifex/core';
import type { Granularity, TextMerger } from '@unifex/layout';

export interface PdfOptions {
  /** What a text block is. Default `line`. A function merges lines itself (inline executor only: functions do not travel). */
  readonly granularity: Granularity | TextMerger;
  /** Whether line blocks carry their words with boxes. Default true. */
  readonly words: boolean;
  /** Text that a reader of the page does not see: `mark` keeps it, marked with its reason; `omit` leaves it out, listed in `coverage`. Default `mark`. */
  readonly hiddenText: 'mark' | 'omit';
  /** Whether pages list ruling lines, filled rectangles and images. Default true. */
  readonly graphics: boolean;
  /** Whether the text of annotations and form fields is read with the page's own. Default true. */
  readonly annotations: boolean;
  /** User or owner password of an encrypted document. */
  readonly password?: string;
  /** Base URL or path, ending in `/`, of pdf.js's `cmaps`, `standard_fonts`, `wasm` and `iccs` folders. Default in Node: the installed package. */
  readonly assets?: string;
}

const GRANULARITIES: readonly string[] = ['char', 'word', 'line'];
const ALLOWED = ['granularity', 'words', 'hiddenText', 'graphics', 'annotations', 'password', 'assets'];

/** Fills in defaults and checks. @throws UnifexError `INVALID_OPTION` */
export function parsePdfOptions(input: unknown): PdfOptions {
  if (input !== undefined && (typeof input !== 'object' || input === null))
    throw invalid('options', input, ['an object']);
  const options = (input ?? {}) as Record<string, unknown>;
  for (const key of Object.keys(options)) {
    if (!ALLOWED.includes(key))
      throw new UnifexError(
        'INVALID_OPTION',
        `Unknown option \`${key}\` for the pdf extractor. Allowed: ${ALLOWED.join(', ')}.`,
        { details: { option: key, allowed: ALLOWED } },
      );
  }
  const granularity = options['granularity'] ?? 'line';
  if (typeof granularity !== 'function' && !GRANULARITIES.includes(granularity as string)) {
    throw invalid('granularity', granularity, [...GRANULARITIES, 'a merger function']);
  }
  const hiddenText = options['hiddenText'] ?? 'mark';
  if (hiddenText !== 'mark' && hiddenText !== 'omit') throw invalid('hiddenText', hiddenText, ['mark', 'omit']);
  const result: { -readonly [K in keyof PdfOptions]: PdfOptions[K] } = {
    granularity: granularity as PdfOptions['granularity'],
    words: flag(options, 'words'),
    hiddenText,
    graphics: flag(options, 'graphics'),
    annotations: flag(options, 'annotations'),
  };
  for (const key of ['password', 'assets'] as const) {
    const value = options[key];
    if (value === undefined) continue;
    if (typeof value !== 'string') throw invalid(key, key === 'password' ? '(hidden)' : value, ['a string']);
    result[key] = value;
  }
  return result;
}

function flag(options: Record<string, unknown>, name: string): boolean {
  const value = options[name] ?? true;
  if (typeof value !== 'boolean') throw invalid(name, value, ['true', 'false']);
  return value;
}

function invalid(option: string, value: unknown, allowed: readonly string[]): UnifexError {
  return new UnifexError(
    'INVALID_OPTION',
    `Option \`${option}\` of the pdf extractor is ${JSON.stringify(value) ?? String(value)}. Allowed: ${allowed.join(', ')}.`,
    { details: { option, allowed } },
  );
}
