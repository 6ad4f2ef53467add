import { randomUUID } from 'node:crypto';
import type * as PdfLib from '@cantoo/pdf-lib';
import { LlmError } from '../errors.ts';

type Library = typeof PdfLib;

/** Bits of what the owner of an encrypted document lets others do (ISO 32000-2, table 22), the lowest being 1. */
const MAY = {
  print: 3,
  modify: 4,
  copy: 5,
  annotate: 6,
  fillForms: 9,
  readAloud: 10,
  assemble: 11,
  printWell: 12,
} as const;

/** What is to be kept of a document's protection. */
export interface Protection {
  /** Encrypts a copy as the document is: with the same password and permissions. Absent where it is not encrypted. */
  readonly encrypt?: (copy: PdfLib.PDFDocument) => void;
}

/**
 * Reads how a document is encrypted.
 * @throws LlmError `DOCUMENT_PROTECTED` where its owner allows nobody to annotate it and no password was given
 */
export async function protectionOf(library: Library, pdf: Uint8Array, password: string): Promise<Protection> {
  // Trailers are never compressed; most documents need not be read twice.
  if (!Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).includes('/Encrypt')) return {};
  const { PDFDocument, PDFDict, PDFName, PDFNumber } = library;
  const { context } = await PDFDocument.load(pdf, { updateMetadata: false, ignoreEncryption: true });
  const dictionary = context.lookupMaybe(context.trailerInfo.Encrypt, PDFDict);
  if (!dictionary) return {};
  const bits = dictionary.lookupMaybe(PDFName.of('P'), PDFNumber)?.asNumber() ?? -1;
  const may = (name: keyof typeof MAY): boolean => (bits & (1 << (MAY[name] - 1))) !== 0;
  if (password === '' && !may('annotate')) {
    throw new LlmError(
      'DOCUMENT_PROTECTED',
      'The PDF cannot be marked: its owner does not allow comments. Give the owner password.',
    );
  }
  const permissions = {
    printing: may('printWell') ? 'highResolution' : may('print') ? 'lowResolution' : false,
    modifying: may('modify'),
    copying: may('copy'),
    annotating: may('annotate'),
    fillingForms: may('fillForms'),
    contentAccessibility: may('readAloud'),
    documentAssembly: may('assemble'),
  } as const;
  // Which of its two passwords was given is not known: whoever has it opens the copy as a user; nobody is its owner.
  return { encrypt: (copy) => copy.encrypt({ userPassword: password, ownerPassword: randomUUID(), permissions }) };
}

/**
 * Whether a document is signed: what is then added has to leave the bytes before it alone.
 * @throws LlmError `DOCUMENT_PROTECTED` where its author has certified it against such changes
 */
export function isSigned(library: Library, document: PdfLib.PDFDocument): boolean {
  const { PDFArray, PDFDict, PDFName, PDFNumber } = library;
  const { catalog, context } = document;
  const certificate = catalog.lookupMaybe(PDFName.of('Perms'), PDFDict)?.lookupMaybe(PDFName.of('DocMDP'), PDFDict);
  if (!certificate) return isDeclared(library, document) || hasSignature(library, document);
  const [reference] = certificate.lookupMaybe(PDFName.of('Reference'), PDFArray)?.asArray() ?? [];
  const parameters = context.lookupMaybe(reference, PDFDict)?.lookupMaybe(PDFName.of('TransformParams'), PDFDict);
  // 3 allows comments; 2, forms alone, is the default (table 257).
  if ((parameters?.lookupMaybe(PDFName.of('P'), PDFNumber)?.asNumber() ?? 2) < 3) {
    throw new LlmError(
      'DOCUMENT_PROTECTED',
      'The PDF cannot be marked: its author has certified it, and allows no comments without breaking the signature.',
    );
  }
  return true;
}

/** Whether the form says so, by the first of its /SigFlags (table 225). */
function isDeclared({ PDFDict, PDFName, PDFNumber }: Library, { catalog }: PdfLib.PDFDocument): boolean {
  const form = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  const flags = form?.lookupMaybe(PDFName.of('SigFlags'), PDFNumber)?.asNumber() ?? 0;
  return (flags & 1) !== 0;
}

/** Whether there is a signature, which not every form declares: a dictionary of its own, or the value of a field within the field. */
function hasSignature({ PDFDict, PDFName }: Library, { context }: PdfLib.PDFDocument): boolean {
  const isSignature = (object: PdfLib.PDFObject | undefined): boolean =>
    // What it covers, and the signature itself (12.8.1).
    object instanceof PDFDict && object.has(PDFName.of('ByteRange')) && object.has(PDFName.of('Contents'));
  return context
    .enumerateIndirectObjects()
    .some(
      ([, object]) => isSignature(object) || (object instanceof PDFDict && isSignature(object.get(PDFName.of('V')))),
    );
}
