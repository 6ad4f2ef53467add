import { optionsParser } from '@unifex/core';
import type { Granularity } from '@unifex/layout';

/** Plain data, so that they travel to workers. */
export interface TesseractOptions {
  /** ISO 639-1 codes of the languages to expect. Default `['en']`. */
  readonly languages: readonly string[];
  /** What a text block is. Default `line`. */
  readonly granularity: Granularity;
  /** Whether line blocks carry their words with boxes. Default true. */
  readonly words: boolean;
  /** Pixels an inch: of the image of a PDF's page (default 200), and of images, in place of what they say of themselves. */
  readonly dpi?: number;
}

const { arrayOf, boolean, number, oneOf, string } = optionsParser;

const CHECKS = {
  languages: arrayOf(string({ nonEmpty: true })),
  granularity: oneOf('char', 'word', 'line'),
  words: boolean(),
  dpi: number({ min: 10, max: 2400 }),
};

/** Fills in defaults and checks. @throws UnifexError `INVALID_OPTION` */
export function parseTesseractOptions(input: unknown): TesseractOptions {
  const given = optionsParser.check(input, CHECKS, 'the tesseract extractor');
  return { languages: ['en'], granularity: 'line', words: true, ...given };
}
