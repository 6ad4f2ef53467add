import type { Signature } from '@unifex/core';
import { inspectContents, pdfDateToIso, type ByteRange } from '@unifex/pdf-common';
import { nameOf, textOf, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from '../file/pdf-file.ts';
import { inheritedValue, qualifiedName, terminalFields } from './form-tree.ts';

/** The document's digital signatures (ISO 32000-2, 12.8), oldest first: in the order of what they cover. */
export async function readSignatures(file: PdfFile, bytes: Uint8Array, warnings: string[]): Promise<Signature[]> {
  const form = await file.get(await file.catalog(), 'AcroForm');
  const signatures: Signature[] = [];
  for (const field of await terminalFields(file, form)) {
    if (nameOf(await inheritedValue(file, field, 'FT')) !== 'Sig') continue;
    const value = await inheritedValue(file, field, 'V');
    const range = byteRangeOf(await file.get(value, 'ByteRange'), bytes.length);
    if (!range) continue;
    const signature = await describe(file, value, await qualifiedName(file, field), range, bytes.length);
    await inspectContents(signature, bytes, range, warnings);
    signatures.push(signature);
  }
  const end = ({ byteRange: [, , start = 0, length = 0] }: Signature): number => start + length;
  return signatures.sort((a, b) => end(a) - end(b));
}

async function describe(
  file: PdfFile,
  value: PdfObject,
  fieldName: string,
  range: ByteRange,
  size: number,
): Promise<Signature> {
  const text = async (key: string): Promise<string | undefined> => textOf(await file.get(value, key)) || undefined;
  const signature: Signature = {
    fieldName,
    byteRange: [...range],
    coversWholeFile: range[0] === 0 && range[2] + range[3] === size,
  };
  const signer = await text('Name');
  const signedAt = pdfDateToIso(await text('M'));
  const reason = await text('Reason');
  const location = await text('Location');
  const contact = await text('ContactInfo');
  const format = nameOf(await file.get(value, 'SubFilter'));
  if (signer !== undefined) signature.signer = signer;
  if (signedAt !== undefined) signature.signedAt = signedAt;
  if (reason !== undefined) signature.reason = reason;
  if (location !== undefined) signature.location = location;
  if (contact !== undefined) signature.contact = contact;
  if (format !== undefined) signature.format = format;
  return signature;
}

/** Undefined for what is no range of this file. */
function byteRangeOf(value: PdfObject, size: number): ByteRange | undefined {
  if (!Array.isArray(value) || value.length !== 4) return undefined;
  const [a, b, c, d] = value;
  if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number' || typeof d !== 'number')
    return undefined;
  const sound = [a, b, c, d].every((part) => Number.isInteger(part) && part >= 0) && a + b <= c && c + d <= size;
  return sound ? [a, b, c, d] : undefined;
}
