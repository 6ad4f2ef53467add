import { boxAround, type BBox, type Point } from '@unifex/core';
import type * as PdfLib from '@cantoo/pdf-lib';
import { LlmError } from '../errors.ts';
import type { Highlight, HighlightColor, Highlights, UnplacedValue } from './highlights.ts';
import { isSigned, protectionOf, type Protection } from './protection.ts';
import { toUserSpace, type UserSpace } from './page-geometry.ts';

type Library = typeof PdfLib;

/** Red, green and blue, 0 to 1: light, since they are multiplied with the page. */
const FILL: Readonly<Record<HighlightColor, readonly [number, number, number]>> = {
  green: [0.66, 0.94, 0.66],
  amber: [1, 0.85, 0.45],
  red: [1, 0.68, 0.68],
};
const BORDER: Readonly<Record<HighlightColor, readonly [number, number, number]>> = {
  green: [0.1, 0.55, 0.2],
  amber: [0.85, 0.5, 0],
  red: [0.8, 0.1, 0.1],
};
const PADDING = 1;
/** Side of the mark of a note, and its distance from the page's corner. In points. */
const NOTE = 16;
const NOTE_MARGIN = 6;
const INSTALL = 'npm install @cantoo/pdf-lib@2';

export interface HighlightPdfOptions {
  /** Of an encrypted document. The copy is encrypted with it too, and gives the same permissions. */
  password?: string;
}

/**
 * A copy of a PDF with its evidence marked: every place as a highlight annotation that tells field, value and status, and on every page
 * a note that lists the values that were not found. Annotations can be hidden in any viewer, and nothing of the page is changed. A signed
 * document keeps its bytes, and the marks are added behind them: its signatures stay valid for what they were made for.
 * @throws LlmError `MISSING_DEPENDENCY`, `PASSWORD_REQUIRED`, `DOCUMENT_CORRUPT`, and `DOCUMENT_PROTECTED` where comments are not allowed, or
 *   the document is both signed and encrypted
 */
export async function highlightPdf(
  pdf: Uint8Array,
  highlights: Highlights,
  { password = '' }: HighlightPdfOptions = {},
): Promise<Uint8Array> {
  const library = await loadLibrary();
  const { document, encrypt } = await open(library, pdf, password);
  const signed = isSigned(library, document);
  if (signed && encrypt) {
    throw new LlmError('DOCUMENT_PROTECTED', 'The PDF cannot be marked: it is both signed and encrypted.');
  }
  const pages = document.getPages();
  for (const [index, page] of pages.entries()) {
    const space = spaceOf(library, page);
    for (const box of highlights.boxes) if (box.page === index) addHighlight(library, document, page, space, box);
    // What belongs to no page in particular is listed on the first.
    const unplaced = highlights.unplaced.filter((value) => (value.page ?? 0) === index);
    if (unplaced.length > 0) addNote(library, document, page, space, unplaced);
  }
  if (signed) return await document.commit();
  encrypt?.(document);
  return await document.save({ updateFieldAppearances: false, rewrite: true });
}

/** Loaded on first use: it is large, and few need it. */
async function loadLibrary(): Promise<Library> {
  try {
    return await import('@cantoo/pdf-lib');
  } catch (cause) {
    throw new LlmError('MISSING_DEPENDENCY', `Marking a PDF needs the package @cantoo/pdf-lib. Run: ${INSTALL}`, {
      cause,
      details: { package: '@cantoo/pdf-lib', install: INSTALL },
    });
  }
}

async function open(
  library: Library,
  pdf: Uint8Array,
  password: string,
): Promise<Protection & { readonly document: PdfLib.PDFDocument }> {
  const { PDFDocument, EncryptedPDFError } = library;
  try {
    const document = await PDFDocument.load(pdf, { updateMetadata: false, password, forIncrementalUpdate: true });
    return { document, ...(await protectionOf(library, pdf, password)) };
  } catch (cause) {
    if (cause instanceof LlmError) throw cause;
    if (cause instanceof EncryptedPDFError || (cause instanceof Error && /password/i.test(cause.message))) {
      throw new LlmError('PASSWORD_REQUIRED', 'The PDF cannot be marked without its password.', { cause });
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LlmError('DOCUMENT_CORRUPT', `The PDF cannot be marked: ${reason}`, { cause });
  }
}

function spaceOf({ PDFName, PDFNumber }: Library, page: PdfLib.PDFPage): UserSpace {
  const [crop, media] = [page.getCropBox(), page.getMediaBox()].map(({ x, y, width, height }) => ({
    x0: Math.min(x, x + width),
    y0: Math.min(y, y + height),
    x1: Math.max(x, x + width),
    y1: Math.max(y, y + height),
  })) as [BBox, BBox];
  const visible = {
    x0: Math.max(crop.x0, media.x0),
    y0: Math.max(crop.y0, media.y0),
    x1: Math.min(crop.x1, media.x1),
    y1: Math.min(crop.y1, media.y1),
  };
  // A crop box beside the media is none (ISO 32000-2, 14.11.2).
  const isEmpty = visible.x0 >= visible.x1 || visible.y0 >= visible.y1;
  const unit = page.node.lookupMaybe(PDFName.of('UserUnit'), PDFNumber)?.asNumber() ?? 1;
  return { crop: isEmpty ? media : visible, rotation: page.getRotation().angle, userUnit: unit > 0 ? unit : 1 };
}

function addHighlight(
  library: Library,
  document: PdfLib.PDFDocument,
  page: PdfLib.PDFPage,
  space: UserSpace,
  { bbox, color, ...highlight }: Highlight,
): void {
  const corners = cornersOf(
    { x0: bbox.x0 - PADDING, y0: bbox.y0 - PADDING, x1: bbox.x1 + PADDING, y1: bbox.y1 + PADDING },
    space,
  );
  const path = pathOf([corners[0], corners[1], corners[3], corners[2]]);
  const content = [
    // Multiplied, so that the text shows through; the border is seen on dark ground too.
    'q /Multiply gs',
    `${FILL[color].join(' ')} rg ${path} f Q`,
    `q ${BORDER[color].join(' ')} RG 0.75 w ${path} S Q`,
  ].join('\n');
  addAnnotation(library, document, page, corners, content, {
    Subtype: 'Highlight',
    QuadPoints: corners.flatMap(({ x, y }) => [x, y]),
    C: [...BORDER[color]],
    Contents: library.PDFHexString.fromText(describe(highlight)),
  });
}

function addNote(
  library: Library,
  document: PdfLib.PDFDocument,
  page: PdfLib.PDFPage,
  space: UserSpace,
  unplaced: readonly UnplacedValue[],
): void {
  const box = { x0: NOTE_MARGIN, y0: NOTE_MARGIN, x1: NOTE_MARGIN + NOTE, y1: NOTE_MARGIN + NOTE };
  const corners = cornersOf(box, space);
  const bar = (from: number, to: number): string => {
    const middle = (box.x0 + box.x1) / 2;
    const [a, b, c, d] = cornersOf({ x0: middle - 1.2, y0: box.y0 + from, x1: middle + 1.2, y1: box.y0 + to }, space);
    return pathOf([a, b, d, c]);
  };
  // A white exclamation mark on red.
  const content = [
    `${BORDER.red.join(' ')} rg ${pathOf([corners[0], corners[1], corners[3], corners[2]])} f`,
    `1 1 1 rg ${bar(3, 9.5)} f ${bar(11, 13)} f`,
  ].join('\n');
  const lines = unplaced.map(({ pointer, value }) => `${pointer} = ${printed(value)}`);
  addAnnotation(library, document, page, corners, content, {
    Subtype: 'Text',
    Name: 'Note',
    C: [...BORDER.red],
    Contents: library.PDFHexString.fromText(`Not found in the document:\n${lines.join('\n')}`),
  });
}

function addAnnotation(
  { PDFHexString, PDFString }: Library,
  document: PdfLib.PDFDocument,
  page: PdfLib.PDFPage,
  corners: readonly Point[],
  content: string,
  entries: Readonly<Record<string, string | number | number[] | PdfLib.PDFObject>>,
): void {
  const { context } = document;
  const { x0, y0, x1, y1 } = boxAround(corners);
  const rect = [x0 - 1, y0 - 1, x1 + 1, y1 + 1];
  const appearance = context.register(
    context.stream(content, {
      Type: 'XObject',
      Subtype: 'Form',
      // The form's space is the page's: the appearance lands where it is drawn.
      BBox: rect,
      Resources: { ExtGState: { Multiply: { Type: 'ExtGState', BM: 'Multiply' } } },
    }),
  );
  const annotation = context.obj({
    Type: 'Annot',
    Rect: rect,
    T: PDFHexString.fromText('unifex'),
    // Printed with the page.
    F: 4,
    CA: 1,
    M: PDFString.fromDate(new Date()),
    P: page.ref,
    AP: { N: appearance },
    ...entries,
  });
  page.node.addAnnot(context.register(annotation));
}

/** Left top, right top, left bottom, right bottom, as displayed: the order of quad points. */
function cornersOf({ x0, y0, x1, y1 }: BBox, space: UserSpace): [Point, Point, Point, Point] {
  return [
    toUserSpace({ x: x0, y: y0 }, space),
    toUserSpace({ x: x1, y: y0 }, space),
    toUserSpace({ x: x0, y: y1 }, space),
    toUserSpace({ x: x1, y: y1 }, space),
  ];
}

function pathOf([first, ...rest]: readonly [Point, ...Point[]]): string {
  const at = ({ x, y }: Point): string => `${x.toFixed(3)} ${y.toFixed(3)}`;
  return `${at(first)} m ${rest.map((point) => `${at(point)} l`).join(' ')} h`;
}

function describe({ pointer, value, evidence, text }: Omit<Highlight, 'bbox' | 'color'>): string {
  return `${pointer} = ${printed(value ?? text)}\n${evidence}`;
}

function printed(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 300 ? `${text.slice(0, 300).toWellFormed()}…` : text;
}
