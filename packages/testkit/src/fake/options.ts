import { optionsParser } from '@unifex/core';

export interface FakeOptions {
  /** Stands in the text of every page, and in the journal. Default `fake`. */
  readonly label: string;
  /** Path of a file to which the reader adds a line for what it does. */
  readonly journal?: string;
}

const { check, string } = optionsParser;
const CHECKS = { label: string(), journal: string({ nonEmpty: true }) };

/** Fills in defaults and checks. @throws UnifexError `INVALID_OPTION` */
export function parseFakeOptions(input: unknown): FakeOptions {
  return { label: 'fake', ...check(input, CHECKS, 'the fake extractor') };
}
