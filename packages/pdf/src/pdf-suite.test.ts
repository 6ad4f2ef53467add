import { testPdfBackend } from '@unifex/pdf-suite';
import { pdfBackend } from './backend.ts';
import { readAttachment } from './document/read-attachment.ts';

testPdfBackend(pdfBackend, { readAttachment });
