import type { Signature } from '@unifex/core';
import { inspectSignature } from './signature-contents.ts';

/** Offset and length of what stands before the signature, offset and length of what stands after it. */
export type ByteRange = readonly [number, number, number, number];

/** In bytes of the file. A signature with its certificates and proofs of revocation takes some ten thousand. */
const MAX_CONTENTS = 8 << 20;

/**
 * Adds to a signature what its contents tell, and whether they fit the signed bytes. pkijs, which reads them, is loaded by the first one.
 * @param warnings is added to
 */
export async function inspectContents(
  signature: Signature,
  bytes: Uint8Array,
  byteRange: ByteRange,
  warnings: string[],
): Promise<void> {
  const contents = contentsBetween(bytes, byteRange);
  if (!contents) {
    // More than the signature stands in the gap: bytes that nobody signed, though the range seems to span the file.
    signature.coversWholeFile = false;
    signature.integrity = 'unknown';
    return;
  }
  const found = await inspectSignature(contents, signedBytes(bytes, byteRange), signature.format ?? '');
  if (found.problem !== undefined)
    warnings.push(`The signature ${JSON.stringify(signature.fieldName)} cannot be read: ${found.problem}`);
  // The certificate's name is what was signed with; the dictionary's is what somebody typed.
  if (found.signer !== undefined) signature.signer = found.signer;
  if (found.signedAt !== undefined) signature.signedAt ??= found.signedAt;
  if (found.certificate) signature.certificate = found.certificate;
  signature.integrity = found.integrity;
}

/**
 * The bytes of the hexadecimal string that fills the gap of a byte range (ISO 32000-2, 12.8.1); undefined where anything else
 * stands there. Read from the file itself: in an encrypted document every other string is enciphered, this one is not.
 */
function contentsBetween(bytes: Uint8Array, [start, length, next]: ByteRange): Uint8Array<ArrayBuffer> | undefined {
  if (next - start - length > MAX_CONTENTS) return undefined;
  const gap = Array.from(bytes.subarray(start + length, next), (byte) => String.fromCharCode(byte)).join('');
  const hex = /^<([\da-f\s]*)>$/i.exec(gap)?.[1]?.replace(/\s/g, '');
  return hex ? Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)) : undefined;
}

/** A copy, because WebCrypto takes no shared memory. */
function signedBytes(bytes: Uint8Array, [a, b, c, d]: ByteRange): Uint8Array<ArrayBuffer> {
  const signed = new Uint8Array(b + d);
  signed.set(bytes.subarray(a, a + b));
  signed.set(bytes.subarray(c, c + d), b);
  return signed;
}
