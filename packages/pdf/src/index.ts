export { pdfBackend, pdfBackend as default } from './backend.ts';
export { parsePdfOptions, type PdfOptions } from './options.ts';
export { readAttachment } from './document/read-attachment.ts';
export type { ReadAttachmentOptions } from '@unifex/pdf-common';
