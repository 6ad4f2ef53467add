import type { Signature } from '@unifex/core';
import type { PDFDocumentProxy } from '../pdfjs.ts';
import { inspectContents, pdfDateToIso, type ByteRange } from '@unifex/pdf-common';

/** What pdf.js tells of a signature (core/document.js, signatures). */
interface SignatureEntry {
  /** Reference of the field, a colon, the byte range. */
  readonly id: string;
  /** The field's own name, without those of its parents. */
  readonly fieldName: string;
  readonly signerName: string | null;
  readonly reason: string | null;
  readonly location: string | null;
  readonly contactInfo: string | null;
  readonly signingTime: string | null;
  readonly subFilter: string | null;
  readonly byteRange: ByteRange;
  readonly coversWholeDocument: boolean;
}

/** The document's digital signatures, oldest first. pkijs, which reads them, is loaded by the first one. */
export async function readSignatures(
  pdf: PDFDocumentProxy,
  bytes: Uint8Array,
  warnings: string[],
): Promise<Signature[]> {
  const entries = ((await pdf.getSignatures()) ?? []) as readonly SignatureEntry[];
  if (entries.length === 0) return [];
  const names = await qualifiedNames(pdf);
  const signatures: Signature[] = [];
  for (const entry of entries.toReversed()) {
    const signature = describe(entry, names);
    await inspectContents(signature, bytes, entry.byteRange, warnings);
    signatures.push(signature);
  }
  return signatures;
}

function describe(entry: SignatureEntry, names: ReadonlyMap<string, string>): Signature {
  const signature: Signature = {
    fieldName: names.get(entry.id.slice(0, entry.id.indexOf(':'))) ?? entry.fieldName,
    byteRange: [...entry.byteRange],
    coversWholeFile: entry.coversWholeDocument,
  };
  const signedAt = pdfDateToIso(entry.signingTime);
  if (entry.signerName) signature.signer = entry.signerName;
  if (signedAt !== undefined) signature.signedAt = signedAt;
  if (entry.reason) signature.reason = entry.reason;
  if (entry.location) signature.location = entry.location;
  if (entry.contactInfo) signature.contact = entry.contactInfo;
  if (entry.subFilter) signature.format = entry.subFilter;
  return signature;
}

/** Fully qualified field names by the reference of the field. */
async function qualifiedNames(pdf: PDFDocumentProxy): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const fields = (await pdf.getFieldObjects()) as Map<string, readonly { id?: string; type?: string }[]> | null;
  for (const [name, objects] of fields ?? []) {
    for (const { id, type } of objects) if (id !== undefined && type === 'signature') names.set(id, name);
  }
  return names;
}
