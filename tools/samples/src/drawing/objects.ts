/** An indirect object of pdfkit (lib/reference), whose dictionary is written when it is ended. */
export interface PdfObject {
  data: Record<string, unknown>;
  end(stream?: Uint8Array): void;
}

/** Adds an object that pdfkit knows nothing of. Whoever adds it ends it. */
export function openObject(doc: PDFKit.PDFDocument, data: object): PdfObject {
  return doc.ref(data);
}

/** Adds a finished object. */
export function addObject(doc: PDFKit.PDFDocument, data: object, stream?: Uint8Array): PdfObject {
  const object = openObject(doc, data);
  object.end(stream);
  return object;
}

/** What of a page's and a document's own dictionaries is used here. */
interface Dictionaries {
  readonly page: {
    readonly dictionary: PdfObject;
    readonly resources: PdfObject;
    readonly fonts: Record<string, PdfObject>;
    readonly xobjects: Record<string, PdfObject>;
    readonly annotations: PdfObject[];
  };
  readonly _root: PdfObject;
}

export function pageObjects(doc: PDFKit.PDFDocument): Dictionaries['page'] {
  return (doc as unknown as Dictionaries).page;
}

/** The document catalog (ISO 32000-2, 7.7.2). */
export function catalog(doc: PDFKit.PDFDocument): Record<string, unknown> {
  return (doc as unknown as Dictionaries)._root.data;
}

/** A string object: pdfkit writes plain JavaScript strings as names. */
export function pdfString(text: string): object {
  return new String(text);
}
