import type { Backend } from '@unifex/core';
import { parsePdfOptions, type PdfOptions } from './options.ts';
import { openPdf } from './reader.ts';

/** Reads born-digital PDFs with pdf.js. pdf.js is loaded on the first document, not by importing this package. */
export const pdfBackend: Backend<PdfOptions> = Object.freeze({
  apiVersion: 1,
  type: 'pdf',
  module: '@unifex/pdf',
  supports: {
    mediaTypes: ['application/pdf'],
    environments: ['node', 'browser'],
    concurrency: 'exclusive',
    passwords: true,
    granularity: true,
    coverage: true,
  },
  parseOptions: parsePdfOptions,
  open: openPdf,
} as const);
