import { invalidOption, optionsParser } from '@unifex/core';
import type { OptionCheck } from '@unifex/core';
import type { Granularity, TextMerger } from '@unifex/layout';

/** The options that every backend for PDFs has. */
export interface PdfReadingOptions {
  /** What a text block is. Default `line`. A function merges lines itself (inline executor only: functions do not travel). */
  readonly granularity: Granularity | TextMerger;
  /** Whether line blocks carry their words with boxes. Default true. */
  readonly words: boolean;
  /** Text that a reader of the page does not see: `mark` keeps it, marked with its reason; `omit` leaves it out, listed in `coverage`. Default `mark`. */
  readonly hiddenText: 'mark' | 'omit';
  /** Whether pages list ruling lines, filled rectangles and images. Default true. */
  readonly graphics: boolean;
  /** Whether pages list their links, annotations and form fields, and have the text that these show among `texts`. Default true. */
  readonly annotations: boolean;
  /** User or owner password of an encrypted document. */
  readonly password?: string;
}

const { boolean, oneOf } = optionsParser;

const granularity: OptionCheck<PdfReadingOptions['granularity']> = (value, name) => {
  if (typeof value === 'function') return value as TextMerger;
  if (value !== 'char' && value !== 'word' && value !== 'line') {
    throw invalidOption(name, value, "'char' or 'word' or 'line' or a function that merges lines");
  }
  return value;
};

/** Errors are printed and logged: the value is left out of them. */
const password: OptionCheck<string> = (value, name) => {
  if (typeof value !== 'string') throw invalidOption(name, '(hidden)', 'text');
  return value;
};

/** How they are checked, for `optionsParser.check`. */
export const pdfReadingChecks: {
  readonly [Name in keyof PdfReadingOptions]-?: OptionCheck<NonNullable<PdfReadingOptions[Name]>>;
} = {
  granularity,
  words: boolean(),
  hiddenText: oneOf('mark', 'omit'),
  graphics: boolean(),
  annotations: boolean(),
  password,
};

export const PDF_READING_DEFAULTS: Omit<PdfReadingOptions, 'password'> = {
  granularity: 'line',
  words: true,
  hiddenText: 'mark',
  graphics: true,
  annotations: true,
};
