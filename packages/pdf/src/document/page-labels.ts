import type { PDFDocumentProxy } from '../pdfjs.ts';

/** The label of every page, in order; undefined where the document numbers its pages in no way of its own. */
export async function readPageLabels(pdf: PDFDocumentProxy): Promise<string[] | undefined> {
  const labels = await pdf.getPageLabels();
  return labels?.map(String);
}
