import { optionsParser } from '@unifex/core';
import { PDF_READING_DEFAULTS, pdfReadingChecks, type PdfReadingOptions } from '@unifex/pdf-common';

export interface PdfOptions extends PdfReadingOptions {
  /** Base URL or path, ending in `/`, of the folders `cmaps` and `standard_fonts` of pdfjs-dist (in Node `wasm` and `iccs`, too). Default in Node: the installed package. */
  readonly assets?: string;
}

const CHECKS = { ...pdfReadingChecks, assets: optionsParser.string({ nonEmpty: true }) };

/** Fills in defaults and checks. @throws UnifexError `INVALID_OPTION` */
export function parsePdfOptions(input: unknown): PdfOptions {
  const given = optionsParser.check(input, CHECKS, 'the pdf extractor');
  return { ...PDF_READING_DEFAULTS, ...given };
}
