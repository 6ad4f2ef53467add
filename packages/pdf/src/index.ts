export { pdfBackend, pdfBackend as default } from './backend.ts';
export { parsePdfOptions, type PdfOptions } from './options.ts';
