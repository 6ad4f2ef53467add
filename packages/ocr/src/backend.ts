import { defineBackend, type Backend } from '@unifex/core';
import { parseTesseractOptions, type TesseractOptions } from './options.ts';
import { openImages } from './reader.ts';

/** Reads images, and PDFs as images of their pages, with Tesseract. The engine is loaded with the first page, not by importing this package. */
export const tesseractBackend: Backend<TesseractOptions> = defineBackend({
  apiVersion: 1,
  type: 'tesseract',
  module: '@unifex/ocr',
  supports: {
    mediaTypes: ['image/png', 'image/jpeg', 'image/tiff', 'image/webp', 'image/bmp', 'image/gif', 'application/pdf'],
    environments: ['node'],
    concurrency: 'shared',
    // What `auto` finds it by, for pages whose text is in pixels.
    ocr: true,
    passwords: true,
    granularity: true,
  },
  parseOptions: parseTesseractOptions,
  open: openImages,
});
