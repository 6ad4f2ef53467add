import { underTest, type PdfUnderTest } from '@unifex/pdf-suite';
import { pdfBackend } from './backend.ts';

export { longPdf, pdfFile, rawPdf, sourceOf, stream, type RawPdfOptions } from '@unifex/pdf-suite';

const pdf: PdfUnderTest = underTest(pdfBackend);

/** Test helpers: this backend on documents that a test has made. */
export const openBytes: PdfUnderTest['openBytes'] = pdf.openBytes;
export const readPage: PdfUnderTest['readPage'] = pdf.readPage;
