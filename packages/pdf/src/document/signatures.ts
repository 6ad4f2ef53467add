import type { Signature } from '@unifex/core';
import type { PDFDocumentProxy } from '../pdfjs.ts';
import { pdfDateToIso } from './pdf-date.ts';

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
  /** Offset and length of what stands before the signature, offset and length of what stands after it. */
  readonly byteRange: readonly [number, number, number, number];
  readonly coversWholeDocument: boolean;
}

/** In bytes of the file. A signature with its certificates and proofs of revocation takes some ten thousand. */
const MAX_CONTENTS = 8 << 20;

/** The document's digital signatures, oldest first. pkijs, which reads them, is loaded by the first one. */
export async function readSignatures(
  pdf: PDFDocumentProxy,
  bytes: Uint8Array,
  warnings: string[],
): Promise<Signature[]> {
  const entries = ((await pdf.getSignatures()) ?? []) as readonly SignatureEntry[];
  if (entries.length === 0) return [];
  const [{ inspectSignature }, names] = await Promise.all([import('./signature-contents.ts'), qualifiedNames(pdf)]);
  const signatures: Signature[] = [];
  for (const entry of entries.toReversed()) {
    const signature = describe(entry, names);
    const contents = contentsBetween(bytes, entry.byteRange);
    if (contents) {
      const found = await inspectSignature(contents, signedBytes(bytes, entry.byteRange), entry.subFilter ?? '');
      if (found.problem !== undefined)
        warnings.push(`The signature ${JSON.stringify(signature.fieldName)} cannot be read: ${found.problem}`);
      // The certificate's name is what was signed with; the dictionary's is what somebody typed.
      if (found.signer !== undefined) signature.signer = found.signer;
      if (found.signedAt !== undefined) signature.signedAt ??= found.signedAt;
      if (found.certificate) signature.certificate = found.certificate;
      signature.integrity = found.integrity;
    } else {
      // More than the signature stands in the gap: bytes that nobody signed, though the range seems to span the file.
      signature.coversWholeFile = false;
      signature.integrity = 'unknown';
    }
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

/**
 * The bytes of the hexadecimal string that fills the gap of a byte range (ISO 32000-2, 12.8.1); undefined where anything else
 * stands there. Read from the file itself: in an encrypted document every other string is enciphered, this one is not.
 */
function contentsBetween(
  bytes: Uint8Array,
  [start, length, next]: SignatureEntry['byteRange'],
): Uint8Array<ArrayBuffer> | undefined {
  if (next - start - length > MAX_CONTENTS) return undefined;
  const gap = Array.from(bytes.subarray(start + length, next), (byte) => String.fromCharCode(byte)).join('');
  const hex = /^<([\da-f\s]*)>$/i.exec(gap)?.[1]?.replace(/\s/g, '');
  return hex ? Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) : undefined;
}

/** A copy, because WebCrypto takes no shared memory. */
function signedBytes(bytes: Uint8Array, [a, b, c, d]: SignatureEntry['byteRange']): Uint8Array<ArrayBuffer> {
  const signed = new Uint8Array(b + d);
  signed.set(bytes.subarray(a, a + b));
  signed.set(bytes.subarray(c, c + d), b);
  return signed;
}
