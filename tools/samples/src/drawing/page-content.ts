import { pageObjects, type PdfObject } from './objects.ts';

/** What is drawn on a page: the operators, and the fonts that they name. */
export interface PageContent {
  readonly operators: readonly Uint8Array[];
  readonly fonts: Readonly<Record<string, PdfObject>>;
}

interface ContentStream {
  /** pdfkit (lib/reference) gathers the stream here until the page is ended. */
  readonly buffer: readonly Uint8Array[];
}

/** What has been drawn on the current page so far. */
export function contentOf(doc: PDFKit.PDFDocument): PageContent {
  const { content } = doc.page as unknown as { content: ContentStream };
  return { operators: [...content.buffer], fonts: { ...pageObjects(doc).fonts } };
}

/** Draws the same on the current page, which is new. */
export function writeContent(doc: PDFKit.PDFDocument, { operators, fonts }: PageContent): void {
  const page = doc.page as unknown as { write(chunk: Uint8Array): void; content: { buffer: Uint8Array[] } };
  // A new page starts with the operators that every page starts with; the copy has them too.
  page.content.buffer.length = 0;
  for (const chunk of operators) page.write(chunk);
  Object.assign(pageObjects(doc).fonts, fonts);
}
