import type { Backend } from '@unifex/core';
import { underTest, type AttachmentReader } from './pdf-under-test.ts';
import { testOpening } from './suites/opening.ts';
import { testFormFields } from './suites/form-fields.ts';
import { testLinks } from './suites/links.ts';
import { testAnnotations } from './suites/annotations.ts';
import { testOutline } from './suites/outline.ts';
import { testEncryption } from './suites/encryption.ts';
import { testSignatures } from './suites/signatures.ts';
import { testMetadata } from './suites/metadata.ts';
import { testImages } from './suites/images.ts';
import { testLayers } from './suites/layers.ts';
import { testContent } from './suites/content.ts';
import { testColors } from './suites/colors.ts';
import { testPaths } from './suites/paths.ts';
import { testSamples } from './suites/samples.ts';
import { testAttachments } from './suites/attachments.ts';
import { testText } from './suites/text.ts';
import { testPages } from './suites/pages.ts';

export { longPdf, pdfFile, rawPdf, sourceOf, stream, type RawPdfOptions } from './raw-pdf.ts';
export { underTest, type AttachmentReader, type PdfUnderTest } from './pdf-under-test.ts';
export { pdfConformanceCases } from './conformance-cases.ts';
export { encryptedPdf, pagesPdf, richPdf } from './conformance-documents.ts';

/** What every backend for PDFs has to read alike, whatever its engine: the tests of both of ours. For vitest. */
export function testPdfBackend<Options extends object>(backend: Backend<Options>, attachments: AttachmentReader): void {
  const pdf = underTest(backend);
  testOpening(pdf);
  testFormFields(pdf);
  testLinks(pdf);
  testAnnotations(pdf);
  testOutline(pdf);
  testEncryption(pdf);
  testSignatures(pdf);
  testMetadata(pdf);
  testImages(pdf);
  testContent(pdf);
  testLayers(pdf);
  testColors(pdf);
  testPaths(pdf);
  testSamples(pdf);
  testPages(pdf);
  testText(pdf);
  testAttachments({ ...pdf, ...attachments });
}
