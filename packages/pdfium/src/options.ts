import { optionsParser } from '@unifex/core';
import { PDF_READING_DEFAULTS, pdfReadingChecks, type PdfReadingOptions } from '@unifex/pdf-common';

/** The same as those of the `pdf` extractor. */
export interface PdfiumOptions extends PdfReadingOptions {
  /** URL or path, ending in `/`, of the folder that holds `pdfium.wasm`. Default: the package @embedpdf/pdfium, which Vite finds in a browser. */
  readonly assets?: string;
}

const CHECKS = { ...pdfReadingChecks, assets: optionsParser.string({ nonEmpty: true }) };

/** Fills in defaults and checks. @throws UnifexError `INVALID_OPTION` */
export function parsePdfiumOptions(input: unknown): PdfiumOptions {
  const given = optionsParser.check(input, CHECKS, 'the pdfium extractor');
  return { ...PDF_READING_DEFAULTS, ...given };
}
