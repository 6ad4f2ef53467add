import { testPdfBackend } from '@unifex/pdf-suite';
import { pdfiumBackend } from './backend.ts';
import { readAttachment } from './document/read-attachment.ts';

testPdfBackend(pdfiumBackend, { readAttachment });
