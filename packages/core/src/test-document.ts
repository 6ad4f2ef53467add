import type { ErrorInfo } from './errors.ts';
import type { ExtractionResult } from './extractor.ts';
import type { BBox } from './units.ts';
import type { Document, Page, TextBlock } from './model.ts';

/** A type with every optional member there: a new member of the model must be added to the samples below before they compile. */
export type Complete<T> = T extends readonly (infer Item)[]
  ? Complete<Item>[]
  : T extends object
    ? { [K in keyof T]-?: Complete<T[K]> }
    : T;

export function box(x0: number, y0: number, x1: number, y1: number): BBox {
  return { x0, y0, x1, y1 };
}

/** A line of native text; ten points high where no box is given. */
export function block(text: string, bbox: BBox, more: Partial<TextBlock> = {}): TextBlock {
  return { text, bbox, rotation: 0, origin: 'native', ...more };
}

/** A page in points with nothing on it but what is given. */
export function pageOf(index: number, more: Partial<Page> = {}): Page {
  const width = more.width ?? 200;
  const height = more.height ?? 400;
  return {
    index,
    width,
    height,
    unit: 'points',
    sizeInPoints: { width, height },
    rotation: 0,
    texts: [],
    tables: [],
    ...more,
  };
}

export function documentOf(pages: Page[]): Document {
  return { source: { mediaType: 'application/pdf', size: 1000 }, pages, metadata: { pageCount: pages.length } };
}

/** A page on which everything stands that a page can carry. */
export function fullPage(): Complete<Page> {
  const word = {
    text: 'Hi',
    bbox: box(10, 20, 22, 32),
    confidence: 0.9,
    chars: [
      { text: 'H', bbox: box(10, 20, 16, 32) },
      { text: 'i', bbox: box(16, 20, 22, 32) },
    ],
  };
  return {
    index: 3,
    label: 'iv',
    width: 612,
    height: 792,
    unit: 'pixels',
    dpi: 72,
    sizeInPoints: { width: 612, height: 792 },
    rotation: 90,
    texts: [
      {
        text: 'Hi you',
        bbox: box(10, 20, 60, 32),
        rotation: 12.5,
        origin: 'ocr',
        direction: 'ltr',
        confidence: 0.8,
        font: { name: 'Helvetica', size: 12, weight: 700, bold: true, italic: false, monospace: false, serif: false },
        color: '#00ff7f',
        hidden: 'invisible',
        line: 2,
        paragraph: 1,
        words: [word],
      },
    ],
    tables: [
      {
        page: 3,
        bbox: box(50, 100, 500, 300),
        rowCount: 1,
        colCount: 1,
        cells: [{ text: 'cell', row: 0, col: 0, rowSpan: 1, colSpan: 1, bbox: box(50, 100, 500, 300) }],
      },
    ],
    images: [{ bbox: box(0, 0, 612, 792), rotation: 180, pixelWidth: 1700, pixelHeight: 2200, mask: true }],
    rulings: [{ start: { x: 5, y: 6 }, end: { x: 605, y: 6 }, thickness: 0.75, color: '#112233' }],
    fills: [{ bbox: box(1, 2, 3, 4), color: '#ABCDEF' }],
    shapes: 12,
    links: [
      {
        bbox: box(10, 20, 60, 32),
        quads: [box(10, 20, 60, 26), box(10, 26, 40, 32)],
        url: 'https://example.org/',
        unsafeUrl: 'javascript:0',
        page: 0,
        destination: 'chapter-1',
        action: 'NextPage',
      },
    ],
    annotations: [
      {
        type: 'Highlight',
        bbox: box(10, 20, 60, 32),
        quads: [box(10, 20, 60, 32)],
        id: 'a1',
        contents: 'look here',
        author: 'Jane',
        created: '2024-01-02T03:04:05Z',
        modified: '2024-01-02T03:04:06Z',
        color: '#ffff00',
        inReplyTo: 'a0',
        attachment: 'a.txt',
        hidden: false,
      },
    ],
    formFields: [
      {
        name: 'person.name',
        type: 'choice',
        bbox: box(100, 400, 300, 420),
        value: ['a', 'b'],
        options: [{ label: 'A', value: 'a' }],
        exportValue: 'a',
        readOnly: true,
        required: false,
        multiline: false,
        multiSelect: true,
        hidden: false,
        label: 'Your name',
        page: 3,
      },
    ],
    coverage: { glyphs: 8, inTexts: 6, omitted: [{ reason: 'off-page', glyphs: 2, sample: 'xy' }] },
    provenance: {
      engine: 'pdf',
      rejected: [{ engine: 'pdfium', reason: 'it could not open the file', code: 'DOCUMENT_CORRUPT' }],
      damaged: 'its content cannot be unpacked to the end',
      repaired: 'the cross-reference table was rebuilt',
      ocr: {
        engine: 'tesseract',
        verdict: 'mixed',
        reason: 'An image over 20 % of the page',
        textLayer: 'kept',
        rejected: [{ engine: 'other', reason: 'it is not installed', code: 'EXTRACTOR_NOT_INSTALLED' }],
        preprocessing: ['smoothed'],
      },
      preprocessing: ['turned by 90 degrees clockwise'],
    },
    warnings: ['an image could not be decoded'],
  };
}

/** A document with everything that the model has. */
export function fullDocument(): Complete<Document> {
  return {
    source: { uri: 'https://example.org/a.pdf', name: 'a.pdf', mediaType: 'application/pdf', size: 12_345 },
    pages: [fullPage()],
    metadata: {
      pageCount: 9,
      title: 'Title',
      author: 'Author',
      subject: 'Subject',
      keywords: 'a, b',
      creator: 'Creator',
      producer: 'Producer',
      createdAt: '2024-01-02T03:04:05Z',
      modifiedAt: '2024-01-02T03:04:05+02:00',
      formatVersion: '1.7',
      language: 'en',
      tagged: true,
      linearized: false,
      forms: ['acroform', 'xfa'],
      encryption: { encrypted: true, permissions: ['print'], openedWith: 'user', algorithm: 'AES 256 bit' },
      custom: { Department: 'R&D' },
      xmp: { 'dc:title': 'Title', 'dc:creator': ['A', 'B'] },
      pageLabels: ['i', 'ii'],
      attachments: [{ name: 'a.txt', description: 'notes', size: 3, mediaType: 'text/plain' }],
      signatures: [
        {
          fieldName: 'sig',
          signer: 'Jane',
          signedAt: '2024-01-02T03:04:05Z',
          reason: 'approval',
          location: 'Berlin',
          contact: 'jane@example.org',
          format: 'adbe.pkcs7.detached',
          byteRange: [0, 10, 20, 30],
          coversWholeFile: true,
          certificate: {
            subject: 'CN=Jane',
            issuer: 'CN=CA',
            serialNumber: '0a',
            validFrom: '2024-01-01T00:00:00Z',
            validTo: '2025-01-01T00:00:00Z',
          },
          integrity: 'intact',
        },
      ],
      warnings: ['the XMP packet is damaged'],
    },
    outline: [
      {
        title: 'One',
        page: 0,
        top: 72,
        destination: 'one',
        url: 'https://example.org/',
        unsafeUrl: 'other.pdf',
        bold: true,
        italic: false,
        children: [],
      },
    ],
  };
}

/** The result of an extraction in which one page succeeded and one failed. */
export function fullResult(): ExtractionResult {
  const cause = { name: 'Error', message: 'outer', code: 'EIO', stack: 'Error: outer' };
  const error: Complete<Omit<ErrorInfo, 'cause'>> & Pick<ErrorInfo, 'cause'> = {
    name: 'UnifexError',
    code: 'PAGE_FAILED',
    message: 'Page 4 could not be read',
    details: { page: 4 },
    cause: { ...cause, cause: { ...cause, message: 'inner' } },
    stack: 'UnifexError: …',
  };
  return {
    document: fullDocument(),
    pageResults: [
      { index: 3, success: true, page: fullPage(), durationMs: 1.5 },
      { index: 4, success: false, error, durationMs: 0 },
    ],
    success: false,
    errors: [{ page: 4, error }],
  };
}
