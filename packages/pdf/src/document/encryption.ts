import type { Encryption } from '@unifex/core';
import { describeEncryption } from '@unifex/pdf-common';
import type { PDFDocumentProxy } from '../pdfjs.ts';

/**
 * Whether and how the document is encrypted, and which password opened it.
 * @param filter name of the security handler as pdf.js found it; null for a document in the clear
 * @param password the one that was given: it has opened the document, as user's or as owner's
 */
export async function readEncryption(
  pdf: PDFDocumentProxy,
  filter: unknown,
  bytes: Uint8Array,
  password: string | undefined,
): Promise<Encryption> {
  if (typeof filter !== 'string') return { encrypted: false };
  const flags = (await pdf.getPermissions()) as ReadonlySet<number> | null;
  const permissions = flags ? [...flags].reduce((bits, bit) => bits | bit, 0) : undefined;
  return describeEncryption(bytes, permissions, password);
}
