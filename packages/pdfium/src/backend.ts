import type { Backend } from '@unifex/core';
import { parsePdfiumOptions, type PdfiumOptions } from './options.ts';
import { openPdfium } from './reader.ts';

/** Reads born-digital PDFs with PDFium, compiled to WebAssembly. PDFium is loaded on the first document, not by importing this package. */
export const pdfiumBackend: Backend<PdfiumOptions> = Object.freeze({
  apiVersion: 1,
  type: 'pdfium',
  module: '@unifex/pdfium',
  supports: {
    mediaTypes: ['application/pdf'],
    environments: ['node', 'browser'],
    concurrency: 'exclusive',
    passwords: true,
    granularity: true,
    coverage: true,
    render: true,
  },
  parseOptions: parsePdfiumOptions,
  open: openPdfium,
} as const);
