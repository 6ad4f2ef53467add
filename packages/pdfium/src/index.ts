export { pdfiumBackend, pdfiumBackend as default } from './backend.ts';
export { parsePdfiumOptions, type PdfiumOptions } from './options.ts';
