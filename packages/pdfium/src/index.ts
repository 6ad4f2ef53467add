export { pdfiumBackend, pdfiumBackend as default } from './backend.ts';
export { readAttachment } from './document/read-attachment.ts';
export type { ReadAttachmentOptions } from '@unifex/pdf-common';
export { parsePdfiumOptions, type PdfiumOptions } from './options.ts';
