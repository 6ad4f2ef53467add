export { pdfBackend, pdfBackend as default } from './backend.ts';
export { parsePdfOptions, type PdfOptions } from './options.ts';
export { readAttachment, type ReadAttachmentOptions } from './document/read-attachment.ts';
